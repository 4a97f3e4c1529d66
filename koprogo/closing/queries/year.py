"""A year as its closing looks at it: how far it is, what blocks it, what is left of its result."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from koprogo.auditing.queries import signed
from koprogo.banking.queries import accounts as banks
from koprogo.closing.models import Accrual, YearClosing
from koprogo.closing.queries import accruals, takeover
from koprogo.closing.rules import closing as rules
from koprogo.closing.rules.closing import Bank, Facts, Frozen, Fund, Left, Stage
from koprogo.closing.rules.takeover import FUNDS, State
from koprogo.kernel.refusals import NotFound
from koprogo.ledger import labels
from koprogo.ledger.queries import accounts, costs, entries
from koprogo.ledger.queries.accounts import AccountRow
from koprogo.ledger.rules.chart_account import Nature
from koprogo.ledger.rules.roles import AccountRole as R
from koprogo.platform import jobs
from koprogo.platform.access import Access
from koprogo.platform.models import Job, StoredFile
from koprogo.purchases.queries import open_items
from koprogo.settlements.queries import periods

RESULT_NATURES = (Nature.COST.value, Nature.INCOME.value)
DOSSIER = "closing.write_dossier"
DOSSIER_NAME, ANNEX_NAME = "dossier-cloture-", "annexe-nominative-"


@dataclass(frozen=True, slots=True)
class Year:
    """A fiscal year with its closing. ``row``: None until somebody looked at it."""

    id: UUID
    code: str
    starts_on: date
    ends_on: date
    state: str
    row: YearClosing | None
    earlier_open: str = ""

    @property
    def stage(self) -> Stage:
        """How far it is."""
        if self.state == "closed":
            return Stage.CLOSED
        if self.state == "preclosed":
            return Stage.APPROVED if self.row and self.row.approved_on else Stage.PRECLOSED
        return Stage.OPEN


def years(access: Access) -> list[Year]:
    """Every year that was opened, the newest first (two queries)."""
    rows = {one.fiscal_year_id: one for one in YearClosing.objects.filter(org_id=access.org_id)}
    found = entries.fiscal_years(access)
    out = []
    for one in found:
        open_before = [older.code for older in found if older.ends_on < one.starts_on and older.state != "closed"]
        first = open_before[-1] if open_before else ""
        out.append(Year(one.id, one.code, one.starts_on, one.ends_on, one.state, rows.get(one.id), first))
    return out


def year(access: Access, *, code: str) -> Year:
    """One year (two queries). Raises NotFound."""
    found = next((one for one in years(access) if one.code == code), None)
    if found is None:
        raise NotFound(what="fiscal_year")
    return found


def plain(access: Access, *, code: str) -> Year:
    """One year without what its closing keeps (one query). Raises NotFound."""
    found = next((one for one in entries.fiscal_years(access) if one.code == code), None)
    if found is None:
        raise NotFound(what="fiscal_year")
    return Year(found.id, found.code, found.starts_on, found.ends_on, found.state, None)


@dataclass(frozen=True, slots=True)
class Books:
    """What the accounts hold on the last day of a year, in the groups its closing looks at, in cents."""

    rows: tuple[AccountRow, ...]

    def held(self, role: R) -> int:
        """A role with its sub-accounts, debit minus credit."""
        return sum(row.balance_cents for row in self.rows if row.family == role)

    @property
    def left(self) -> list[Left]:
        """The accounts of classes 6 and 7 that still hold something."""
        return [
            Left(row.id, row.code, row.name, row.balance_cents)
            for row in self.rows
            if row.nature in RESULT_NATURES and row.balance_cents
        ]

    @property
    def funds(self) -> tuple[Fund, ...]:
        """Each account of a fund, above zero when it holds something."""
        return tuple(Fund(row.name, -row.balance_cents) for row in self.rows if row.family in FUNDS)

    def on_bank(self, account_id: UUID) -> int:
        """What the books say one bank account holds."""
        return next((row.balance_cents for row in self.rows if row.id == account_id), 0)


def books(access: Access, *, on: date) -> Books:
    """Every account on a day (one query)."""
    return Books(tuple(accounts.accounts(access, until=on)))


def bank_balances(access: Access, *, on: date, held: Books) -> tuple[Bank, ...]:
    """Each bank account on a day, as the books and as its statements say (one query)."""
    return tuple(
        Bank(one.label, one.iban, held.on_bank(one.account_id), one.stated_cents, one.until, one.pending)
        for one in banks.on_day(access, on=on)
    )


@dataclass(frozen=True, slots=True)
class Looked:
    """What takes longer to find: kept with the proof of the books, looked at again before anything is closed."""

    proposals: int
    unsettled: tuple[date, date] | None
    unsigned_takeover: bool
    auditor_signed: bool

    def kept(self) -> dict[str, object]:
        """As it is stored."""
        gap = [day.isoformat() for day in self.unsettled] if self.unsettled else []
        return {
            "proposals": self.proposals,
            "unsettled": gap,
            "takeover": self.unsigned_takeover,
            "auditor": self.auditor_signed,
        }


def stored(row: YearClosing | None, year: Year) -> Looked:
    """What was found with the last proof; before any, nothing is settled and nothing proposed."""
    if row is None or not row.seen:
        return Looked(0, (year.starts_on, year.ends_on), False, False)
    days: Sequence[str] = row.seen["unsettled"]
    gap = (date.fromisoformat(days[0]), date.fromisoformat(days[1])) if days else None
    return Looked(int(row.seen["proposals"]), gap, bool(row.seen["takeover"]), bool(row.seen["auditor"]))


def look(access: Access, *, year: Year) -> Looked:
    """The same, found now (twelve queries)."""
    moved = costs.lines(access, from_on=year.starts_on, to_on=year.ends_on)
    gap = rules.unsettled(year.starts_on, year.ends_on, periods.issued(access)) if moved else None
    taken = takeover.current(access)
    unsigned = taken is not None and taken.state == State.BOOKED and taken.signed_file_id is None
    reported = signed.is_signed(access, year=year.code)
    proposed = accruals.proposals(access, year_id=year.id, starts_on=year.starts_on, ends_on=year.ends_on)
    return Looked(len(proposed), gap, unsigned, reported)


def facts(access: Access, *, year: Year, held: Books, looked: Looked) -> Facts:
    """What the checklist is made of (two queries)."""
    row = year.row
    return Facts(
        ends_on=year.ends_on,
        today=access.today,
        earlier_open=year.earlier_open,
        banks=bank_balances(access, on=year.ends_on, held=held),
        unfinished=tuple(
            number for number, _state in open_items.unfinished(access, from_on=year.starts_on, to_on=year.ends_on)
        ),
        proposals=looked.proposals,
        suspense_cents=held.held(R.SUSPENSE),
        transfers_cents=held.held(R.TRANSFERS),
        unsettled=looked.unsettled,
        result_cents=sum(one.cents for one in held.left),
        funds=held.funds,
        proof=row.faults if row is not None and row.proved_at is not None else None,
        unsigned_takeover=looked.unsigned_takeover,
        auditor_signed=looked.auditor_signed,
    )


def frozen(access: Access, *, year: Year) -> list[tuple[UUID, Frozen]]:
    """The balances of every account that ever moved until the end of a year (two queries)."""
    before = {row.id: row for row in accounts.accounts(access, until=year.starts_on - timedelta(days=1))}
    found = []
    for row in accounts.accounts(access, until=year.ends_on):
        earlier = before[row.id]
        if row.debit_cents or row.credit_cents:
            debit = row.debit_cents - earlier.debit_cents
            credit = row.credit_cents - earlier.credit_cents
            found.append((row.id, Frozen(row.code, earlier.balance_cents, debit, credit)))
    return found


@dataclass(frozen=True, slots=True)
class Opening:
    """One account of the balance sheet as the next year begins with it, in cents, debit minus credit."""

    code: str
    name: str
    cents: int


def carried_forward(access: Access, *, row: YearClosing) -> list[Opening]:
    """« À nouveau »: what a closed year hands to the next, from its frozen balances (one query; decision 0030)."""
    found = row.balances.filter(org_id=access.org_id).exclude(closing_cents=0).select_related("account")
    return [
        Opening(one.code, labels.account_name(one.account.label, one.account.chart_code), one.closing_cents)
        for one in found.order_by("code")
        if one.account.nature not in RESULT_NATURES
    ]


def dossier(access: Access, *, row: YearClosing, name: str = DOSSIER_NAME) -> StoredFile | None:
    """The newest paper of a closing whose name begins so (one query)."""
    found = StoredFile.objects.filter(org_id=access.org_id, subject_id=row.id, name__startswith=name)
    return found.order_by("-stored_at", "-id").first()


def dossier_job(access: Access, *, row: YearClosing) -> Job | None:
    """The work on the papers of a closing (one query)."""
    return jobs.of_subject(access, subject_id=row.id, kind=DOSSIER)


def accrual(access: Access, *, number: int, year_id: UUID) -> Accrual:
    """One accrual of a year by its place (one query). Raises NotFound."""
    found = Accrual.objects.filter(org_id=access.org_id, fiscal_year_id=year_id, sequence=number)
    row = found.select_related("fiscal_year", "entry", "reversal").first()
    if row is None:
        raise NotFound(what="accrual")
    return row
