"""The paper of a quote: written once, kept, mailed with the link by which a visitor orders, copied to a condominium."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from koprogo.condominiums.queries import building
from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.documents import quote as documents
from koprogo.hosting.documents.quote import Paper
from koprogo.hosting.models import Quote
from koprogo.people.operations import links
from koprogo.people.rules.links import Kind
from koprogo.platform import audit, files, mail
from koprogo.platform.access import BRUSSELS, Access, act
from koprogo.platform.models import StoredFile


@act("hosting.quote_written", needs=Right.RUN_BILLING)
def write(access: Access, *, quote_id: UUID) -> bytes:
    """Write, keep and mail one quote, once. Returns the PDF. ``access``: inside the association."""
    row = Quote.objects.select_for_update(no_key=True, of=("self",)).select_related("order__client").get(id=quote_id)
    if row.file_id is not None:
        stored = files.get(access, file_id=row.file_id)
        assert stored is not None
        return files.content(stored)
    said = paper(access, row)
    pdf = documents.render_quote(said)
    row.file_id = _kept(access, row, pdf)
    if row.order.client.email:
        end = datetime.combine(row.valid_until + timedelta(days=1), time(), tzinfo=BRUSSELS)
        token = links.make(
            kind=Kind.QUOTE, org_id=access.org_id, subject_id=row.id, party_id=None, expires_at=end.astimezone(UTC)
        )
        letter = documents.mail(said, attachment_id=row.file_id, address=links.address(token))
        row.mailing_id = mail.post(access, letter, purpose="hosting_quote", subject_id=row.id).id
    row.save(update_fields=["file_id", "mailing_id"])
    audit.record(access, "hosting.quote_written", row.id, number=row.number, mailed=bool(row.mailing_id))
    return pdf


def paper(access: Access, row: Quote) -> Paper:
    """What a quote says."""
    client = row.order.client
    return Paper(
        head=building.head(access),
        number=row.number,
        language=client.language,
        client=client.name,
        street=client.street,
        town=f"{client.postcode} {client.city}".strip(),
        enterprise_number=client.enterprise_number,
        email=client.email,
        text=row.text,
        per=row.per,
        cents=row.cents,
        issued_on=row.issued_on,
        valid_until=row.valid_until,
    )


@act("hosting.quote_copied", needs=Right.ENTER)
def hand_over(access: Access, *, quote_id: UUID, pdf: bytes) -> None:
    """Put the condominium's own copy among its papers, once. ``access``: inside it."""
    row = Quote.objects.select_for_update(no_key=True, of=("self",)).filter(id=quote_id).first()
    if row is None or row.copy_id is not None or row.order.client.org_id != access.org_id:
        return
    row.copy_id = _kept(access, row, pdf)
    row.save(update_fields=["copy_id"])
    audit.record(access, "hosting.quote_copied", row.id, number=row.number)


def _kept(access: Access, row: Quote, pdf: bytes) -> UUID:
    kept = files.keep(
        access,
        data=pdf,
        name=f"{row.number}.pdf",
        retention=StoredFile.Retention.ACCOUNTING,
        subject_id=row.order_id,
    )
    return kept.id
