"""What a payment puts against the invoices of a supplier: the one it names, then the oldest due; the rest waits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from koprogo.kernel.refusals import Refused


class WrongWay(Refused):
    """Money that comes in pays no invoice, money that goes out no credit note."""

    code = "purchases.wrong_way"


class NothingToOffset(Refused):
    """A credit note and an invoice are set against each other only of one supplier, while both are open."""

    code = "purchases.nothing_to_offset"


@dataclass(frozen=True, slots=True)
class Open:
    """One invoice that is still to pay, in cents above zero."""

    invoice_id: UUID
    due_on: date
    open_cents: int


def put(cents: int, *, named: UUID | None, invoices: Sequence[Open]) -> tuple[list[tuple[UUID, int]], int]:
    """Put ``cents`` (above zero) against open invoices. Returns (invoice, cents), and what is paid ahead."""
    queue = sorted(invoices, key=lambda one: (one.invoice_id != named, one.due_on, one.invoice_id))
    applied, left = [], cents
    for one in queue:
        part = min(left, one.open_cents)
        if part > 0:
            applied.append((one.invoice_id, part))
            left -= part
    return applied, left


def after(invoices: Sequence[Open], applied: Sequence[tuple[UUID, int]]) -> list[Open]:
    """The same invoices with what is still open of them."""
    paid = dict(applied)
    return [replace(one, open_cents=one.open_cents - paid.get(one.invoice_id, 0)) for one in invoices]
