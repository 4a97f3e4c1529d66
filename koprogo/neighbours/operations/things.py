"""The objects a resident lends: shown, changed, kept for oneself, withdrawn."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.models import Acceptance, Loan, Resident, Thing
from koprogo.neighbours.operations import pictures
from koprogo.neighbours.operations.acting import acting, noted
from koprogo.neighbours.rules import lending as rules
from koprogo.neighbours.rules.exchange import MustAccept
from koprogo.neighbours.rules.lending import Category, State
from koprogo.neighbours.rules.modules import Module
from koprogo.neighbours.rules.residents import Agreement
from koprogo.platform import audit
from koprogo.platform.access import Access, act
from koprogo.platform.pictures import Plain


@dataclass(frozen=True, slots=True)
class ThingFacts:
    """What is said of an object. ``picture``: a new one; ``bare``: take the one it has away."""

    name: str
    category: Category = Category.OTHER
    care: str = ""
    deposit: str = ""
    longest_days: int = 7
    picture: Plain | None = None
    bare: bool = False


def lender(access: Access) -> Resident:
    """The acting resident, who has accepted how lending goes. Raises MustAccept."""
    row = acting(access, module=Module.LENDING, spoken=True)
    agreed = Acceptance.objects.filter(org_id=access.org_id, resident=row, agreement=Agreement.LENDING)
    if not agreed.exists():
        raise MustAccept
    return row


@act("neighbours.thing_shown", needs=Right.MEET_NEIGHBOURS)
def show(access: Access, *, facts: ThingFacts) -> Thing:
    """Put an object among those I lend. Raises MustAccept."""
    me = lender(access)
    row = new(access, me, facts)
    noted(access, row.id)
    audit.record(access, "neighbours.thing_shown", row.id)
    return row


def new(access: Access, me: Resident, facts: ThingFacts) -> Thing:
    """Write an object of a resident."""
    row = Thing(org_id=access.org_id, resident=me, added_at=access.now)
    _write(access, row, me, facts)
    row.save(force_insert=True)
    return row


@act("neighbours.thing_changed", needs=Right.MEET_NEIGHBOURS)
def change(access: Access, *, thing_id: UUID, facts: ThingFacts) -> Thing:
    """Change what is said of my object. Raises NotFound."""
    me = lender(access)
    row = mine(access, me, thing_id)
    before = row.picture
    _write(access, row, me, facts)
    row.save()
    if before is not None and before.id != row.picture_id:
        before.delete()
    noted(access, row.id)
    audit.record(access, "neighbours.thing_changed", row.id)
    return row


@act("neighbours.thing_withdrawn", needs=Right.MEET_NEIGHBOURS)
def withdraw(access: Access, *, thing_id: UUID) -> None:
    """Lend an object no longer: what is asked for falls; what is out comes back. Raises NotFound, StillOut."""
    me = lender(access)
    row = mine(access, me, thing_id)
    loans = Loan.objects.filter(org_id=access.org_id, thing=row)
    if loans.filter(state=State.OUT).exists():
        raise rules.StillOut
    loans.filter(state__in=[State.REQUESTED, State.ACCEPTED, State.KEPT]).update(
        state=State.CANCELLED, decided_at=access.now
    )
    picture, row.picture, row.withdrawn_at = row.picture, None, access.now
    row.save(update_fields=["picture", "withdrawn_at"])
    if picture is not None:
        picture.delete()
    noted(access, row.id)
    audit.record(access, "neighbours.thing_withdrawn", row.id)


@act("neighbours.thing_kept", needs=Right.MEET_NEIGHBOURS)
def keep(access: Access, *, thing_id: UUID, starts_at: datetime, due_at: datetime) -> Loan:
    """Say that I need my object myself during a time. Raises NotFound, TimeTaken, WrongTime, TooFar."""
    me = lender(access)
    row = mine(access, me, thing_id)
    rules.check_time(starts_at, due_at, now=access.now)
    check_free(access, row, starts_at, due_at)
    kept = Loan.objects.create(
        org_id=access.org_id,
        thing=row,
        borrower=me,
        starts_at=starts_at,
        due_at=due_at,
        state=State.KEPT,
        asked_at=access.now,
    )
    noted(access, kept.id)
    audit.record(access, "neighbours.thing_kept", row.id)
    return kept


def mine(access: Access, me: Resident, thing_id: UUID) -> Thing:
    """My object, locked. Raises NotFound."""
    row = _locked(access, thing_id)
    if row is None or row.resident_id != me.id or row.withdrawn_at is not None:
        raise NotFound(what="thing")
    return row


def there(access: Access, thing_id: UUID) -> Thing:
    """Anybody's object, locked, that is still lent. Raises NotFound, ThingGone."""
    row = _locked(access, thing_id)
    if row is None:
        raise NotFound(what="thing")
    if row.withdrawn_at is not None:
        raise rules.ThingGone
    return row


def _locked(access: Access, thing_id: UUID) -> Thing | None:
    found = Thing.objects.select_for_update(no_key=True, of=("self",)).select_related("resident", "picture")
    return found.filter(org_id=access.org_id, id=thing_id).first()


def check_free(access: Access, row: Thing, starts_at: datetime, due_at: datetime, *, but: UUID | None = None) -> None:
    """Let a locked object have this time. Raises TimeTaken."""
    taking = Loan.objects.filter(
        org_id=access.org_id, thing=row, state__in=rules.TAKING, starts_at__lt=due_at, due_at__gt=starts_at
    )
    if but is not None:
        taking = taking.exclude(id=but)
    last = taking.order_by("-due_at").first()
    if last is not None:
        raise rules.TimeTaken(field="starts", until=last.due_at)


def _write(access: Access, row: Thing, me: Resident, facts: ThingFacts) -> None:
    row.name = " ".join(facts.name.split())[:60]
    row.category = facts.category
    row.care = facts.care.strip()[:600]
    row.deposit = " ".join(facts.deposit.split())[:80]
    row.longest_days = facts.longest_days
    if facts.bare:
        row.picture = None
    if facts.picture is not None:
        row.picture = pictures.keep(access, me, facts.picture)
