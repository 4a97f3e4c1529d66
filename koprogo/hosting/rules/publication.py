"""A month of the non-profit in the open: what may be published, and what the publication says. No clock, no row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from koprogo.hosting.rules import bills, surplus
from koprogo.kernel.refusals import Refused


class MonthNotOver(Refused):
    """A month is published once it is over."""

    code = "hosting.month_not_over"


class MonthOutOfOrder(Refused):
    """Months are published one after the other: the chain has no hole. ``next_on``: the one that is due."""

    code = "hosting.month_out_of_order"


class BanksDiffer(Refused):
    """Books and bank differ: nothing is published until they agree to the cent."""

    code = "hosting.banks_differ"


class BankUnheard(Refused):
    """The bank said nothing of this month yet: agreement with a statement of before proves nothing."""

    code = "hosting.bank_unheard"


class VouchersUndecided(Refused):
    """A voucher is published only once the treasurer said what of it may be seen. ``count`` wait."""

    code = "hosting.vouchers_undecided"


class NothingCorrected(Refused):
    """A correction differs from what stands; nothing has changed."""

    code = "hosting.nothing_corrected"


class ReasonMissing(Refused):
    """A voucher that is kept closed says why."""

    code = "hosting.voucher_reason_missing"


class RedactedMissing(Refused):
    """A redacted copy is handed in, as a file."""

    code = "hosting.redacted_missing"


@dataclass(frozen=True, slots=True)
class Voucher:
    """One voucher behind a figure. ``paper``: clean, redacted, closed, or numbers (bills by their numbers alone: whom
    they are made out to is nobody's business). ``sha256``: of the paper that everybody may download."""

    name: str
    paper: str
    reason: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: account (code and names in four languages), cents above zero, and the vouchers behind it."""

    code: str
    names: Mapping[str, str]
    cents: int
    vouchers: tuple[Voucher, ...] = ()


@dataclass(frozen=True, slots=True)
class Bank:
    """One bank account at the end of the month, in cents: what the statement says, what the books say, what waits."""

    iban: str
    statement_cents: int | None
    booked_cents: int
    pending: int
    heard_until: date | None = None
    """The last day of its newest statement."""

    @property
    def agrees(self) -> bool:
        """Whether the last statement says what the books say, and nothing waits to be booked."""
        return self.statement_cents == self.booked_cents and not self.pending


@dataclass(frozen=True, slots=True)
class Month:
    """Everything that is published of a month, before the chain."""

    month: date
    costs: tuple[Row, ...]
    revenues: tuple[Row, ...]
    keys: Mapping[str, int]
    keys_decided_by: str
    banks: tuple[Bank, ...]
    not_counted: str
    funds: tuple[Row, ...] = ()

    @property
    def unheard(self) -> bool:
        """Whether no statement of any account reaches into the month. One account may sleep, not all of them: books
        that hold nothing of the month agree with a bank that was not asked."""
        return all(bank.heard_until is None or bank.heard_until < self.month for bank in self.banks)

    @property
    def surplus_cents(self) -> int:
        """What is left."""
        return surplus.of([row.cents for row in self.costs], [row.cents for row in self.revenues])

    @property
    def allocation(self) -> dict[str, int]:
        """The voted parts of the surplus; nothing of a loss, which is taken from the reserve."""
        return surplus.allocate(self.surplus_cents, self.keys) if self.surplus_cents > 0 else {}


def check(month: Month, *, today: date, last: date | None, undecided: int) -> None:
    """May this month be published today? ``last``: the newest month that stands; ``undecided``: vouchers nobody judged.

    Raises MonthNotOver, MonthOutOfOrder, BanksDiffer, BankUnheard, VouchersUndecided.
    """
    if today <= bills.last_of(month.month):
        raise MonthNotOver(month=month.month)
    if last is not None and month.month > bills.months_after(last, 1):
        raise MonthOutOfOrder(next_on=bills.months_after(last, 1))
    wrong = [bank for bank in month.banks if not bank.agrees]
    if wrong or not month.banks:
        raise BanksDiffer(
            ibans=[bank.iban for bank in wrong],
            difference_cents=sum(bank.booked_cents - (bank.statement_cents or 0) for bank in wrong),
        )
    if month.unheard:
        raise BankUnheard(month=month.month)
    if undecided:
        raise VouchersUndecided(count=undecided)


def content(month: Month, *, version: int, previous: str, corrects: str, published_on: date) -> dict[str, Any]:
    """The month as it is hashed and published: integers and texts only."""
    return {
        "format": "koprogo-transparency-1",
        "month": month.month.isoformat()[:7],
        "version": version,
        "previous": previous,
        "corrects": corrects,
        "published_on": published_on.isoformat(),
        "currency": "EUR",
        "revenues": [_row(row) for row in month.revenues],
        "costs": [_row(row) for row in month.costs],
        "revenue_cents": sum(row.cents for row in month.revenues),
        "cost_cents": sum(row.cents for row in month.costs),
        "surplus_cents": month.surplus_cents,
        "allocation": {
            "decided_by": month.keys_decided_by,
            "percent": dict(month.keys),
            "cents": month.allocation,
        },
        "funds": [_row(row) for row in month.funds],
        "banks": [
            {"iban": _masked(bank.iban), "statement_cents": bank.statement_cents, "books_cents": bank.booked_cents}
            for bank in month.banks
        ],
        "not_counted": month.not_counted,
    }


def same(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether two contents of a month say the same, whatever their place in the chain."""
    place = ("version", "previous", "corrects", "published_on")
    return {k: v for k, v in before.items() if k not in place} == {k: v for k, v in after.items() if k not in place}


def _row(row: Row) -> dict[str, Any]:
    return {
        "account": row.code,
        "names": dict(row.names),
        "cents": row.cents,
        "vouchers": [
            {"name": one.name, "paper": one.paper, "reason": one.reason, "sha256": one.sha256} for one in row.vouchers
        ],
    }


def _masked(iban: str) -> str:
    """The end of an account number: enough to tell two apart."""
    return f"{iban[:2]}…{iban[-4:]}"


def numbered(numbers: Sequence[str]) -> str:
    """Bills by their numbers, in a row: « 2026-1 … 2026-20 (20) »."""
    if len(numbers) < 3:
        return ", ".join(numbers)
    return f"{numbers[0]} … {numbers[-1]} ({len(numbers)})"
