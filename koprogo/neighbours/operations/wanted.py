"""Asking first: « who has a drill? », carried to those who lend; the first who answers lends."""

from datetime import datetime
from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.documents import lending_words as words
from koprogo.neighbours.models import Loan, Resident, Thing, Wanted
from koprogo.neighbours.operations import blocking, loans, things
from koprogo.neighbours.operations.acting import noted
from koprogo.neighbours.operations.telling import Back, tell, tell_all
from koprogo.neighbours.operations.things import ThingFacts, lender
from koprogo.neighbours.rules import lending as rules
from koprogo.neighbours.rules.lending import State, WantedState
from koprogo.platform import audit, formats
from koprogo.platform.access import Access, act

#: As many lenders as one question reaches at once: a building, not a town.
MOST_TOLD = 60


@act("neighbours.thing_wanted", needs=Right.MEET_NEIGHBOURS)
def ask(access: Access, *, name: str, starts_at: datetime, due_at: datetime) -> tuple[Wanted, int]:
    """Ask who has an object; who lends something gets a mail. Returns it and how many.

    Raises MustAccept, WrongTime, TooFar.
    """
    me = lender(access)
    rules.check_time(starts_at, due_at, now=access.now)
    row = Wanted.objects.create(
        org_id=access.org_id,
        resident=me,
        name=" ".join(name.split())[:60],
        starts_at=starts_at,
        due_at=due_at,
        asked_at=access.now,
    )
    lending = Thing.objects.filter(org_id=access.org_id, withdrawn_at__isnull=True).values("resident_id")
    others = Resident.objects.filter(org_id=access.org_id, left_at__isnull=True, id__in=lending).exclude(id=me.id)
    others = others.exclude(id__in=blocking.around(access, me))
    told = tell_all(
        access,
        others.order_by("id")[:MOST_TOLD],
        words.WANTED,
        subject_id=row.id,
        page="wanted",
        where={"wanted_id": row.id},
        back=Back(me, row.name),
        who=me.pseudonym,
        thing=row.name,
        start=lambda: formats.moment(starts_at),
        due=lambda: formats.moment(due_at),
    )
    noted(access, row.id)
    audit.record(access, "neighbours.thing_wanted", row.id, told=told)
    return row, told


@act("neighbours.wanted_answered", needs=Right.MEET_NEIGHBOURS)
def answer(access: Access, *, wanted_id: UUID, thing_id: UUID | None = None) -> Loan:
    """Lend mine to who asks: one of my objects, or one that is noted with it. The first one wins.

    Raises NotFound, OwnThing, AlreadyAnswered, TimeTaken, MustAccept.
    """
    me = lender(access)
    row = _locked(access, wanted_id)
    if row.resident_id == me.id:
        raise rules.OwnThing
    blocking.check(access, me, row.resident)
    if row.state != WantedState.OPEN or row.due_at <= access.now:
        raise rules.AlreadyAnswered
    if thing_id is None:
        thing = things.new(access, me, ThingFacts(name=row.name))
    else:
        thing = things.mine(access, me, thing_id)
    loan = Loan(
        org_id=access.org_id,
        thing=thing,
        borrower=row.resident,
        wanted=row,
        starts_at=row.starts_at,
        due_at=row.due_at,
        state=State.REQUESTED,
        asked_at=row.asked_at,
    )
    loans.take(access, loan)
    row.state, row.ended_at = WantedState.ANSWERED, access.now
    row.save(update_fields=["state", "ended_at"])
    tell(
        access,
        row.resident,
        words.ANSWERED,
        subject_id=loan.id,
        page="loan",
        where={"loan_id": loan.id},
        back=Back(me, thing.name),
        who=me.pseudonym,
        thing=thing.name,
        start=lambda: formats.moment(row.starts_at),
        due=lambda: formats.moment(row.due_at),
    )
    noted(access, row.id, loan.id)
    audit.record(access, "neighbours.wanted_answered", row.id, loan=loan.id)
    return loan


@act("neighbours.wanted_closed", needs=Right.MEET_NEIGHBOURS)
def close(access: Access, *, wanted_id: UUID) -> None:
    """Stop asking. Again changes nothing. Raises NotFound."""
    me = lender(access)
    row = _locked(access, wanted_id)
    if row.resident_id != me.id:
        raise NotFound(what="wanted")
    if row.state == WantedState.OPEN:
        row.state, row.ended_at = WantedState.CLOSED, access.now
        row.save(update_fields=["state", "ended_at"])
    noted(access, row.id)
    audit.record(access, "neighbours.wanted_closed", row.id)


def _locked(access: Access, wanted_id: UUID) -> Wanted:
    found = Wanted.objects.select_for_update(no_key=True, of=("self",)).select_related("resident")
    row = found.filter(org_id=access.org_id, id=wanted_id).first()
    if row is None:
        raise NotFound(what="wanted")
    return row
