"""Pure building blocks: money, shares, days, identifiers, refusals. No Django, no clock, no database."""
