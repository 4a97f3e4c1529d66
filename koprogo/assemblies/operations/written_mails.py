"""The letters and mails of a decision in writing: each written once; and the mail that says how it ended."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from koprogo.assemblies.documents import written_letter, written_mail
from koprogo.assemblies.documents.written_letter import WrittenLetter
from koprogo.assemblies.models import WrittenDecision, WrittenRecipient
from koprogo.assemblies.operations.letters import LANGUAGES, spoken_here
from koprogo.assemblies.rules import convocation as rules
from koprogo.assemblies.rules.convocation import Channel
from koprogo.assemblies.rules.written import WrittenState
from koprogo.condominiums.documents.letterhead import Addressee, head_of
from koprogo.condominiums.queries import building
from koprogo.condominiums.rules.rights import Right
from koprogo.people.operations import links
from koprogo.people.rules.links import Kind
from koprogo.platform import audit, files, mail, pdf
from koprogo.platform.access import BRUSSELS, Access, act
from koprogo.platform.models import StoredFile

#: A link still shows how it ended for some months after the last day.
LINK_DAYS = timedelta(days=130)


def unwritten(access: Access, *, decision_id: UUID) -> list[UUID]:
    """The letters that are still to be written, while answers are taken."""
    found = WrittenRecipient.objects.filter(
        org_id=access.org_id, decision_id=decision_id, decision__state=WrittenState.OPEN, letter_id__isnull=True
    )
    return list(found.order_by("id").values_list("id", flat=True))


def written(access: Access, *, decision_id: UUID) -> int:
    """How many letters are written."""
    found = WrittenRecipient.objects.filter(org_id=access.org_id, decision_id=decision_id)
    return found.exclude(letter_id__isnull=True).count()


@act("assemblies.written_letter_made", needs=Right.PREPARE_ASSEMBLY)
def write(access: Access, *, recipient_id: UUID) -> None:
    """Write and keep one letter, and post its mail to an owner who is written to by mail. Done already: nothing."""
    row = (
        WrittenRecipient.objects.select_for_update(no_key=True, of=("self",))
        .select_related("decision", "party")
        .get(org_id=access.org_id, id=recipient_id)
    )
    decision = row.decision
    if row.letter_id or decision.state != WrittenState.OPEN:
        return
    head = building.head(access)
    spoken = LANGUAGES[rules.language_of_letter(row.language, languages=spoken_here(head))]
    link = address_of(row)
    letter = WrittenLetter(
        language=spoken,
        condominium=head_of(head, spoken),
        addressee=Addressee(name=row.name, lines=tuple(row.address)),
        content=decision.content,
        issued_on=access.today,
        party_id=str(row.party_id),
        party=row.party.name,
        lots=tuple(row.lots),
        shares=row.shares,
        fingerprint=decision.sha256,
    )
    stored = files.keep(
        access,
        data=written_letter.render_letter(letter),
        name=f"decision-par-ecrit-{decision.number}-{row.name}.pdf",
        retention=StoredFile.Retention.BUILDING,
        subject_id=decision.id,
        party_id=row.party_id,
    )
    row.letter_id = stored.id
    if row.channel == Channel.EMAIL and row.email:
        with translation.override(row.language):
            said = written_mail.asked(
                recipient=row.email,
                party_id=row.party_id,
                building=head.name_in(row.language),
                content=decision.content,
                link=link,
                letter_id=stored.id,
            )
        row.mailing_id = mail.post(access, said, purpose="written_decision", subject_id=decision.id).id
        row.sent_at = access.now
    row.save(update_fields=["letter_id", "mailing_id", "sent_at"])
    audit.record(access, "assemblies.written_letter_made", decision.id, party=row.party_id, channel=row.channel)


@act("assemblies.written_batched", needs=Right.PREPARE_ASSEMBLY)
def batch(access: Access, *, decision_id: UUID) -> None:
    """The letters for the post in one file to print; made again when some were added."""
    row = WrittenDecision.objects.select_for_update(no_key=True).get(org_id=access.org_id, id=decision_id)
    found = WrittenRecipient.objects.filter(org_id=access.org_id, decision=row, letter_id__isnull=False)
    by_post = list(found.exclude(channel=Channel.EMAIL).order_by("name", "id"))
    if by_post:
        stored = {
            one.id: one
            for one in StoredFile.objects.filter(
                org_id=access.org_id, id__in=[each.letter_id for each in by_post if each.letter_id]
            )
        }
        pages = [files.content(stored[one.letter_id]) for one in by_post if one.letter_id]
        kept = files.keep(
            access,
            data=pdf.merge(pages, duplex=True),
            name=f"decision-par-ecrit-{row.number}-poste.pdf",
            retention=StoredFile.Retention.INTERNAL,
            subject_id=row.id,
        )
        row.batch_id = kept.id
        row.save(update_fields=["batch_id"])
    audit.record(access, "assemblies.written_batched", row.id, letters=len(by_post))


def address_of(row: WrittenRecipient) -> str:
    """The signed link of one letter: it reads the text and answers for its party."""
    until = datetime.combine(row.decision.until_on, time(23, 59), tzinfo=BRUSSELS) + LINK_DAYS
    token = links.make(kind=Kind.VOTE, org_id=row.org_id, subject_id=row.id, party_id=row.party_id, expires_at=until)
    return links.address(token)


def tell(access: Access, row: WrittenDecision) -> int:
    """Write to those who were asked by mail how it ended (part of ending it). How many."""
    name = building.head(access)
    link = f"{settings.KOPROGO_PUBLIC_URL}{reverse('written', kwargs={'slug': access.slug, 'written': row.number})}"
    told = WrittenRecipient.objects.filter(
        org_id=access.org_id, decision=row, channel=Channel.EMAIL, mailing_id__isnull=False
    ).exclude(email="")
    for one in told:
        with translation.override(one.language):
            letter = written_mail.ended(
                recipient=one.email,
                party_id=one.party_id,
                building=name.name_in(one.language),
                title=row.title,
                state=WrittenState(row.state),
                reason=row.state_reason,
                link=link,
            )
        mail.post(access, letter, purpose="written_decision_ended", subject_id=row.id)
    return len(told)
