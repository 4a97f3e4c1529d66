"""Write a year's budget, put it before the assembly, keep what it voted. A vote is never changed: it is followed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from koprogo.budgets.models import Budget, BudgetLine, VotedBudget, VotedLine
from koprogo.budgets.operations import plans
from koprogo.budgets.queries import actuals, budget
from koprogo.budgets.queries.sheet import Sheet, look
from koprogo.budgets.rules import lines as rules
from koprogo.budgets.rules import reserve
from koprogo.budgets.rules.lines import Line, Nature, State
from koprogo.budgets.rules.plan import Method
from koprogo.budgets.rules.reserve import DecidedLater, Floor
from koprogo.budgets.rules.years import Year
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.ledger.operations import books
from koprogo.ledger.queries.costs import CostLine
from koprogo.platform import audit
from koprogo.platform.access import Access, act


class BudgetUnderWay(Refused):
    """The year has its working copy already."""

    code = "budgets.under_way"


class NoFigures(Refused):
    """There is nothing to start from: no figures, or no vote, of the year before."""

    code = "budgets.no_figures"


class NotProposed(Refused):
    """Only what lay before the assembly can be voted; what lies there is not rewritten."""

    code = "budgets.not_proposed"


class NoKey(Refused):
    """A key that does not hold today shares nothing."""

    code = "budgets.no_key"


@dataclass(frozen=True, slots=True)
class Start:
    """What a budget starts from: ``actuals`` or ``vote`` of the year before or ``current`` (the year's own last vote),
    each sum changed by hundredths of a percent; or ``nothing``."""

    source: str = "actuals"
    hundredths: int = 0


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision of the assembly: its day, its item of the agenda, its words."""

    decided_on: date
    decision: str
    item: str = ""


@act("budgets.budget_started", needs=Right.PLAN_BUDGET)
def start(access: Access, *, year: str, start: Start) -> Budget:
    """Start the budget of a year. Raises BudgetUnderWay, NoFigures, UnusableChange, NotFound."""
    books.ensure_books(access, on=access.today)
    sheet = look(access)
    found = sheet.year(year)
    if year in sheet.working:
        raise BudgetUnderWay(year=year)
    before = sheet.before(found)
    figures = actuals.read(access, first=before, last=before)
    lines, reserve_cents, key = _ground(access, sheet, found, before, start, figures)
    base = actuals.base_cents(sheet, figures, before)
    if reserve_cents is None:
        reserve_cents = reserve.floor_of(rules.total(lines, Nature.ORDINARY) if base is None else base)
    row = Budget.objects.create(
        org_id=access.org_id,
        year=year,
        starts_on=found.starts_on,
        ends_on=found.ends_on,
        reserve_cents=reserve_cents,
        reserve_key_code=key or sheet.deed_code,
        written_at=access.now,
    )
    _write_lines(access, row, lines)
    audit.record(access, "budgets.budget_started", row.id, year=year, source=start.source, change=start.hundredths)
    return row


def _ground(
    access: Access, sheet: Sheet, year: Year, before: Year, start: Start, figures: list[CostLine]
) -> tuple[list[Line], int | None, str]:
    """The lines to start from, and the reserve's contribution and key where a vote gives them."""
    if start.source == "nothing":
        return [], None, ""
    if start.source == "actuals":
        found = actuals.of_year(sheet, figures, before)
        lines = [
            Line(a.account_id, a.key_code, a.nature, a.occupant_percent, rules.changed(a.cents, start.hundredths))
            for a in found
            if a.cents > 0 and a.nature is Nature.ORDINARY
        ]
        if not lines:
            raise NoFigures(field="source", year=before.code)
        return lines, None, ""
    vote = sheet.latest(year.code if start.source == "current" else before.code)
    if vote is None:
        raise NoFigures(field="source", year=before.code)
    rows = budget.voted_rows(access, voted_ids=[vote.id])[vote.id]
    lines = [
        Line(
            row.line.account_id,
            row.line.key_code,
            row.line.nature,
            row.line.occupant_percent,
            rules.changed(row.line.cents, start.hundredths),
        )
        for row in rows
        if start.source == "current" or row.line.nature is Nature.ORDINARY
    ]
    return lines, vote.reserve_cents if start.source == "current" else None, vote.reserve_key_code


def _write_lines(access: Access, row: Budget, lines: Sequence[Line]) -> None:
    BudgetLine.objects.bulk_create(
        BudgetLine(
            org_id=access.org_id,
            budget=row,
            account_id=line.account_id,
            key_code=line.key_code,
            nature=line.nature,
            occupant_percent=line.occupant_percent,
            cents=line.cents,
        )
        for line in lines
        if line.cents
    )


def _locked(access: Access, year: str) -> Budget:
    row = Budget.objects.select_for_update(no_key=True).filter(org_id=access.org_id, year=year).first()
    if row is None:
        raise NotFound(what="budget")
    return row


@act("budgets.budget_written", needs=Right.PLAN_BUDGET)
def write(access: Access, *, year: str, lines: Sequence[Line], reserve_cents: int, reserve_key_code: str) -> Budget:
    """Write the lines of a budget anew. Raises NotProposed when it lies before the assembly, UnusableLine, LineTwice,
    EmptyBudget, NoKey, NotFound."""
    row = _locked(access, year)
    if row.state != State.DRAFT:
        raise NotProposed(year=year)
    kept = rules.checked(lines)
    sheet = look(access)
    if any(sheet.key_now(code) is None for code in {line.key_code for line in kept} | {reserve_key_code}):
        raise NoKey(field="key")
    BudgetLine.objects.filter(org_id=access.org_id, budget=row).delete()
    _write_lines(access, row, kept)
    row.reserve_cents, row.reserve_key_code = reserve_cents, reserve_key_code
    row.save(update_fields=["reserve_cents", "reserve_key_code"])
    audit.record(access, "budgets.budget_written", row.id, year=year, cents=sum(line.cents for line in kept))
    return row


def floor(access: Access, *, sheet: Sheet, year: Year, lines: Sequence[Line]) -> Floor:
    """What the contribution of a year must be at least, from the books of the year before (two queries)."""
    before = sheet.before(year)
    return reserve.floor(
        year_ends_on=year.ends_on,
        base_cents=actuals.base_cents(sheet, actuals.read(access, first=before, last=before), before),
        proxy_cents=rules.total(lines, Nature.ORDINARY),
        acceptance_on=sheet.acceptance_on,
        decisions=sheet.decisions,
        today=access.today,
    )


@act("budgets.budget_proposed", needs=Right.PLAN_BUDGET)
def propose(access: Access, *, year: str) -> Budget:
    """Put a budget before the assembly: from then on it is read, not written.

    Raises BelowFloor (CC 3.86 § 3), EmptyBudget, NotProposed when it lies there already, NotFound.
    """
    row = _locked(access, year)
    if row.state != State.DRAFT:
        raise NotProposed(year=year)
    sheet = look(access)
    lines = rules.checked(r.line for r in budget.working_rows(access, budget_id=row.id))
    reserve.check(row.reserve_cents, floor(access, sheet=sheet, year=sheet.year(year), lines=lines))
    row.state = State.PROPOSED
    row.save(update_fields=["state"])
    audit.record(access, "budgets.budget_proposed", row.id, year=year, cents=sum(line.cents for line in lines))
    return row


@act("budgets.budget_taken_back", needs=Right.PLAN_BUDGET)
def take_back(access: Access, *, year: str) -> Budget:
    """Take a proposed budget back to write on. Raises NotProposed, NotFound."""
    row = _locked(access, year)
    if row.state != State.PROPOSED:
        raise NotProposed(year=year)
    row.state = State.DRAFT
    row.save(update_fields=["state"])
    audit.record(access, "budgets.budget_taken_back", row.id, year=year)
    return row


@act("budgets.budget_dropped", needs=Right.PLAN_BUDGET)
def drop(access: Access, *, year: str) -> None:
    """Throw a working copy away; what was voted stays. Raises NotFound."""
    row = _locked(access, year)
    audit.record(access, "budgets.budget_dropped", row.id, year=year)
    row.delete()


@act("budgets.budget_voted", needs=Right.PLAN_BUDGET)
def vote(access: Access, *, year: str, decided: Decided, method: Method | None = None) -> VotedBudget:
    """Keep what the assembly voted as a version that nothing changes; a later amendment is another version.

    Where calls of the year have left, ``method`` says what is done of them (KEEP, CATCH_UP, RETROACTIVE: rules.plan);
    none given, the rest catches up. Raises NotProposed, BelowFloor, DecidedLater, NotFound, and what cancelling a
    call raises.
    """
    row = _locked(access, year)
    if row.state != State.PROPOSED:
        raise NotProposed(year=year)
    if decided.decided_on > access.today:
        raise DecidedLater(field="decided_on", today=access.today)
    sheet = look(access)
    found = sheet.year(year)
    lines = rules.checked(r.line for r in budget.working_rows(access, budget_id=row.id))
    asked = floor(access, sheet=sheet, year=found, lines=lines)
    reserve.check(row.reserve_cents, asked)
    latest = sheet.latest(year)
    kept = VotedBudget.objects.create(
        org_id=access.org_id,
        year=year,
        starts_on=found.starts_on,
        ends_on=found.ends_on,
        version=latest.version + 1 if latest else 1,
        decided_on=decided.decided_on,
        item=decided.item,
        decision=decided.decision,
        reserve_cents=row.reserve_cents,
        reserve_key_code=row.reserve_key_code,
        base_cents=asked.base_cents,
        floor_cents=asked.floor_cents,
        waived=asked.is_waived,
        voted_at=access.now,
    )
    VotedLine.objects.bulk_create(
        VotedLine(
            org_id=access.org_id,
            voted=kept,
            account_id=line.account_id,
            key_code=line.key_code,
            nature=line.nature,
            occupant_percent=line.occupant_percent,
            cents=line.cents,
        )
        for line in lines
    )
    row.delete()
    plans.rebase(access, voted=kept, method=method or Method.CATCH_UP)
    told = {"year": year, "version": kept.version, "cents": sum(line.cents for line in lines)}
    audit.record(access, "budgets.budget_voted", kept.id, **told, reserve_cents=kept.reserve_cents)
    return kept
