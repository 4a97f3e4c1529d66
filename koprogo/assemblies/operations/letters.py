"""Turn a convocation into letters, mails and papers for the post: one step for each addressee, each done once."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import translation

from koprogo.assemblies.documents import convocation_letter, convocation_mail, convocation_words
from koprogo.assemblies.documents.convocation_letter import ConvocationLetter
from koprogo.assemblies.models import Convocation, Recipient
from koprogo.assemblies.queries import electorate
from koprogo.assemblies.rules import convocation as rules
from koprogo.assemblies.rules.convocation import Channel
from koprogo.condominiums.documents.letterhead import Addressee, Language, head_of
from koprogo.condominiums.queries import building
from koprogo.condominiums.rules.rights import Right
from koprogo.people.operations import links
from koprogo.people.rules.links import Kind
from koprogo.platform import audit, files, mail, pdf
from koprogo.platform.access import BRUSSELS, Access, act
from koprogo.platform.models import StoredFile

LANGUAGES: dict[str, Language] = {"fr": "fr", "nl": "nl", "de": "de", "en": "en"}
#: A link works until the challenge period is over and a little more.
LINK_DAYS = timedelta(days=130)


def unwritten(access: Access, *, convocation_id: UUID) -> list[UUID]:
    """The letters of a convocation in force that are still to be written."""
    found = Recipient.objects.filter(
        org_id=access.org_id, convocation_id=convocation_id, convocation__superseded_at__isnull=True
    )
    return list(found.filter(letter_id__isnull=True).order_by("id").values_list("id", flat=True))


def written(access: Access, *, convocation_id: UUID) -> int:
    """How many letters are written."""
    found = Recipient.objects.filter(org_id=access.org_id, convocation_id=convocation_id)
    return found.exclude(letter_id__isnull=True).count()


def spoken_here(head: building.CondominiumHead) -> tuple[str, ...]:
    """The languages of the association, the first one first."""
    return tuple(filter(None, (head.language, head.language_2)))


@act("assemblies.convocation_written", needs=Right.PREPARE_ASSEMBLY)
def write(access: Access, *, recipient_id: UUID) -> None:
    """Write and keep one letter, and post its mail to who agreed to it. Done already or replaced: nothing."""
    row = (
        Recipient.objects.select_for_update(no_key=True, of=("self",))
        .select_related("convocation", "convocation__assembly", "party")
        .get(org_id=access.org_id, id=recipient_id)
    )
    sent = row.convocation
    if row.letter_id or sent.superseded_at:
        return
    head = building.head(access)
    spoken = LANGUAGES[rules.language_of_letter(row.language, languages=spoken_here(head))]
    link = address_of(row)
    letter = ConvocationLetter(
        language=spoken,
        condominium=head_of(head, spoken),
        addressee=Addressee(name=row.name, lines=tuple(row.address)),
        content=sent.content,
        issued_on=sent.issued_on,
        party_id=str(row.party_id),
        party=row.party.name,
        lots=tuple(row.lots),
        shares=row.shares,
        total=head.deed_total,
        vote_suspended=row.vote_suspended,
        fingerprint=sent.sha256,
    )
    stored = files.keep(
        access,
        data=convocation_letter.render_convocation(letter),
        name=f"convocation-{sent.content['number']}-{row.name}.pdf",
        retention=StoredFile.Retention.BUILDING,
        subject_id=sent.id,
        party_id=row.party_id,
    )
    row.letter_id = stored.id
    if row.channel == Channel.EMAIL and row.email:
        row.mailing_id = _post(access, row, head, link)
        row.sent_at = access.now
    row.save(update_fields=["letter_id", "mailing_id", "sent_at"])
    audit.record(access, "assemblies.convocation_written", sent.assembly_id, party=row.party_id, channel=row.channel)


def address_of(row: Recipient) -> str:
    """The signed link of one letter, good until the decisions can no longer be challenged."""
    held_on = date.fromisoformat(row.convocation.content["held_on"])
    until = datetime.combine(held_on, time(23, 59), tzinfo=BRUSSELS) + LINK_DAYS
    token = links.make(
        kind=Kind.ASSEMBLY, org_id=row.org_id, subject_id=row.id, party_id=row.party_id, expires_at=until
    )
    return links.address(token)


def _post(access: Access, row: Recipient, head: building.CondominiumHead, link: str) -> UUID:
    assert row.letter_id is not None
    with translation.override(row.language):
        letter = convocation_mail.convened(
            recipient=row.email,
            party_id=row.party_id,
            building=head.name_in(row.language),
            moment=convocation_words.moment(row.convocation.content, row.language),
            place=row.convocation.content["place"],
            link=link,
            suspended=row.vote_suspended,
            letter_id=row.letter_id,
        )
    return mail.post(access, letter, purpose="convocation", subject_id=row.convocation_id).id


@act("assemblies.convocation_papers_made", needs=Right.PREPARE_ASSEMBLY)
def papers(access: Access, *, convocation_id: UUID) -> None:
    """Make the file for the post, the list for the counter and the notice for the hall; made again when letters were
    added since."""
    sent = Convocation.objects.select_for_update(no_key=True).get(org_id=access.org_id, id=convocation_id)
    if sent.superseded_at:
        return
    head = building.head(access)
    language = LANGUAGES.get(head.language, "fr")
    by_post = list(
        Recipient.objects.filter(org_id=access.org_id, convocation=sent, sent_at__isnull=True)
        .exclude(channel=Channel.EMAIL)
        .exclude(letter_id__isnull=True)
        .order_by("id")
    )
    number = sent.content["number"]
    if by_post:
        letters = [files.content(_stored(access, row)) for row in by_post]
        sent.batch_id = _keep(access, sent, pdf.merge(letters, duplex=True), f"{number}-poste.pdf").id
    registered = [(row.name, row.address) for row in by_post if row.channel == Channel.REGISTERED]
    if registered:
        listed = convocation_letter.render_counter(
            language, head_of(head, language), sent.content, issued_on=sent.issued_on, rows=registered
        )
        sent.counter_list_id = _keep(access, sent, listed, f"{number}-recommandes.pdf").id
    if sent.hall_notice_id is None and not electorate.rules(access).by_heads:  # no hall, no occupants
        notice = convocation_letter.render_hall(
            language, head_of(head, language), sent.content, issued_on=sent.issued_on
        )
        kept = files.keep(
            access,
            data=notice,
            name=f"{number}-affiche.pdf",
            retention=StoredFile.Retention.BUILDING,
            subject_id=sent.id,
        )
        sent.hall_notice_id = kept.id
    sent.save(update_fields=["batch_id", "counter_list_id", "hall_notice_id"])
    audit.record(access, "assemblies.convocation_papers_made", sent.assembly_id, letters=len(by_post))


def _stored(access: Access, row: Recipient) -> StoredFile:
    assert row.letter_id is not None
    return StoredFile.objects.get(org_id=access.org_id, id=row.letter_id)


def _keep(access: Access, sent: Convocation, data: bytes, name: str) -> StoredFile:
    return files.keep(access, data=data, name=name, retention=StoredFile.Retention.INTERNAL, subject_id=sent.id)
