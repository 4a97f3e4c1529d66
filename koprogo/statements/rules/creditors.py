"""What is owed to each supplier, and for which invoices: a payment without a word pays the oldest (CC 5.210)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol
from uuid import UUID


class Line(Protocol):
    """One line on a supplier's account, in cents owed: an invoice above zero, a payment or a credit note below."""

    @property
    def code(self) -> str: ...
    @property
    def party_id(self) -> UUID | None: ...
    @property
    def party_name(self) -> str: ...
    @property
    def entry_on(self) -> date: ...
    @property
    def reference(self) -> str: ...
    @property
    def voucher_id(self) -> UUID | None: ...
    @property
    def voucher_label(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def cents(self) -> int: ...


@dataclass(slots=True)
class OpenItem:
    """An invoice not wholly paid, or a payment without its invoice (below zero), in cents still open."""

    entry_on: date
    reference: str
    voucher: str
    label: str
    cents: int


@dataclass(slots=True)
class Creditor:
    """One supplier on one account. ``party_id`` empty: lines that name nobody."""

    code: str
    party_id: UUID | None
    name: str
    invoiced_cents: int = 0
    paid_cents: int = 0
    items: list[OpenItem] = field(default_factory=list)

    @property
    def owed_cents(self) -> int:
        """invoiced − paid."""
        return self.invoiced_cents - self.paid_cents


def creditors(lines: Iterable[Line], still: Mapping[UUID, int]) -> list[Creditor]:
    """Every supplier with something open, in the order of the lines, with its open items; they sum to what is owed.

    ``still``: what is open of each invoice that purchases know of, by voucher, in cents owed. What the books say
    beyond those invoices is shown too: other papers, paid the oldest first, and payments that no paper explains.
    """
    found: dict[tuple[str, UUID | None], Creditor] = {}
    kept: dict[tuple[str, UUID | None], dict[object, OpenItem]] = {}
    named: dict[tuple[str, UUID | None], dict[UUID, OpenItem]] = {}
    for line in lines:
        key = (line.code, line.party_id)
        one = found.setdefault(key, Creditor(line.code, line.party_id, line.party_name))
        one.invoiced_cents += max(line.cents, 0)
        one.paid_cents += max(-line.cents, 0)
        item = OpenItem(line.entry_on, line.reference, line.voucher_label, line.label, line.cents)
        if line.voucher_id is not None and line.voucher_id in still:
            item.cents = still[line.voucher_id]
            named.setdefault(key, {})[line.voucher_id] = item
            continue
        before = kept.setdefault(key, {}).setdefault(line.voucher_id or line.reference, item)
        if before is not item:
            before.cents += line.cents
    for key, one in found.items():
        invoices = list(named.get(key, {}).values())
        one.items = _items(invoices, list(kept.get(key, {}).values()), one.owed_cents)
    return [one for one in found.values() if one.owed_cents or one.items]


def _items(invoices: list[OpenItem], others: list[OpenItem], owed_cents: int) -> list[OpenItem]:
    """What is open of the invoices, then of the other papers, whose payments went to the oldest; then, where the two
    do not make what the books say is owed, the difference, on the last payment or paper there is."""
    out = [item for item in invoices if item.cents]
    rest = owed_cents - sum(item.cents for item in out)
    papers = [item for item in others if item.cents > 0]
    paid = sum(item.cents for item in papers) - rest
    for item in papers:
        part = max(min(item.cents, paid), 0)
        paid -= part
        if item.cents > part:
            out.append(replace(item, cents=item.cents - part))
    if paid:
        payments = [item for item in others if item.cents < 0]
        out.append(replace((payments or others or invoices)[-1], cents=-paid))
    return out
