"""Plan the calls of a year and write their drafts in time, never twice; the syndic sends them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation

from koprogo.budgets import labels
from koprogo.budgets.models import Plan, PlanStep, VotedBudget
from koprogo.budgets.operations import portfolio
from koprogo.budgets.queries import budget
from koprogo.budgets.queries import plan as plans
from koprogo.budgets.queries.sheet import Sheet, Voted, look
from koprogo.budgets.rules import plan as rules
from koprogo.budgets.rules.plan import Due, Method, Rhythm
from koprogo.charges.labels import KIND
from koprogo.charges.operations import calls, corrections
from koprogo.charges.operations.calls import Part
from koprogo.charges.queries import calls as call_queries
from koprogo.charges.queries.calls import Called
from koprogo.charges.rules.calls import NothingToCall, State
from koprogo.condominiums.queries import building
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit
from koprogo.platform.access import Access, act


class KeyGone(Refused):
    """A key of the budget does not hold any more: it shares nothing."""

    code = "budgets.key_gone"


@act("budgets.calls_planned", needs=Right.CALL_FUNDS)
def set_plan(access: Access, *, year: str, rhythm: Rhythm, day: int = 15, days: Sequence[date] = ()) -> Plan:
    """Plan a year's calls, or plan what is left of them otherwise. Drafts that are due soon are written at once.

    Calls of the year that have left are its first steps, also those written by hand: what is left makes up for them,
    so that the year comes to its budget. Without a vote for the year, the months are twelfths of the year before.
    Raises NoBudget, UnusableDates, NotFound.
    """
    sheet = look(access)
    found = sheet.year(year)
    vote = plans.basis(sheet, year)
    if vote is None:
        raise rules.NoBudget(field="rhythm", year=year)
    provisional = vote.year.code != year
    if provisional:
        rhythm = Rhythm.MONTHLY
    whole = {"starts_on": found.starts_on, "ends_on": found.ends_on}
    dues = rules.custom(days, **whole) if rhythm is Rhythm.CUSTOM else rules.dates(rhythm, **whole, day=day)
    standing = _locked(access, year)
    sent = _sent(access, standing[1]) if standing else _left_before(access, found.starts_on, found.ends_on)
    if standing:
        _throw_drafts(access, standing[1])
        standing[0].delete()
    last = max((call.due_on for call in sent), default=None)
    plan = Plan.objects.create(
        org_id=access.org_id,
        year=year,
        **whole,
        rhythm=rhythm,
        day=day,
        basis_id=vote.id,
        method=Method.CATCH_UP if sent else "",
        kept=len(sent),
    )
    _write_steps(access, plan, sent, [due for due in dues if last is None or due.due_on > last], provisional)
    audit.record(access, "budgets.calls_planned", plan.id, year=year, rhythm=rhythm, steps=len(dues))
    write_due(access)
    portfolio.refresh(access)
    return plan


def _locked(access: Access, year: str) -> tuple[Plan, list[PlanStep]] | None:
    list(Plan.objects.select_for_update(no_key=True).filter(org_id=access.org_id, year=year).values_list("id"))
    return plans.find(access, year=year)


def _sent(access: Access, steps: Sequence[PlanStep]) -> list[Called]:
    made = call_queries.called(access, call_ids=[s.call_id for s in steps if s.call_id])
    return [made[s.call_id] for s in steps if s.call_id in made and made[s.call_id].state is State.SENT]


def _left_before(access: Access, from_on: date, to_on: date) -> list[Called]:
    ids = call_queries.periodic(access, from_on=from_on, to_on=to_on)
    made = call_queries.called(access, call_ids=ids)
    return [made[one] for one in ids]


def _throw_drafts(access: Access, steps: Sequence[PlanStep]) -> None:
    made = call_queries.called(access, call_ids=[s.call_id for s in steps if s.call_id])
    for call in made.values():
        if call.state is State.DRAFT:
            calls.drop(access, number=call.number)


def _write_steps(access: Access, plan: Plan, sent: Sequence[Called], dues: Sequence[Due], provisional: bool) -> None:
    rows = [PlanStep(org_id=access.org_id, plan=plan, due_on=call.due_on, call_id=call.call_id) for call in sent]
    rows += [
        PlanStep(
            org_id=access.org_id,
            plan=plan,
            due_on=due.due_on,
            period_from=due.period_from,
            period_to=due.period_to,
            provisional=provisional,
        )
        for due in dues
    ]
    for position, row in enumerate(rows, 1):
        row.position = position
    PlanStep.objects.bulk_create(rows)


@act("budgets.calls_rebased", needs=Right.CALL_FUNDS)
def rebase(access: Access, *, voted: VotedBudget, method: Method) -> None:
    """Make the plan of a year follow a new vote. Without a plan there is nothing to follow.

    Drafts of the old budget are thrown away and written anew; of what has left, ``method`` says. After provisional
    twelfths the rest catches up whatever is asked, unless the whole year is called again.
    """
    standing = _locked(access, voted.year)
    if standing is None:
        return
    plan, steps = standing
    _throw_drafts(access, steps)
    sent = _sent(access, steps)
    left = [Due(s.due_on, s.period_from, s.period_to) for s in steps if s.call_id not in {c.call_id for c in sent}]
    if method is Method.RETROACTIVE:
        left = sorted([Due(s.due_on, s.period_from, s.period_to) for s in steps], key=lambda due: due.due_on)
        for call in sent:
            corrections.cancel(access, number=call.number, reason=labels.reason(voted.decided_on))
        sent = []
    elif plan.basis_id and any(s.provisional for s in steps):
        method = Method.CATCH_UP
    PlanStep.objects.filter(org_id=access.org_id, plan=plan).delete()
    plan.basis_id, plan.method, plan.kept = voted.id, method, len(sent)
    plan.save(update_fields=["basis_id", "method", "kept"])
    _write_steps(access, plan, sent, left, provisional=False)
    audit.record(access, "budgets.calls_rebased", plan.id, year=voted.year, method=method, kept=len(sent))
    write_due(access)
    portfolio.refresh(access)


def _waiting(access: Access) -> QuerySet[PlanStep]:
    near = access.today + rules.LEAD
    return PlanStep.objects.filter(org_id=access.org_id, call_id__isnull=True, due_on__lte=near).order_by("due_on")


def waits(access: Access) -> bool:
    """Whether a step is due soon and has no draft yet."""
    return _waiting(access).exists()


@act("budgets.calls_written", needs=Right.CALL_FUNDS)
def write_due(access: Access) -> list[str]:
    """Write the drafts of every step that is due within thirty days and has none yet. Returns their numbers.

    What cannot be written (a key that ended, nothing left to call) is left for the page to say.
    """
    numbers = []
    for year, position in list(_waiting(access).values_list("plan__year", "position")):
        try:
            with transaction.atomic():
                numbers.append(write_step(access, year=year, position=position))
        except Refused:
            continue
    if numbers:
        audit.record(access, "budgets.calls_written", None, numbers=numbers)
    return numbers


@act("budgets.call_prepared", needs=Right.CALL_FUNDS)
def write_step(access: Access, *, year: str, position: int) -> str:
    """Write the draft of one step and return its number. Its amounts come from the budget, nothing is typed.

    A call that was thrown away or taken back may be written again. Raises AlreadyWritten, KeyGone, NothingToCall,
    NotFound.
    """
    standing = _locked(access, year)
    step = next((s for s in standing[1] if s.position == position), None) if standing else None
    if standing is None or step is None:
        raise NotFound(what="step")
    plan, steps = standing
    if step.call_id:
        made = call_queries.called(access, call_ids=[step.call_id]).get(step.call_id)
        if made is not None and made.state in (State.DRAFT, State.SENT):
            raise rules.AlreadyWritten(number=made.number)
    sheet = look(access)
    vote = next(one for one in sheet.voted if one.id == plan.basis_id)
    parts = _parts(access, sheet, vote, plan, steps, step)
    with translation.override(building.head(access).language):
        call = calls.write(
            access,
            title=labels.title(plan, step, len(steps)),
            due_on=rules.due_day(step.due_on, access.today),
            parts=parts,
            period_from=step.period_from,
            period_to=step.period_to,
            decision=labels.decided(vote.decided_on, vote.item),
        )
    step.call_id = call.id
    step.save(update_fields=["call_id"])
    audit.record(access, "budgets.call_prepared", call.id, number=call.number, year=year, step=position)
    return call.number


def _parts(
    access: Access, sheet: Sheet, vote: Voted, plan: Plan, steps: Sequence[PlanStep], step: PlanStep
) -> list[Part]:
    sums = plans.sums_of(budget.voted_rows(access, voted_ids=[vote.id])[vote.id], vote)
    kept: tuple[UUID, ...] = plans.kept_calls(plan, list(steps))
    before = plans.asked(call_queries.called(access, call_ids=kept), kept) if kept else {}
    parts = []
    for (kind, code), year_cents in sums.items():
        spread = plans.spread(plan, step.position, len(steps), year_cents, kept)
        cents = plans.asks(spread, before.get((kind, code), 0))
        if cents <= 0:
            continue
        key = sheet.key_now(code)
        if key is None:
            raise KeyGone(key=sheet.labels.get(code, code))
        label = str(KIND[kind]) if len([k for k, _code in sums if k is kind]) == 1 else f"{KIND[kind]} · {key.label}"
        parts.append(Part(kind, label[:120], key.id, cents, spread))
    if not parts:
        raise NothingToCall(year=plan.year)
    return parts
