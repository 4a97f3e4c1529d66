"""The budget of a year: what was voted beside what is spent, the reserve and its floor, what is being written."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from koprogo.budgets import labels
from koprogo.budgets.queries import actuals, budget
from koprogo.budgets.queries.budget import AccountSum, BudgetRow, Compared
from koprogo.budgets.queries.sheet import Sheet, Voted, look
from koprogo.budgets.rules import reserve
from koprogo.budgets.rules.lines import Nature, total
from koprogo.budgets.rules.plan import twelfth
from koprogo.budgets.rules.reserve import Floor
from koprogo.budgets.rules.years import Year
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.platform import doors
from koprogo.platform.access import Access
from koprogo.platform.rendering import page


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums under the comparison, in cents."""

    planned: int
    actual: int
    before: int

    @property
    def left(self) -> int:
        """What is left of the budget."""
        return self.planned - self.actual


@doors.door(needs=Right.SEE_BOOKS)
def show(request: HttpRequest, access: Access, budget: str = "") -> HttpResponse:
    """One year, this one unless it is named: owners and council read it, the syndic writes it."""
    sheet = look(access)
    year = sheet.year(budget) if budget else sheet.current
    voted = sheet.latest(year.code)
    basis = voted or sheet.latest(sheet.before(year).code)
    rows = _rows(access, basis)
    before = sheet.before(year)
    lines = actuals.read(access, first=before, last=year)
    actual = actuals.of_year(sheet, lines, year)
    past = actuals.of_year(sheet, lines, before)
    compared = _compared(sheet, rows if voted else [], actual, past)
    sums = Totals(*(sum(getattr(one, name) for one in compared) for name in _COLUMNS))
    return page(
        request,
        "budgets/budget.html",
        year=year,
        years=sheet.offered,
        before=before,
        after=sheet.after(year),
        voted=voted,
        basis=basis,
        working=sheet.working.get(year.code),
        versions=sheet.versions(year.code),
        compared=compared,
        totals=sums,
        largest=max([1, *(max(one.planned_cents, one.actual_cents) for one in compared)]),
        twelfth_cents=_month(basis, rows) if basis and not voted else 0,
        natures=[(labels.NATURE[nature], total((r.line for r in rows), nature)) for nature in Nature if voted],
        floor=_floor(sheet, year, actuals.base_cents(sheet, lines, before), rows if voted else []),
        states=labels.STATE,
        is_over=year.ends_on < access.today,
        may_plan=access.may(Right.PLAN_BUDGET),
        may_call=access.may(Right.CALL_FUNDS),
    )


_COLUMNS = ("planned_cents", "actual_cents", "before_cents")


def _rows(access: Access, basis: Voted | None) -> list[BudgetRow]:
    return budget.voted_rows(access, voted_ids=[basis.id])[basis.id] if basis else []


def _compared(
    sheet: Sheet, rows: list[BudgetRow], actual: list[actuals.Actual], past: list[actuals.Actual]
) -> list[Compared]:
    return budget.compare(sheet, rows, [_sum(one) for one in actual], [_sum(one) for one in past])


def _sum(one: actuals.Actual) -> AccountSum:
    return AccountSum(one.account_id, one.account_code, one.account_name, one.cents)


def _month(basis: Voted, rows: list[BudgetRow]) -> int:
    """What a provisional month asks in all, in cents."""
    called = sum(r.line.cents for r in rows if r.line.nature is not Nature.FROM_RESERVE)
    return twelfth(called + basis.reserve_cents, 1)


def _floor(sheet: Sheet, year: Year, base_cents: int | None, rows: list[BudgetRow]) -> Floor:
    return reserve.floor(
        year_ends_on=year.ends_on,
        base_cents=base_cents,
        proxy_cents=total((r.line for r in rows), Nature.ORDINARY),
        acceptance_on=sheet.acceptance_on,
        decisions=sheet.decisions,
        today=sheet.today,
    )


@doors.door(needs=Right.SEE_BOOKS)
def version(request: HttpRequest, access: Access, budget: str, budget_version: int) -> HttpResponse:
    """One version as the assembly voted it."""
    sheet = look(access)
    year = sheet.year(budget)
    voted = next((one for one in sheet.versions(year.code) if one.version == budget_version), None)
    if voted is None:
        raise NotFound(what="version")
    rows = _rows(access, voted)
    return page(
        request,
        "budgets/version.html",
        year=year,
        voted=voted,
        rows=rows,
        keys=sheet.labels,
        natures=labels.NATURE,
        totals=[(labels.NATURE[nature], total((r.line for r in rows), nature)) for nature in Nature],
        versions=sheet.versions(year.code),
    )
