"""Closing a year: the checks before it, its states, and what is left of the result (law 4.8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from koprogo.kernel.refusals import Refused


class Stage(StrEnum):
    """How far a year is. Closed is for ever; before that, everything may be opened again."""

    OPEN = "open"
    PRECLOSED = "preclosed"
    APPROVED = "approved"
    CLOSED = "closed"


class ResultRule(StrEnum):
    """Where what the settlement left goes: to the result to distribute (14), or carried as a value (489, by 693)."""

    RESULT = "result"
    CARRIED = "carried"


class YearNotReady(Refused):
    """Something blocks: ``codes`` of the items that are not done."""

    code = "closing.year_not_ready"


class NotApproved(Refused):
    """Only the assembly's approval closes a year."""

    code = "closing.not_approved"


class ApprovedTooEarly(Refused):
    """The assembly approves a year after it has ended, and not tomorrow."""

    code = "closing.approved_too_early"


class Check(StrEnum):
    """What is looked at before a year may be pre-closed, in the order of the page."""

    YEAR_OVER = "year_over"
    EARLIER_YEAR = "earlier_year"
    BANKS = "banks"
    INVOICES = "invoices"
    ACCRUALS = "accruals"
    SUSPENSE = "suspense"
    TRANSFERS = "transfers"
    SETTLEMENT = "settlement"
    FUNDS = "funds"
    BOOKS = "books"
    TAKEOVER = "takeover"
    AUDITOR = "auditor"


#: Said, and nobody is stopped by them: the law asks for the report of the auditor at the assembly, not before.
ADVICE = frozenset({Check.ACCRUALS, Check.TAKEOVER, Check.AUDITOR})
#: What only the complete verification looks at: before the first one, nobody knows.
VERIFIED = frozenset({Check.ACCRUALS, Check.SETTLEMENT, Check.TAKEOVER, Check.AUDITOR})


@dataclass(frozen=True, slots=True)
class Bank:
    """One bank account on the last day: what the books hold, what its statements say, until when they were heard."""

    label: str
    iban: str
    books_cents: int
    stated_cents: int | None
    until: date | None
    pending: int


@dataclass(frozen=True, slots=True)
class Fund:
    """What one fund, or one key's part of it, holds on the last day; below zero it is overdrawn."""

    name: str
    cents: int


@dataclass(frozen=True, slots=True)
class Facts:
    """A year as its closing looks at it, in cents. ``result_cents``: what classes 6 and 7 hold (debit above zero).

    ``proof``: None when the books were not proved since anything changed, else how many faults were found.
    """

    ends_on: date
    today: date
    earlier_open: str = ""
    banks: tuple[Bank, ...] = ()
    unfinished: tuple[str, ...] = ()
    proposals: int = 0
    suspense_cents: int = 0
    transfers_cents: int = 0
    unsettled: tuple[date, date] | None = None
    result_cents: int = 0
    funds: tuple[Fund, ...] = ()
    proof: int | None = None
    unsigned_takeover: bool = False
    auditor_signed: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the checklist: what was looked at, whether it is done, and what is missing, by name."""

    check: Check
    done: bool
    missing: tuple[object, ...] = ()

    @property
    def blocks(self) -> bool:
        """Whether the year waits for it."""
        return not self.done and self.check not in ADVICE


def checklist(facts: Facts) -> list[Item]:
    """Every check in its order, each naming what is missing."""
    over = facts.today > facts.ends_on
    banks = tuple(bank for bank in facts.banks if _off(bank, facts.ends_on))
    overdrawn = tuple(fund for fund in facts.funds if fund.cents < 0)
    found = [
        Item(Check.YEAR_OVER, over, () if over else (facts.ends_on,)),
        Item(Check.EARLIER_YEAR, not facts.earlier_open, (facts.earlier_open,) if facts.earlier_open else ()),
        Item(Check.BANKS, not banks, banks),
        Item(Check.INVOICES, not facts.unfinished, facts.unfinished),
        Item(Check.ACCRUALS, not facts.proposals, (facts.proposals,)),
        Item(Check.SUSPENSE, not facts.suspense_cents, (facts.suspense_cents,)),
        Item(Check.TRANSFERS, not facts.transfers_cents, (facts.transfers_cents,)),
        Item(Check.SETTLEMENT, facts.unsettled is None, facts.unsettled or ()),
        Item(Check.FUNDS, not overdrawn, overdrawn),
        Item(Check.BOOKS, facts.proof == 0, (facts.proof,)),
    ]
    if facts.unsigned_takeover:
        found.append(Item(Check.TAKEOVER, done=False))
    return [*found, Item(Check.AUDITOR, facts.auditor_signed)]


def _off(bank: Bank, ends_on: date) -> bool:
    """A bank that was not heard of until the last day, or says another balance, or has movements nobody confirmed."""
    if bank.until is None and not bank.books_cents:
        return False  # opened, never used
    return bank.until is None or bank.until < ends_on or bank.pending > 0 or bank.stated_cents != bank.books_cents


def unsettled(starts_on: date, ends_on: date, spans: Sequence[tuple[date, date]]) -> tuple[date, date] | None:
    """The first days of a year that no settlement covers, both included; None when every day is."""
    day = starts_on
    for first, last in sorted(spans):
        if first > day:
            return day, min(first, _next(ends_on)) - _ONE
        day = max(day, _next(last))
    return None if day > ends_on else (day, ends_on)


_ONE = date(2000, 1, 2) - date(2000, 1, 1)


def _next(day: date) -> date:
    return day + _ONE


@dataclass(frozen=True, slots=True)
class Frozen:
    """One account of a closed year: before it, within it, at its end, in cents; the balances are debit minus credit."""

    code: str
    opening_cents: int
    debit_cents: int
    credit_cents: int

    @property
    def closing_cents(self) -> int:
        """Debit minus credit on the last day: what the next year begins with."""
        return self.opening_cents + self.debit_cents - self.credit_cents


def fingerprint(rows: Sequence[Frozen]) -> str:
    """The SHA-256 of the balances of a year, by account: a later question compares, and nobody needs to trust."""
    text = "".join(
        f"{row.code}|{row.opening_cents}|{row.debit_cents}|{row.credit_cents}|{row.closing_cents}\n"
        for row in sorted(rows, key=lambda row: row.code)
    )
    return sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Left:
    """One account of classes 6 and 7 that the settlement did not empty, in cents, debit minus credit."""

    account_id: UUID
    code: str
    name: str
    cents: int
