"""Invoices that look like one that is there already (Peppol practice: supplier and number; else amount and day)."""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from koprogo.platform.access import BRUSSELS, Access
from koprogo.purchases.models import Invoice
from koprogo.purchases.rules.states import Kind, State


@dataclass(frozen=True, slots=True)
class Alike:
    """One that stands. ``same_number``: the supplier's own number is the same, so it is the same document."""

    number: str
    supplier_number: str
    issued_on: date
    recorded_on: date
    gross_cents: int
    same_number: bool


def number_key(text: str) -> str:
    """What two spellings of a supplier's number have in common: capitals and digits, without leading zeros."""
    return re.sub(r"[^0-9A-Z]", "", text.upper()).lstrip("0")[:60]


def alike(
    access: Access,
    *,
    supplier_id: UUID,
    kind: Kind,
    supplier_number: str,
    gross_cents: int,
    issued_on: date,
    but: UUID | None = None,
) -> Alike | None:
    """The invoice of the same supplier with the same number, or the same amount on the same day (one query).

    The same number first. ``but``: the invoice itself.
    """
    key = number_key(supplier_number)
    same = Q(gross_cents=gross_cents, issued_on=issued_on)
    if key:
        same |= Q(supplier_number_key=key)
    found = Invoice.objects.filter(same, org_id=access.org_id, supplier_id=supplier_id, kind=kind)
    rows = [row for row in found.exclude(state=State.CANCELLED).order_by("year", "sequence") if row.id != but]
    if not rows:
        return None
    row = next((one for one in rows if key and one.supplier_number_key == key), rows[0])
    return Alike(
        number=row.number,
        supplier_number=row.supplier_number,
        issued_on=row.issued_on,
        recorded_on=row.recorded_at.astimezone(BRUSSELS).date(),
        gross_cents=row.gross_cents,
        same_number=bool(key) and row.supplier_number_key == key,
    )
