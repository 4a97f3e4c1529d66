"""Taking a name among the neighbours, changing what they see of me, accepting a text, leaving."""

from uuid import UUID

from django.db.models import QuerySet

from koprogo.condominiums.rules.rights import Right, Role
from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.documents import people_words as words
from koprogo.neighbours.models import Acceptance, Block, Resident
from koprogo.neighbours.operations import farewell
from koprogo.neighbours.operations.acting import acting, noted
from koprogo.neighbours.operations.telling import tell
from koprogo.neighbours.rules import residents as rules
from koprogo.neighbours.rules.residents import Agreement, AlreadyResident, Came, LastAnimator, PseudonymTaken
from koprogo.people.operations import memberships
from koprogo.people.queries import memberships as doors
from koprogo.platform import audit
from koprogo.platform.access import Access, act
from koprogo.platform.models import Org

#: Texts that may be read out, and accepted by word of mouth.
SPOKEN = frozenset({Agreement.EXCHANGE, Agreement.LENDING})


@act("neighbours.resident_joined", needs=Right.MEET_NEIGHBOURS)
def join(access: Access, *, pseudonym: str, place: str = "", came: Came = Came.MEMBER) -> Resident:
    """Take a name here, the house rules accepted with it. Raises AlreadyResident, PseudonymTaken, PseudonymEmpty."""
    assert access.person_id is not None, "a job takes no name"
    here = Resident.objects.filter(org_id=access.org_id, left_at__isnull=True)
    if here.filter(person_id=access.person_id).exists():
        raise AlreadyResident
    row = Resident.objects.create(
        org_id=access.org_id,
        person_id=access.person_id,
        came=came,
        place=" ".join(place.split())[: rules.LONGEST],
        joined_at=access.now,
        **named(access, pseudonym),
    )
    note_acceptance(access, row, Agreement.HOUSE)
    audit.record(access, "neighbours.resident_joined", row.id)
    return row


def named(access: Access, pseudonym: str, *, but: UUID | None = None) -> dict[str, str]:
    """The columns of a name that nobody else has here. Raises PseudonymTaken, PseudonymEmpty."""
    name = rules.pseudonym(pseudonym)
    taken = Resident.objects.filter(org_id=access.org_id, left_at__isnull=True, pseudonym_key=rules.compared(name))
    if (taken.exclude(id=but) if but else taken).exists():
        raise PseudonymTaken(field="pseudonym", name=name)
    return {"pseudonym": name, "pseudonym_key": rules.compared(name)}


@act("neighbours.agreement_accepted", needs=Right.MEET_NEIGHBOURS)
def accept(access: Access, *, agreement: Agreement) -> None:
    """Accept a text once; again changes nothing. Raises NotResident.

    The house rules are accepted with a name; what is read out to a neighbour who never signs in is the exchange's or
    the lending's text.
    """
    row = acting(access, spoken=agreement in SPOKEN)
    if note_acceptance(access, row, agreement):
        noted(access, row.id)
        audit.record(access, "neighbours.agreement_accepted", row.id, agreement=agreement)


def note_acceptance(access: Access, row: Resident, agreement: Agreement) -> bool:
    """Note that a resident accepted a text; whether it was the first time."""
    _found, fresh = Acceptance.objects.get_or_create(
        org_id=access.org_id,
        resident=row,
        agreement=agreement,
        defaults={"at": access.now, "language": access.language},
    )
    return fresh


@act("neighbours.resident_left", needs=Right.MEET_NEIGHBOURS)
def leave(access: Access) -> None:
    """Leave the neighbours: what is personal is erased now, what was written stays under « Ancien voisin ».

    A door opened by a code closes; an owner's or an occupant's stays, and they may come back under a new name.
    Raises NotResident, LastAnimator.
    """
    row = acting(access)
    own_group = access.org_kind == Org.Kind.RESIDENTS
    if own_group and Role.ANIMATOR in access.roles:
        held = doors.holders(org_id=access.org_id, role=Role.ANIMATOR, on=access.today)
        if all(one.person_id == access.person_id for one in held) and _others(access, row).exists():
            raise LastAnimator
    for role in (Role.RESIDENT, Role.ANIMATOR):
        if role in access.roles and access.person_id is not None:
            memberships.close_door(org_id=access.org_id, person_id=access.person_id, role=role, on=access.today)
    farewell.clear(access, row)
    row.person, row.left_at = None, access.now
    row.pseudonym = row.pseudonym_key = row.place = row.contact = ""
    row.wants_digest = row.moderates = False
    row.save()
    Block.objects.filter(org_id=access.org_id, resident=row).delete()
    audit.record(access, "neighbours.resident_left", row.id)


def _others(access: Access, row: Resident) -> QuerySet[Resident]:
    return Resident.objects.filter(org_id=access.org_id, left_at__isnull=True).exclude(id=row.id)


@act("neighbours.animator_named", needs=Right.ANIMATE_NEIGHBOURS)
def name_animator(access: Access, *, resident_id: UUID) -> None:
    """Share the animation with another neighbour who signs in; again changes nothing. Raises NotResident, NotFound.

    Only an animator who lives here chooses among the neighbours: the syndic does not see who they are.
    """
    acting(access)
    row = Resident.objects.filter(org_id=access.org_id, id=resident_id, left_at__isnull=True).first()
    if row is None or row.person_id is None:
        raise NotFound(what="resident")
    memberships.open_door(org_id=access.org_id, person_id=row.person_id, role=Role.ANIMATOR, starts_on=access.today)
    audit.record(access, "neighbours.animator_named", row.id)


@act("neighbours.moderator_named", needs=Right.ANIMATE_NEIGHBOURS)
def name_moderator(access: Access, *, resident_id: UUID) -> None:
    """Ask a neighbour who signs in to moderate; a mail says so, and they may stop at any time. Again changes nothing.

    Raises NotResident, NotFound.
    """
    me = acting(access)
    row = Resident.objects.filter(org_id=access.org_id, id=resident_id, left_at__isnull=True).first()
    if row is None or row.person_id is None:
        raise NotFound(what="resident")
    if row.moderates:
        return
    row.moderates = True
    row.save(update_fields=["moderates"])
    if row.id != me.id:
        tell(access, row, words.NAMED, subject_id=row.id, page="neighbours_me", where={}, wait=False, who=me.pseudonym)
    audit.record(access, "neighbours.moderator_named", row.id)


@act("neighbours.resident_changed", needs=Right.MEET_NEIGHBOURS)
def change(
    access: Access,
    *,
    pseudonym: str,
    place: str = "",
    contact: str = "",
    wants_digest: bool = False,
    moderates: bool = False,
) -> Resident:
    """Change what the neighbours see of me, whether the Thursday mail comes, whether I moderate.

    Raises NotResident, PseudonymTaken, PseudonymEmpty.
    """
    row = acting(access)
    for name, value in named(access, pseudonym, but=row.id).items():
        setattr(row, name, value)
    row.place = " ".join(place.split())[: rules.LONGEST]
    row.contact = " ".join(contact.split())[:120]
    row.wants_digest, row.moderates = wants_digest, moderates
    row.save(update_fields=["pseudonym", "pseudonym_key", "place", "contact", "wants_digest", "moderates"])
    audit.record(access, "neighbours.resident_changed", row.id)
    return row
