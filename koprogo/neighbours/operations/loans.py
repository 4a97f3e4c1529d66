"""A loan from the question to the thanks: asked for, accepted, handed over, given back."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.documents import lending_words as words
from koprogo.neighbours.documents.word_mail import Said
from koprogo.neighbours.labels.things import CONDITIONS
from koprogo.neighbours.models import Loan, Resident, Thing
from koprogo.neighbours.operations import blocking, things
from koprogo.neighbours.operations.acting import noted
from koprogo.neighbours.operations.telling import Back, tell
from koprogo.neighbours.operations.things import lender
from koprogo.neighbours.rules import lending as rules
from koprogo.neighbours.rules.exchange import NotYours
from koprogo.neighbours.rules.lending import Condition, LoanMoved, State
from koprogo.platform import audit, formats
from koprogo.platform.access import Access, act


@act("neighbours.loan_asked", needs=Right.MEET_NEIGHBOURS)
def ask(access: Access, *, thing_id: UUID, starts_at: datetime, due_at: datetime, message: str = "") -> Loan:
    """Ask to borrow an object. Raises NotFound, ThingGone, OwnThing, TimeTaken, WrongTime, TooFar, MustAccept."""
    me = lender(access)
    thing = things.there(access, thing_id)
    if thing.resident_id == me.id:
        raise rules.OwnThing
    blocking.check(access, me, thing.resident)
    rules.check_time(starts_at, due_at, now=access.now, longest=timedelta(days=thing.longest_days))
    things.check_free(access, thing, starts_at, due_at)
    row = Loan.objects.create(
        org_id=access.org_id,
        thing=thing,
        borrower=me,
        starts_at=starts_at,
        due_at=due_at,
        state=State.REQUESTED,
        message=message.strip()[:400],
        asked_at=access.now,
    )
    _tell(access, row, words.ASKED, to=thing.resident, by=me, quote=row.message)
    noted(access, row.id)
    audit.record(access, "neighbours.loan_asked", row.id)
    return row


@act("neighbours.loan_accepted", needs=Right.MEET_NEIGHBOURS)
def accept(access: Access, *, loan_id: UUID) -> Loan:
    """Lend it. Raises NotFound, NotYours, LoanMoved, TimeTaken (another has it during that time)."""
    row, me = _mine(access, loan_id, owner=True)
    _at(row, State.REQUESTED)
    take(access, row)
    _tell(access, row, words.ACCEPTED, to=row.borrower, by=me)
    noted(access, row.id)
    audit.record(access, "neighbours.loan_accepted", row.id)
    return row


def take(access: Access, row: Loan) -> None:
    """Give a loan its time; the database has the last word. Raises TimeTaken."""
    things.check_free(access, row.thing, row.starts_at, row.due_at, but=row.id)
    row.state, row.decided_at = State.ACCEPTED, access.now
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise rules.TimeTaken(field="starts", until=row.due_at) from error


@act("neighbours.loan_declined", needs=Right.MEET_NEIGHBOURS)
def decline(access: Access, *, loan_id: UUID) -> Loan:
    """Say no to who asks. Raises NotFound, NotYours, LoanMoved."""
    row, me = _mine(access, loan_id, owner=True)
    _at(row, State.REQUESTED)
    _decide(access, row, State.DECLINED)
    _tell(access, row, words.DECLINED, to=row.borrower, by=me)
    noted(access, row.id)
    audit.record(access, "neighbours.loan_declined", row.id)
    return row


@act("neighbours.loan_cancelled", needs=Right.MEET_NEIGHBOURS)
def cancel(access: Access, *, loan_id: UUID) -> Loan:
    """Take back a request, or an agreement whose object has not left; for an owner also their own use.

    Raises NotFound, NotYours, LoanMoved.
    """
    row, me = _mine(access, loan_id)
    if row.state == State.REQUESTED and row.borrower_id != me.id:
        raise NotYours
    _at(row, State.REQUESTED, State.ACCEPTED, State.KEPT)
    told = row.state == State.ACCEPTED
    _decide(access, row, State.CANCELLED)
    if told:
        _tell(access, row, words.CANCELLED, to=_other(row, me), by=me)
    noted(access, row.id)
    audit.record(access, "neighbours.loan_cancelled", row.id)
    return row


@act("neighbours.loan_handed_over", needs=Right.MEET_NEIGHBOURS)
def hand_over(access: Access, *, loan_id: UUID, condition: Condition, note: str = "") -> Loan:
    """Note that the object changed hands, and how it looked: either of the two, once.

    Raises NotFound, LoanMoved, StillOut when it has not come back from the one before.
    """
    row, _me = _mine(access, loan_id)
    _at(row, State.ACCEPTED)
    if Loan.objects.filter(org_id=access.org_id, thing_id=row.thing_id, state=State.OUT).exists():
        raise rules.StillOut
    row.state, row.out_at = State.OUT, access.now
    row.out_condition, row.out_note = condition, note.strip()[:300]
    row.save(update_fields=["state", "out_at", "out_condition", "out_note"])
    noted(access, row.id)
    audit.record(access, "neighbours.loan_handed_over", row.id, condition=condition)
    return row


@act("neighbours.loan_given_back", needs=Right.MEET_NEIGHBOURS)
def give_back(access: Access, *, loan_id: UUID, condition: Condition, note: str = "") -> Loan:
    """Note that the object is back, and how it looks; the other one reads it. Raises NotFound, LoanMoved."""
    row, me = _mine(access, loan_id)
    _at(row, State.OUT)
    row.state, row.back_at = State.RETURNED, access.now
    row.back_condition, row.back_note = condition, note.strip()[:300]
    row.save(update_fields=["state", "back_at", "back_condition", "back_note"])
    said = words.DAMAGED if condition is Condition.DAMAGED else words.BACK
    _tell(access, row, said, to=_other(row, me), by=me, quote=row.back_note, state=condition)
    noted(access, row.id)
    audit.record(access, "neighbours.loan_given_back", row.id, condition=condition)
    return row


@act("neighbours.loan_longer", needs=Right.MEET_NEIGHBOURS)
def extend(access: Access, *, loan_id: UUID, due_at: datetime) -> Loan:
    """Let the borrower keep it longer: the owner only. Raises NotFound, NotYours, LoanMoved, TimeTaken, WrongTime."""
    row, me = _mine(access, loan_id, owner=True)
    _at(row, State.ACCEPTED, State.OUT)
    if due_at <= row.due_at or due_at <= access.now:
        raise rules.WrongTime(field="due")
    if due_at - row.starts_at > 2 * rules.LONGEST:
        raise rules.TooFar(field="due", days=2 * rules.LONGEST.days)
    things.check_free(access, row.thing, row.starts_at, due_at, but=row.id)
    row.due_at, row.notes = due_at, 0
    row.save(update_fields=["due_at", "notes"])
    _tell(access, row, words.LONGER, to=row.borrower, by=me)
    noted(access, row.id)
    audit.record(access, "neighbours.loan_longer", row.id)
    return row


@act("neighbours.loan_thanked", needs=Right.MEET_NEIGHBOURS)
def thank(access: Access, *, loan_id: UUID, text: str) -> Loan:
    """Thank the owner, once. Raises NotFound, NotYours, LoanMoved."""
    row, me = _mine(access, loan_id)
    if row.borrower_id != me.id:
        raise NotYours
    if row.state != State.RETURNED or row.thanks:
        raise LoanMoved
    row.thanks = text.strip()[:300]
    row.save(update_fields=["thanks"])
    _tell(access, row, words.THANKS, to=row.thing.resident, by=me, quote=row.thanks)
    noted(access, row.id)
    audit.record(access, "neighbours.loan_thanked", row.id)
    return row


@act("neighbours.loan_late_told", needs=Right.MEET_NEIGHBOURS)
def tell_late(access: Access, *, loan_id: UUID) -> bool:
    """Send the friendly note about a late return to both, if one is due; for a job. Whether it went."""
    found = Loan.objects.filter(org_id=access.org_id, id=loan_id).values_list("thing_id", flat=True).first()
    if found is None:
        return False
    row = _locked(access, loan_id, found)
    late = row.state == State.OUT and rules.note_due(due_at=row.due_at, notes=row.notes, now=access.now)
    if not late:
        return False
    row.notes += 1
    row.save(update_fields=["notes"])
    for one, other in ((row.borrower, row.thing.resident), (row.thing.resident, row.borrower)):
        _tell(access, row, words.LATE, to=one, by=other)
    audit.record(access, "neighbours.loan_late_told", row.id, notes=row.notes)
    return True


def _mine(access: Access, loan_id: UUID, *, owner: bool = False) -> tuple[Loan, Resident]:
    """A loan of mine, as owner or borrower, locked after its object. Raises NotFound to strangers, NotYours."""
    me = lender(access)
    found = Loan.objects.filter(org_id=access.org_id, id=loan_id).values_list("thing_id", flat=True).first()
    if found is None:
        raise NotFound(what="loan")
    row = _locked(access, loan_id, found)
    if me.id not in (row.borrower_id, row.thing.resident_id):
        raise NotFound(what="loan")
    if owner and row.thing.resident_id != me.id:
        raise NotYours
    return row, me


def _locked(access: Access, loan_id: UUID, thing_id: UUID) -> Loan:
    found = Thing.objects.select_for_update(no_key=True, of=("self",)).select_related("resident")
    thing = found.get(org_id=access.org_id, id=thing_id)
    loans = Loan.objects.select_for_update(no_key=True, of=("self",)).select_related("borrower")
    row = loans.get(org_id=access.org_id, id=loan_id)
    row.thing = thing
    return row


def _at(row: Loan, *states: State) -> None:
    if row.state not in states:
        raise LoanMoved


def _decide(access: Access, row: Loan, state: State) -> None:
    row.state, row.decided_at = state, access.now
    row.save(update_fields=["state", "decided_at"])


def _other(row: Loan, me: Resident) -> Resident:
    other: Resident = row.thing.resident if row.borrower_id == me.id else row.borrower
    return other


def _tell(
    access: Access,
    row: Loan,
    said: Said,
    *,
    to: Resident,
    by: Resident,
    quote: str = "",
    state: Condition = Condition.GOOD,
) -> None:
    tell(
        access,
        to,
        said,
        subject_id=row.id,
        page="loan",
        where={"loan_id": row.id},
        quote=quote,
        back=Back(by, row.thing.name),
        who=by.pseudonym,
        thing=row.thing.name,
        start=lambda: formats.moment(row.starts_at),
        due=lambda: formats.moment(row.due_at),
        state=lambda: str(CONDITIONS[state]),
    )
