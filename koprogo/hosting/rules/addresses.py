"""An address written on one line, taken apart for an envelope."""

import re
from dataclasses import dataclass

#: Belgian and neighbouring postcodes: four or five digits, or NL's four digits and two letters.
_TOWN = re.compile(r"^(?:[A-Z]{1,2}-)?(\d{4}\s?[A-Z]{2}|\d{4,5})\s+(\S.*)$")
#: What the envelope has room for.
STREET, CITY = 160, 80


@dataclass(frozen=True, slots=True)
class Envelope:
    """Street with its number, postcode, town; what cannot be told apart stays in the street."""

    street: str
    postcode: str = ""
    city: str = ""


def envelope(line: str) -> Envelope:
    """« Rue Haute 1, 1000 Bruxelles » as three parts; whatever is written otherwise is one line of the envelope."""
    parts = [part.strip() for part in re.split(r"[,\n]", line) if part.strip()]
    found = _TOWN.match(parts[-1]) if len(parts) > 1 else None
    if found is None:
        return Envelope(" ".join(line.split())[:STREET])
    return Envelope(", ".join(parts[:-1])[:STREET], found[1], found[2].strip()[:CITY])
