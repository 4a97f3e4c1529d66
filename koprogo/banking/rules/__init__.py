"""Pure rules of banking: no Django, no clock, no database."""
