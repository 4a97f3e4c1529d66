"""Entries found by the number that people write and read aloud: OD-2026-7, od 2026 7, FIN1/2026/12."""

import re
from dataclasses import dataclass
from datetime import date

from koprogo.ledger import labels
from koprogo.ledger.models import Entry
from koprogo.ledger.queries import masking
from koprogo.ledger.rules.journals import reference
from koprogo.platform.access import Access

_NUMBER = re.compile(r"([A-Za-z][A-Za-z0-9]{1,7})[\s/.-]+(20[0-9]{2}[a-z]?)[\s/.-]+0*([1-9][0-9]{0,8})")


@dataclass(frozen=True, slots=True)
class Found:
    """One entry found by its number."""

    reference: str
    journal: str
    year: str
    number: int
    label: str
    entry_on: date


def entries(access: Access, *, text: str) -> list[Found]:
    """The entry of a number, none when the text is no number of an entry (one query then, else none)."""
    asked = _NUMBER.fullmatch(text.strip())
    if asked is None:
        return []
    journal, year, number = asked[1].upper(), asked[2], int(asked[3])
    rows = (
        Entry.objects.filter(
            org_id=access.org_id,
            journal__code=journal,
            fiscal_year__code=year,
            number=number,
            sealed_at__isnull=False,
        )
        .annotate(veiled=masking.of_somebody_else(access))
        .values_list("journal__kind", "label", "entry_on", "veiled")
    )
    return [
        Found(
            reference(journal, year, number),
            journal,
            year,
            number,
            labels.journal_name(kind) if veiled else label,
            on,
        )
        for kind, label, on, veiled in rows
    ]
