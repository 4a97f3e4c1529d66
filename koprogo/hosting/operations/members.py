"""The register of members: applied, admitted, gone; offices and their terms; the yearly duties."""

from datetime import date
from uuid import UUID

from django.db.models import F

from koprogo.condominiums.rules.rights import Right, Role
from koprogo.hosting.models import DutyDone, Member, MemberChange, OfficeTerm
from koprogo.hosting.operations import voters
from koprogo.hosting.queries import members as queries
from koprogo.hosting.rules import members as rules
from koprogo.hosting.rules.members import Applicant, Office, State
from koprogo.hosting.rules.obligations import Duty
from koprogo.kernel.refusals import NotFound
from koprogo.people.operations import memberships, persons
from koprogo.platform import audit
from koprogo.platform.access import Access, act

#: What an office opens; every one of them stays a member.
DOORS = {Office.TREASURER: (Role.BOARD, Role.TREASURER)}


@act("hosting.member_applied", needs=Right.ENTER)
def apply(access: Access, *, applicant: Applicant, language: str) -> Member:
    """Write an application down. Raises LegalNeedsNumber, TooManyWaiting, KnownAddress."""
    rules.check(applicant)
    if queries.waiting(access) >= rules.MOST_WAITING:
        raise rules.TooManyWaiting
    if queries.known(access, email=applicant.email):
        raise rules.KnownAddress(field="email")
    row = Member.objects.create(
        org_id=access.org_id,
        kind=applicant.kind,
        standing=applicant.standing,
        name=applicant.name,
        email=applicant.email.strip().lower(),
        address=applicant.address,
        enterprise_number=applicant.enterprise_number,
        represented_by=applicant.represented_by,
        motive=applicant.motive,
        state=State.APPLIED,
        language=language,
        applied_at=access.now,
    )
    _note(access, row, State.APPLIED, access.today, "")
    audit.record(access, "hosting.member_applied", row.id, name=row.name)
    return row


@act("hosting.member_admitted", needs=Right.RUN_HOSTING)
def admit(access: Access, *, member_id: UUID, decision: str) -> Member:
    """The board admits; the member gets a number, a vote and a way in. Raises NotFound, NotWaiting, ReasonMissing."""
    row = _waiting(access, member_id, decision)
    person = persons.of_address(email=row.email, name=row.represented_by or row.name, language=row.language)
    row.state, row.member_from, row.person = State.MEMBER, access.today, person
    row.number = queries.next_number(access)
    row.save(update_fields=["state", "member_from", "person", "number"])
    voters.admitted(access, row)
    memberships.open_door(
        org_id=access.org_id,
        person_id=person.id,
        role=Role.MEMBER,
        starts_on=access.today,
        party_id=row.party_id,
    )
    _note(access, row, State.MEMBER, access.today, decision)
    audit.record(access, "hosting.member_admitted", row.id, name=row.name, number=row.number, decision=decision)
    return row


@act("hosting.member_refused", needs=Right.RUN_HOSTING)
def refuse(access: Access, *, member_id: UUID, decision: str) -> Member:
    """The board does not admit, and says why. Raises NotFound, NotWaiting, ReasonMissing."""
    row = _waiting(access, member_id, decision)
    row.state = State.REFUSED
    row.save(update_fields=["state"])
    _note(access, row, State.REFUSED, access.today, decision)
    audit.record(access, "hosting.member_refused", row.id, name=row.name, decision=decision)
    return row


@act("hosting.member_resigned", needs=Right.MEET_MEMBERS)
def resign(access: Access) -> Member:
    """The member who asks leaves, at once: nobody is kept (CSA 9:23). Raises NotAMember."""
    row = queries.mine(access)
    if row is None:
        raise rules.NotAMember
    return leave(access, member=row, state=State.RESIGNED, decision="")


@act("hosting.member_resignation_noted", needs=Right.RUN_HOSTING)
def note_resignation(access: Access, *, member_id: UUID, decision: str) -> Member:
    """A resignation that came on paper. Raises NotFound, NotAMember, ReasonMissing."""
    row = _locked(access, member_id)
    if row.state != State.MEMBER:
        raise rules.NotAMember
    if not decision.strip():
        raise rules.ReasonMissing(field="decision")
    return leave(access, member=row, state=State.RESIGNED, decision=decision)


def leave(access: Access, *, member: Member, state: State, decision: str) -> Member:
    """End a membership with its vote, its offices and its doors; the register keeps the line."""
    member.state, member.member_until = state, access.today
    member.save(update_fields=["state", "member_until"])
    voters.gone(access, member)
    open_terms = OfficeTerm.objects.filter(org_id=access.org_id, member=member, ends_on__gt=access.today)
    open_terms.filter(starts_on__lte=access.today).update(ends_on=access.today)
    open_terms.filter(starts_on__gt=access.today).update(ends_on=F("starts_on"))  # one that was to come never begins
    if member.person_id is not None:
        for role in (Role.MEMBER, Role.BOARD, Role.TREASURER):
            memberships.close_door(org_id=access.org_id, person_id=member.person_id, role=role, on=access.today)
        memberships.close_door(
            org_id=access.org_id,
            person_id=member.person_id,
            role=Role.MEMBER,
            on=access.today,
            party_id=member.party_id,
        )
    _note(access, member, state, access.today, decision)
    facts = {"name": member.name, "decision": decision}
    if state is State.EXCLUDED:
        audit.record(access, "hosting.member_excluded", member.id, **facts)
    elif decision:
        audit.record(access, "hosting.member_resignation_noted", member.id, **facts)
    else:
        audit.record(access, "hosting.member_resigned", member.id, **facts)
    return member


@act("hosting.office_given", needs=Right.RUN_HOSTING)
def give_office(
    access: Access, *, member_id: UUID, office: Office, starts_on: date, ends_on: date, decision: str
) -> OfficeTerm:
    """Write down an office that the assembly gave, with its doors. Raises NotFound, NotAMember, TermImpossible,
    ReasonMissing."""
    row = _locked(access, member_id)
    if row.state != State.MEMBER or row.person_id is None:
        raise rules.NotAMember
    rules.check_term(starts_on, ends_on)
    if not decision.strip():
        raise rules.ReasonMissing(field="decision")
    term = OfficeTerm.objects.create(
        org_id=access.org_id, member=row, office=office, starts_on=starts_on, ends_on=ends_on, decision=decision
    )
    for role in DOORS.get(office, (Role.BOARD,)):
        memberships.open_door(
            org_id=access.org_id, person_id=row.person_id, role=role, starts_on=starts_on, ends_on=ends_on
        )
    audit.record(access, "hosting.office_given", term.id, name=row.name, office=office, ends_on=ends_on)
    return term


@act("hosting.office_ended", needs=Right.RUN_HOSTING)
def end_office(access: Access, *, term_id: UUID) -> OfficeTerm:
    """An office ends today. Raises NotFound."""
    term = OfficeTerm.objects.filter(org_id=access.org_id, id=term_id).select_related("member").first()
    if term is None:
        raise NotFound(what="office")
    term.ends_on = max(access.today, term.starts_on)
    term.save(update_fields=["ends_on"])
    kept = {Office(row.office) for row in queries.board(access, on=access.today) if row.member_id == term.member_id}
    open_roles = {role for office in kept for role in DOORS.get(office, (Role.BOARD,))}
    if term.member.person_id is not None:
        for role in {Role.BOARD, Role.TREASURER} - open_roles:
            memberships.close_door(org_id=access.org_id, person_id=term.member.person_id, role=role, on=access.today)
    audit.record(access, "hosting.office_ended", term.id, name=term.member.name, office=term.office)
    return term


@act("hosting.duty_done", needs=Right.RUN_HOSTING)
def duty_done(access: Access, *, duty: Duty, year: int, on: date, proof: str) -> DutyDone:
    """A yearly duty is fulfilled. Raises ReasonMissing."""
    if not proof.strip():
        raise rules.ReasonMissing(field="proof")
    row, _fresh = DutyDone.objects.get_or_create(
        org_id=access.org_id, duty=duty, year=year, defaults={"on": on, "proof": proof}
    )
    audit.record(access, "hosting.duty_done", row.id, duty=duty, year=year, on=on)
    return row


def _locked(access: Access, member_id: UUID) -> Member:
    found = Member.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id=member_id).first()
    if found is None:
        raise NotFound(what="member")
    return found


def _waiting(access: Access, member_id: UUID, decision: str) -> Member:
    row = _locked(access, member_id)
    if row.state != State.APPLIED:
        raise rules.NotWaiting
    if not decision.strip():
        raise rules.ReasonMissing(field="decision")
    return row


def _note(access: Access, row: Member, state: State, on: date, decision: str) -> None:
    MemberChange.objects.create(
        org_id=access.org_id,
        member=row,
        state=state,
        on=on,
        decision=decision,
        noted_at=access.now,
        noted_by=access.person_name,
    )
