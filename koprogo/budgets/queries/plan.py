"""The calls of a year as they are planned: each step with what it asks and the call it became."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.budgets.models import Plan, PlanStep
from koprogo.budgets.queries.budget import BudgetRow
from koprogo.budgets.queries.sheet import Sheet, Voted
from koprogo.budgets.rules.lines import Nature, by_key
from koprogo.budgets.rules.plan import Method
from koprogo.charges.queries import calls
from koprogo.charges.queries.calls import Called
from koprogo.charges.rules.calls import CallKind, State
from koprogo.charges.rules.spread import Spread, of_step
from koprogo.platform.access import Access

#: What each nature is called as, by kind of call; what the reserve pays is not called.
KIND = {Nature.ORDINARY: CallKind.PROVISION, Nature.EXTRAORDINARY: CallKind.SPECIAL}

#: What a year comes to by kind of call and key, in cents.
Sums = dict[tuple[CallKind, str], int]


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step: ``cents`` by kind, and in all; ``call`` once it is written (it may be recalled or thrown away)."""

    position: int
    due_on: date
    period_from: date | None
    period_to: date | None
    provisional: bool
    cents: int
    call_id: UUID | None
    call: Called | None

    @property
    def is_gone(self) -> bool:
        """Whether the call it became does not stand any more."""
        return self.call_id is not None and (self.call is None or self.call.state in (State.RECALLED, State.CANCELLED))

    @property
    def is_open(self) -> bool:
        """Whether its call is still to be written."""
        return self.call_id is None or self.is_gone


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A year's plan."""

    plan: Plan
    steps: tuple[StepRow, ...]

    @property
    def coming(self) -> StepRow | None:
        """The first step whose call has not left."""
        return next((s for s in self.steps if s.call is None or s.call.state is not State.SENT), None)


def sums_of(rows: list[BudgetRow], vote: Voted) -> Sums:
    """What a voted budget calls in its year, by kind and key, in cents."""
    found: Sums = {}
    for nature, kind in KIND.items():
        for key, cents in by_key([row.line for row in rows], nature).items():
            found[(kind, key)] = cents
    if vote.reserve_cents:
        found[(CallKind.RESERVE, vote.reserve_key_code)] = vote.reserve_cents
    return found


def spread(plan: Plan, position: int, steps: int, cents: int, kept: tuple[UUID, ...]) -> Spread:
    """How one step calls a sum of the year."""
    if plan.method == Method.CATCH_UP and plan.kept:
        return Spread(cents, position - plan.kept, steps - plan.kept, kept)
    return Spread(cents, position, steps)


def asks(one: Spread, called_cents: int) -> int:
    """What a step comes to in all, in cents, to some cents of what its lots will make."""
    rest = one.year_cents - (called_cents if one.deducts else 0)
    return of_step(rest, one.step, one.steps)


def find(access: Access, *, year: str) -> tuple[Plan, list[PlanStep]] | None:
    """The plan of a year with its steps (one statement)."""
    steps = list(
        PlanStep.objects.filter(org_id=access.org_id, plan__year=year).select_related("plan").order_by("position")
    )
    return (steps[0].plan, steps) if steps else None


def kept_calls(plan: Plan, steps: list[PlanStep]) -> tuple[UUID, ...]:
    """The calls that had left when the basis changed last."""
    return tuple(s.call_id for s in steps if s.position <= plan.kept and s.call_id)


def asked(made: Mapping[UUID, Called], kept: Sequence[UUID]) -> Sums:
    """What the calls that were kept asked in all, by kind and key, in cents; only those that stand."""
    sums: Sums = {}
    for call in (made[one] for one in kept if one in made and made[one].state is State.SENT):
        for place, cents in call.parts.items():
            sums[place] = sums.get(place, 0) + cents
    return sums


def show(access: Access, *, year: str, sums: Sums) -> PlanRow | None:
    """The plan of a year with what each step asks (two statements). ``sums``: of the budget it is made of."""
    found = find(access, year=year)
    if found is None:
        return None
    plan, steps = found
    made = calls.called(access, call_ids=[s.call_id for s in steps if s.call_id])
    kept = kept_calls(plan, steps)
    before = asked(made, kept)
    rows = []
    for step in steps:
        call = made.get(step.call_id) if step.call_id else None
        left = step.position <= plan.kept or (call is not None and call.state is State.SENT)
        if left and call is not None:
            cents = call.asked_cents
        elif step.position <= plan.kept:
            cents = 0
        else:
            cents = sum(
                max(asks(spread(plan, step.position, len(steps), year_cents, kept), before.get(place, 0)), 0)
                for place, year_cents in sums.items()
            )
        rows.append(
            StepRow(
                step.position,
                step.due_on,
                step.period_from,
                step.period_to,
                step.provisional,
                cents,
                step.call_id,
                call,
            )
        )
    return PlanRow(plan, tuple(rows))


def basis(sheet: Sheet, year: str) -> Voted | None:
    """The budget a year is called by: its own vote, else the last one of the year before (provisional twelfths)."""
    return sheet.latest(year) or sheet.latest(sheet.before(sheet.year(year)).code)
