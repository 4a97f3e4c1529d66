"""The journals of AR 12/7/2012 practice, and the numbers of their entries."""

from enum import StrEnum


class JournalKind(StrEnum):
    """Which book an entry is written in. There is one FIN journal for each IBAN, one of each other kind."""

    PURCHASES = "ACH"
    BANK = "FIN"
    CALLS = "APP"
    SETTLEMENTS = "DEC"
    MISCELLANEOUS = "OD"
    OPENING = "OPN"


#: The journals every building has from its first entry on.
STANDING = tuple(kind for kind in JournalKind if kind is not JournalKind.BANK)


def reference(journal: str, year: str, number: int) -> str:
    """The number of an entry as people and addresses write it: OD-2026-7."""
    return f"{journal}-{year}-{number}"
