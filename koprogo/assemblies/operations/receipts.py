"""What somebody voted on the own phone, by mail once the session is closed: each ballot as it was counted."""

from uuid import UUID

from django.utils import translation

from koprogo.assemblies.documents import receipt_mail
from koprogo.assemblies.models import Assembly, Ballot
from koprogo.assemblies.queries import records
from koprogo.assemblies.rules.session import BallotChannel
from koprogo.condominiums.queries import building
from koprogo.condominiums.rules.rights import Right
from koprogo.people.queries import persons
from koprogo.platform import audit, jobs, mail
from koprogo.platform.access import Access, act

SEND_RECEIPTS = "assemblies.send_receipts"
PURPOSE = "vote_receipt"


def ask(access: Access, assembly: Assembly) -> None:
    """Hand the receipts to the worker, where somebody voted on a phone (part of closing the session)."""
    people = _people(access, assembly.id)
    if people:
        jobs.enqueue(access, SEND_RECEIPTS, subject_id=assembly.id, total=len(people))


def _people(access: Access, assembly_id: UUID) -> dict[UUID, set[UUID]]:
    """Who voted on a phone, and for which parties."""
    cast = Ballot.objects.filter(
        org_id=access.org_id,
        item__assembly_id=assembly_id,
        channel=BallotChannel.PHONE.value,
        person_id__isnull=False,
    )
    found: dict[UUID, set[UUID]] = {}
    for person_id, party_id in cast.order_by("person_id").values_list("person_id", "party_id").distinct():
        assert person_id is not None, "asked for above"
        found.setdefault(person_id, set()).add(party_id)
    return found


def waiting(access: Access, *, assembly_id: UUID) -> list[UUID]:
    """Those whose receipt is not written yet, in a fixed order."""
    written = {one.recipient for one in mail.of_subject(access, subject_id=assembly_id) if one.purpose == PURPOSE}
    people = [persons.by_id(person_id=one) for one in sorted(_people(access, assembly_id), key=str)]
    return [one.id for one in people if one.email and one.email not in written]


@act("assemblies.receipt_sent", needs=Right.RUN_ASSEMBLY)
def send(access: Access, *, assembly_id: UUID, person_id: UUID) -> None:
    """Write one receipt, once: the ballots of that person's parties as they stand in the count."""
    if person_id not in waiting(access, assembly_id=assembly_id):
        return
    assembly = Assembly.objects.select_for_update(no_key=True).get(org_id=access.org_id, id=assembly_id)
    person = persons.by_id(person_id=person_id)
    mine = _people(access, assembly_id)[person_id]
    rows = records.in_the_count(access, assembly_id=assembly_id, party_ids=mine)
    with translation.override(person.language):
        letter = receipt_mail.write(
            recipient=person.email,
            building=building.head(access).name_in(person.language),
            slug=access.slug,
            assembly=assembly,
            rows=rows,
        )
    mail.post(access, letter, purpose=PURPOSE, subject_id=assembly_id, wait=False)
    audit.record(access, "assemblies.receipt_sent", assembly_id, person=person_id, ballots=len(rows))
