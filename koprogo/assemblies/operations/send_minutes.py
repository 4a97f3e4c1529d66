"""The minutes on their way to every holder of a vote, absent ones too, within thirty days (CC 3.87 § 12)."""

from uuid import UUID

from django.utils import translation

from koprogo.assemblies.documents import minutes_mail
from koprogo.assemblies.models import Assembly, Minutes, MinutesRecipient
from koprogo.assemblies.operations.minutes import write_pdf
from koprogo.assemblies.operations.records import locked
from koprogo.assemblies.queries import room as rooms
from koprogo.assemblies.rules.convocation import Channel
from koprogo.assemblies.rules.states import NotNow, State
from koprogo.condominiums.queries import building, parties
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.platform import audit, files, jobs, mail, pdf
from koprogo.platform.access import Access, act
from koprogo.platform.models import Job, StoredFile

SEND = "assemblies.send_minutes"


@act("assemblies.minutes_sent", needs=Right.RUN_ASSEMBLY)
def send(access: Access, *, assembly_id: UUID) -> Job:
    """Send the signed minutes to every owner, once: by e-mail where that is how they are written to, else by post.

    The letters and mails are a job. Raises NotNow before they are signed, NotFound.
    """
    assembly = locked(access, assembly_id)
    if State(assembly.state) is not State.MINUTED:
        raise NotNow(state=assembly.state)
    row = Minutes.objects.filter(org_id=access.org_id, assembly=assembly).order_by("-version").first()
    if row is None:
        raise NotFound(what="minutes")
    standing = jobs.of_subject(access, subject_id=row.id, kind=SEND)
    if standing is not None:
        return standing
    owners = rooms.voters(access, held_on=assembly)
    cards = parties.cards(access, party_ids=[one.party_id for one in owners])
    rows = []
    for card in cards.values():
        by_mail = card.channel == "email" and bool(card.email)
        rows.append(
            MinutesRecipient(
                org_id=access.org_id,
                minutes=row,
                party_id=card.party_id,
                addressee_id=card.addressee_id,
                name=card.addressee,
                address=list(card.address_lines),
                email=card.email if by_mail else "",
                language=card.language,
                channel=(Channel.EMAIL if by_mail else Channel.POST).value,
            )
        )
    MinutesRecipient.objects.bulk_create(rows)
    assembly.minutes_sent_on = access.today
    assembly.save(update_fields=["minutes_sent_on"])
    job = jobs.enqueue(access, SEND, subject_id=row.id, total=len(rows))
    audit.record(access, "assemblies.minutes_sent", assembly.id, recipients=len(rows))
    return job


def waiting(access: Access, *, minutes_id: UUID) -> list[UUID]:
    """The recipients by e-mail whose mail is not written yet (one query)."""
    found = MinutesRecipient.objects.filter(org_id=access.org_id, minutes_id=minutes_id, channel=Channel.EMAIL.value)
    return list(found.filter(mailing_id__isnull=True).order_by("id").values_list("id", flat=True))


@act("assemblies.minutes_posted", needs=Right.RUN_ASSEMBLY)
def post(access: Access, *, recipient_id: UUID) -> None:
    """Write one mail with the minutes attached, once."""
    row = (
        MinutesRecipient.objects.select_for_update(no_key=True, of=("self",))
        .select_related("minutes__assembly")
        .get(org_id=access.org_id, id=recipient_id)
    )
    if row.mailing_id:
        return
    stored = write_pdf(access, minutes_id=row.minutes_id)
    assembly: Assembly = row.minutes.assembly
    head = building.head(access)
    with translation.override(row.language):
        letter = minutes_mail.write(
            recipient=row.email,
            name=row.name,
            building=head.name_in(row.language),
            slug=access.slug,
            assembly=assembly,
            attachment_id=row.minutes.signed_file_id or stored.id,
            party_id=row.party_id,
            members=head.nonprofit,
        )
    row.mailing_id, row.sent_at = mail.post(access, letter, purpose="minutes", subject_id=row.minutes_id).id, access.now
    row.save(update_fields=["mailing_id", "sent_at"])
    audit.record(access, "assemblies.minutes_posted", assembly.id, party=row.party_id)


@act("assemblies.minutes_batched", needs=Right.RUN_ASSEMBLY)
def batch(access: Access, *, minutes_id: UUID) -> int:
    """The copies for those who are written to by post, each behind its address page, in one file to print, once.

    Returns how many people the minutes went to in all.
    """
    row = Minutes.objects.select_related("assembly").get(org_id=access.org_id, id=minutes_id)
    stored = write_pdf(access, minutes_id=row.id)
    by_post = MinutesRecipient.objects.select_for_update(no_key=True).filter(
        org_id=access.org_id, minutes=row, channel=Channel.POST.value, letter_id__isnull=True
    )
    found = list(by_post.order_by("name", "id"))
    if found:
        head = building.head(access)
        minutes = files.content(stored)
        pages: list[bytes] = []
        for one in found:
            pages += [minutes_mail.address_page(head, one), minutes]
        whole = files.keep(
            access,
            data=pdf.merge(pages, duplex=True),
            name=f"{row.assembly.number}-poste.pdf",
            retention=StoredFile.Retention.INTERNAL,
            subject_id=row.id,
        )
        by_post.update(letter_id=whole.id)
    audit.record(access, "assemblies.minutes_batched", row.assembly_id, letters=len(found))
    return MinutesRecipient.objects.filter(org_id=access.org_id, minutes=row).count()
