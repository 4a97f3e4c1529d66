"""What is owed to each supplier, and for which invoices: a payment without a word pays the oldest (CC 5.210)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
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


def creditors(lines: Iterable[Line]) -> list[Creditor]:
    """Every supplier with something open, in the order of the lines, with its open items; they sum to what is owed.

    Lines of one voucher are taken together first: a mirror entry settles what it undoes.
    """
    found: dict[tuple[str, UUID | None], Creditor] = {}
    kept: dict[tuple[str, UUID | None], dict[object, OpenItem]] = {}
    for line in lines:
        key = (line.code, line.party_id)
        one = found.setdefault(key, Creditor(line.code, line.party_id, line.party_name))
        one.invoiced_cents += max(line.cents, 0)
        one.paid_cents += max(-line.cents, 0)
        named: object = line.voucher_id or line.reference
        item = kept.setdefault(key, {}).get(named)
        if item is None:
            kept[key][named] = OpenItem(line.entry_on, line.reference, line.voucher_label, line.label, line.cents)
        else:
            item.cents += line.cents
    for key, one in found.items():
        one.items = _open(list(kept[key].values()))
    return [one for one in found.values() if one.owed_cents or one.items]


def _open(items: list[OpenItem]) -> list[OpenItem]:
    """What stays open once payments have paid the oldest invoices first; more paid than owed stays as payments."""
    owed = [item for item in items if item.cents > 0]
    for payment in (item for item in items if item.cents < 0):
        for invoice in owed:
            part = min(invoice.cents, -payment.cents)
            invoice.cents -= part
            payment.cents += part
    return [item for item in items if item.cents]
