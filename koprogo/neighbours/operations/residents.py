"""Taking a name among the neighbours, changing what they see of me, accepting a text, leaving."""

from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.neighbours.models import Acceptance, Resident
from koprogo.neighbours.operations.acting import acting
from koprogo.neighbours.rules import residents as rules
from koprogo.neighbours.rules.residents import Agreement, AlreadyResident, Came, PseudonymTaken
from koprogo.platform import audit
from koprogo.platform.access import Access, act


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
        **_named(access, pseudonym),
    )
    _accept(access, row, Agreement.HOUSE)
    audit.record(access, "neighbours.resident_joined", row.id)
    return row


def _named(access: Access, pseudonym: str, *, but: UUID | None = None) -> dict[str, str]:
    name = rules.pseudonym(pseudonym)
    taken = Resident.objects.filter(org_id=access.org_id, left_at__isnull=True, pseudonym_key=rules.compared(name))
    if (taken.exclude(id=but) if but else taken).exists():
        raise PseudonymTaken(field="pseudonym", name=name)
    return {"pseudonym": name, "pseudonym_key": rules.compared(name)}


@act("neighbours.agreement_accepted", needs=Right.MEET_NEIGHBOURS)
def accept(access: Access, *, agreement: Agreement) -> None:
    """Accept a text once; again changes nothing. Raises NotResident."""
    row = acting(access)
    if _accept(access, row, agreement):
        audit.record(access, "neighbours.agreement_accepted", row.id, agreement=agreement)


def _accept(access: Access, row: Resident, agreement: Agreement) -> bool:
    _found, fresh = Acceptance.objects.get_or_create(
        org_id=access.org_id,
        resident=row,
        agreement=agreement,
        defaults={"at": access.now, "language": access.language},
    )
    return fresh


@act("neighbours.resident_changed", needs=Right.MEET_NEIGHBOURS)
def change(
    access: Access, *, pseudonym: str, place: str = "", contact: str = "", wants_digest: bool = False
) -> Resident:
    """Change what the neighbours see of me, and whether the Thursday mail comes. Raises NotResident, PseudonymTaken."""
    row = acting(access)
    for name, value in _named(access, pseudonym, but=row.id).items():
        setattr(row, name, value)
    row.place = " ".join(place.split())[: rules.LONGEST]
    row.contact = " ".join(contact.split())[:120]
    row.wants_digest = wants_digest
    row.save(update_fields=["pseudonym", "pseudonym_key", "place", "contact", "wants_digest"])
    audit.record(access, "neighbours.resident_changed", row.id)
    return row
