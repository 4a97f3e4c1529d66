"""The simplified books: receipts and expenses out of the same double entry (CC 3.89 § 5 15°). Pure.

A treasury line is one on a bank account or the cash box. What an entry puts against it says what was received or paid
for; a transfer between two accounts of the building is neither a receipt nor an expense, and an opening balance is what
was there before.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from koprogo.ledger.rules.roles import AccountRole

#: Where the money of the building lies.
TREASURY = (AccountRole.BANK_CURRENT, AccountRole.BANK_RESERVE, AccountRole.BANK_OTHER, AccountRole.CASH)


@dataclass(frozen=True, slots=True)
class Against:
    """What entries of the treasury put on one other account, in cents: ``debit`` paid for it, ``credit`` received."""

    code: str
    name: str
    family: str
    debit_cents: int
    credit_cents: int


@dataclass(frozen=True, slots=True)
class Heading:
    """What was received or paid for, by the account it went against; ``cents`` are positive."""

    code: str
    name: str
    cents: int


@dataclass(frozen=True, slots=True)
class Holding:
    """One account of the treasury over a period, in cents; ``in`` and ``out`` with the transfers between accounts."""

    code: str
    name: str
    iban: str
    opening_cents: int
    in_cents: int
    out_cents: int

    @property
    def closing_cents(self) -> int:
        """What it holds at the end."""
        return self.opening_cents + self.in_cents - self.out_cents


@dataclass(frozen=True, slots=True)
class Headings:
    """Receipts and expenses of a period."""

    received: tuple[Heading, ...]
    paid: tuple[Heading, ...]

    @property
    def received_cents(self) -> int:
        """Everything received."""
        return sum(one.cents for one in self.received)

    @property
    def paid_cents(self) -> int:
        """Everything paid."""
        return sum(one.cents for one in self.paid)


def headings(against: Iterable[Against]) -> Headings:
    """Receipts and expenses by the account they went against, by code; transfers are left out.

    A credit against the treasury is a receipt, a debit an expense. What one entry both receives and pays (a payment
    with its bank charge deducted) stands on both sides, so that receipts less expenses are what the treasury gained.
    """
    kept = sorted((one for one in against if one.family != AccountRole.TRANSFERS), key=lambda one: one.code)
    return Headings(
        tuple(Heading(one.code, one.name, one.credit_cents) for one in kept if one.credit_cents),
        tuple(Heading(one.code, one.name, one.debit_cents) for one in kept if one.debit_cents),
    )
