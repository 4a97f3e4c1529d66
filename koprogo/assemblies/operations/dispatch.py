"""What happens to a letter after it was written: the post's proof, its coming back, sending it again, one more."""

from uuid import UUID

from koprogo.assemblies.models import Convocation, Recipient
from koprogo.assemblies.operations.convene import SEND_CONVOCATION, write_down
from koprogo.assemblies.queries import addressees, assemblies, convocations
from koprogo.assemblies.rules.convocation import Channel
from koprogo.assemblies.rules.states import NotNow, State
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit, files, jobs
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile


class ProofMissing(Refused):
    """A dispatch is proven by the number of the post or by its receipt."""

    code = "assemblies.proof_missing"


class AlreadyConvened(Refused):
    """Everybody who holds a lot today already has this convocation."""

    code = "assemblies.already_convened"


class NoWayThere(Refused):
    """This channel has no address to go to: no e-mail, or no postal address."""

    code = "assemblies.no_way_there"


def _letter(access: Access, recipient_id: UUID) -> Recipient:
    rows = Recipient.objects.select_for_update(no_key=True, of=("self",)).filter(org_id=access.org_id, id=recipient_id)
    row = rows.select_related("convocation", "convocation__assembly").first()
    if row is None:
        raise NotFound(what="recipient")
    return row


@act("assemblies.dispatch_proven", needs=Right.PREPARE_ASSEMBLY)
def prove(
    access: Access, *, recipient_id: UUID, registered_number: str = "", data: bytes = b"", name: str = ""
) -> Recipient:
    """Keep what proves that a letter left: the number on the receipt, a scan of it, or both. Raises ProofMissing."""
    row = _letter(access, recipient_id)
    if not registered_number.strip() and not data:
        raise ProofMissing(field="registered_number")
    if registered_number.strip():
        row.registered_number = registered_number.strip()
    if data:
        stored = files.keep(
            access,
            data=data,
            name=name,
            retention=StoredFile.Retention.BUILDING,
            subject_id=row.convocation_id,
            party_id=row.party_id,
        )
        row.proof_id = stored.id
    row.sent_at = row.sent_at or access.now
    row.save(update_fields=["registered_number", "proof_id", "sent_at"])
    audit.record(
        access,
        "assemblies.dispatch_proven",
        row.convocation.assembly_id,
        party=row.party_id,
        registered=row.registered_number,
    )
    return row


@act("assemblies.letter_came_back", needs=Right.PREPARE_ASSEMBLY)
def came_back(access: Access, *, recipient_id: UUID, note: str) -> Recipient:
    """Note that a letter or a mail did not arrive; it is a task until it is sent again."""
    row = _letter(access, recipient_id)
    row.bounced_at, row.bounce_note = access.now, note.strip()
    row.save(update_fields=["bounced_at", "bounce_note"])
    audit.record(access, "assemblies.letter_came_back", row.convocation.assembly_id, party=row.party_id, note=note)
    return row


@act("assemblies.convocation_sent_again", needs=Right.PREPARE_ASSEMBLY)
def again(access: Access, *, recipient_id: UUID, channel: Channel) -> Recipient:
    """Send one convocation again, with today's address, by a channel that is chosen. Raises NoWayThere, NotNow."""
    row = _letter(access, recipient_id)
    sent = _in_force(row.convocation)
    people = addressees.of_day(access, on=access.today)
    one = next(
        (p for p in people if p.party_id == row.party_id and p.addressee_id == row.addressee_id),
        None,
    )
    if one is None:
        raise NotFound(what="addressee")
    if not (one.email if channel is Channel.EMAIL else one.address):
        raise NoWayThere(field="channel", name=one.name)
    earlier = Recipient.objects.filter(
        org_id=access.org_id, convocation=sent, party_id=row.party_id, addressee_id=row.addressee_id
    ).count()
    (added,) = write_down(access, sent, [one], channel=channel, attempt=earlier + 1)
    jobs.enqueue(access, SEND_CONVOCATION, subject_id=sent.id)
    audit.record(access, "assemblies.convocation_sent_again", sent.assembly_id, party=row.party_id, channel=channel)
    return added


@act("assemblies.addressee_added", needs=Right.PREPARE_ASSEMBLY)
def add_late(access: Access, *, number: str) -> int:
    """Convene those who have come to hold a lot, or to represent one, since the convocation left. How many.

    Raises AlreadyConvened when there is nobody, NotNow.
    """
    assembly = assemblies.get(access, number=number, lock=True)
    sent = convocations.current(access, assembly=assembly)
    if sent is None or State(assembly.state) is not State.CONVENED:
        raise NotNow(state=State(assembly.state))
    known = set(
        Recipient.objects.filter(org_id=access.org_id, convocation=sent).values_list("party_id", "addressee_id")
    )
    new = [one for one in addressees.of_day(access, on=access.today) if (one.party_id, one.addressee_id) not in known]
    if not new:
        raise AlreadyConvened
    write_down(access, sent, new)
    jobs.enqueue(access, SEND_CONVOCATION, subject_id=sent.id)
    audit.record(access, "assemblies.addressee_added", assembly.id, people=[one.name for one in new])
    return len(new)


def _in_force(sent: Convocation) -> Convocation:
    if sent.superseded_at or State(sent.assembly.state) is not State.CONVENED:
        raise NotNow(state=State(sent.assembly.state))
    return sent
