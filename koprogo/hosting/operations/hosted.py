"""What the operator does to a hosted condominium, each act with its line in the building's own trail."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from koprogo.condominiums.queries import access as accesses
from koprogo.condominiums.rules.rights import Right, Role
from koprogo.hosting.documents import state_mail
from koprogo.hosting.models import Instance, SupportAccess
from koprogo.hosting.rules import hosted
from koprogo.hosting.rules.catalogue import Plan
from koprogo.kernel.refusals import NotFound
from koprogo.people.operations import memberships
from koprogo.people.queries import memberships as memberships_of
from koprogo.people.queries import persons
from koprogo.platform import audit, boundary, mail
from koprogo.platform.access import Access, act


@contextmanager
def inside(*, org_id: UUID, operator_id: UUID, now: datetime) -> Iterator[Access]:
    """The boundary of a hosted condominium for one act of the operator, who sees nothing of it."""
    person = persons.by_id(person_id=operator_id)
    with boundary.within(org_id):
        yield accesses.as_system(org_id=org_id, now=now, on_behalf_of=operator_id, name=str(person))


def _locked(access: Access) -> Instance:
    row = Instance.objects.select_for_update(no_key=True).filter(org_id=access.org_id).first()
    if row is None:
        raise NotFound(what="instance")
    return row


@act("hosting.plan_changed", needs=Right.RUN_HOSTING)
def change_plan(access: Access, *, plan: Plan) -> None:
    """Give a condominium another plan; bills follow from their next period. Raises NotFound."""
    row = _locked(access)
    if row.plan != plan:
        before, row.plan = row.plan, plan
        row.save(update_fields=["plan"])
        audit.record(access, "hosting.plan_changed", access.org_id, before=before, plan=plan.value)


@act("hosting.state_changed", needs=Right.RUN_HOSTING)
def suspend(access: Access, *, reason: str) -> None:
    """Make a condominium read-only, against abuse; everything can still be read and taken along. Its syndics are
    told. Raises ReasonMissing."""
    hosted.check_reason(reason)
    _set(access, Instance.State.SUSPENDED, reason)


@act("hosting.state_changed", needs=Right.RUN_HOSTING)
def resume(access: Access) -> None:
    """Let a condominium write again, or stay."""
    _set(access, Instance.State.ACTIVE, "")


@act("hosting.state_changed", needs=Right.RUN_HOSTING)
def close(access: Access, *, reason: str) -> None:
    """Begin to close: read-only from now on, hosted for thirty days more, in which everything is taken along. Its
    syndics are told. Raises ReasonMissing."""
    hosted.check_reason(reason)
    _set(access, Instance.State.CLOSING, reason)


def _set(access: Access, state: str, reason: str) -> None:
    row = _locked(access)
    if row.state == state:
        return
    row.state, row.reason = state, reason.strip()[:200]
    row.until = hosted.closes_on(access.today) if state == Instance.State.CLOSING else None
    row.save(update_fields=["state", "reason", "until"])
    if state != Instance.State.ACTIVE:
        for reader in memberships_of.holders(org_id=access.org_id, role=Role.SYNDIC, on=access.today):
            letter = state_mail.write(access, reason=row.reason, until=row.until, to=reader)
            mail.post(access, letter, purpose="hosting_state", wait=False)
    audit.record(access, "hosting.state_changed", access.org_id, state=state, reason=row.reason, until=row.until or "")


@act("hosting.support_let_in", needs=Right.RUN_HOSTING)
def let_in(access: Access, *, days: int, reason: str) -> SupportAccess:
    """Let the operator who asks into a building for some days, to read. The building sees who, why and until when, and
    ends it when it likes. Raises ReasonMissing, AccessTooLong."""
    assert access.person_id is not None
    hosted.support_ends(access.today, days=days, reason=reason)
    before = held_by(access, person_id=access.person_id)
    if before is not None:
        return before
    row = open_to(access, Guest(access.person_id, access.person_name), days=days, reason=reason)
    audit.record(access, "hosting.support_let_in", row.id, reason=row.reason, until=row.ends_on)
    return row


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody of support."""

    person_id: UUID
    name: str


def held_by(access: Access, *, person_id: UUID) -> SupportAccess | None:
    """The access that somebody of support holds today."""
    found = SupportAccess.objects.filter(org_id=access.org_id, person_id=person_id, ends_on__gt=access.today)
    return found.first()


def open_to(access: Access, guest: Guest, *, days: int, reason: str) -> SupportAccess:
    """Open the door to somebody of support, whoever decided it. Raises ReasonMissing, AccessTooLong."""
    ends_on = hosted.support_ends(access.today, days=days, reason=reason)
    memberships.open_door(
        org_id=access.org_id,
        person_id=guest.person_id,
        role=Role.SUPPORT,
        starts_on=access.today,
        ends_on=ends_on,
    )
    return SupportAccess.objects.create(
        org_id=access.org_id,
        person_id=guest.person_id,
        person_name=guest.name,
        reason=reason.strip()[:300],
        starts_on=access.today,
        ends_on=ends_on,
        opened_at=access.now,
    )


@act("hosting.support_let_out", needs=Right.SETTINGS)
def let_out(access: Access, *, support_id: UUID) -> None:
    """End an access of support at once; one that has ended stays as it was. Raises NotFound."""
    row = SupportAccess.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id=support_id).first()
    if row is None:
        raise NotFound(what="support access")
    if row.ends_on > access.today:
        row.ends_on, row.ended_by = access.today, access.person_name
        row.save(update_fields=["ends_on", "ended_by"])
        memberships.close_door(org_id=access.org_id, person_id=row.person_id, role=Role.SUPPORT, on=access.today)
        audit.record(access, "hosting.support_let_out", row.id, name=row.person_name)
