"""To which debts a payment goes, and in which order (CC 5.209 and following, law sheet section 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A receivable of one party: what is still open of a fund call or a statement of charges, in cents.

    ``asked_cents``: what its letter asked, where that is known.
    """

    id: str
    party_id: str
    name: str
    due_on: date
    open_cents: int
    lots: tuple[str, ...] = ()
    structured_reference: str | None = None
    known_accounts: frozenset[str] = frozenset()
    asked_cents: int = 0


@dataclass(frozen=True, slots=True)
class Allocation:
    """A part of a payment, in cents, put on one receivable."""

    item_id: str
    amount_cents: int


def impute(
    amount_cents: int, *, named: Sequence[OpenItem], others: Sequence[OpenItem], on: date | None
) -> tuple[tuple[Allocation, ...], int]:
    """Put a payment on what it names, then on the oldest other debts due on that day; the rest is an advance.

    `named` and `others` come in order of issue; each is paid by due date, then in that order.
    `on` is the day of the payment: None counts every item as due. Returns the allocations and the
    advance in cents, which sum to the amount.
    """
    names = {item.id for item in named}
    due = [item for item in others if item.id not in names and (on is None or item.due_on <= on)]
    unique = list({item.id: item for item in named}.values())
    rest = amount_cents
    allocations: list[Allocation] = []
    for item in [*_oldest_first(unique), *_oldest_first(due)]:
        part = min(rest, item.open_cents)
        if part > 0:
            allocations.append(Allocation(item.id, part))
            rest -= part
    return tuple(allocations), rest


def _oldest_first(items: Sequence[OpenItem]) -> list[OpenItem]:
    return sorted(items, key=lambda item: item.due_on)
