"""The papers of a bill: PDF and electronic invoice, the mail they leave with, the client's own copy, the reminders."""

from uuid import UUID

from koprogo.charges.operations import bills as calls
from koprogo.charges.queries import sender
from koprogo.condominiums.queries import building
from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.documents import bill as documents
from koprogo.hosting.documents import ubl
from koprogo.hosting.documents.bill import Credited, Paper
from koprogo.hosting.models import Bill
from koprogo.hosting.queries import bills as queries
from koprogo.hosting.queries import outages
from koprogo.hosting.rules import bills as rules
from koprogo.platform import audit, files, mail
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile


def paper(access: Access, bill: Bill) -> Paper:
    """What a bill says today. ``access``: inside the association."""
    return Paper(
        head=building.head(access),
        iban=sender.iban(access),
        number=bill.number,
        credit=bill.kind == Bill.Kind.CREDIT,
        corrects=bill.corrects.number if bill.corrects else "",
        client=bill.client_facts,
        lines=tuple(queries.lines(bill)),
        issued_on=bill.issued_on,
        due_on=bill.due_on,
        total_cents=bill.total_cents,
        open_cents=bill.open_cents,
        structured_reference=bill.structured_reference,
        credits=tuple(Credited(note.number, line) for note in outages.notes_on(bill) for line in queries.lines(note)),
    )


@act("hosting.bill_written", needs=Right.KEEP_BOOKS)
def write(access: Access, *, bill_id: UUID) -> None:
    """Write and keep the papers of one bill, and mail them, once. A client with an enterprise number has both forms."""
    bill = Bill.objects.select_for_update(no_key=True, of=("self",)).select_related("corrects").get(id=bill_id)
    if bill.file_id is not None:
        return
    said = paper(access, bill)
    pdf = documents.render_bill(said)
    kept = _kept(access, bill, pdf, "pdf")
    bill.file_id = kept.id
    if said.client["enterprise_number"]:
        corrected_on = bill.corrects.issued_on if bill.corrects else None
        bill.ubl_id = _kept(access, bill, ubl.write(said, pdf=pdf, corrected_on=corrected_on), "xml").id
    if said.client["email"]:
        letter = documents.mail(said, attachment_id=kept.id)
        bill.mailing_id = mail.post(access, letter, purpose="hosting_bill", subject_id=bill.id).id
    bill.save(update_fields=["file_id", "ubl_id", "mailing_id"])
    if bill.notice_id is not None:
        calls.keep_letter(access, notice_id=bill.notice_id, file_id=kept.id, mailing_id=bill.mailing_id)
    audit.record(access, "hosting.bill_written", bill.id, number=bill.number, mailed=bool(bill.mailing_id))


def _kept(access: Access, bill: Bill, data: bytes, ending: str) -> StoredFile:
    return files.keep(
        access,
        data=data,
        name=f"{bill.number}.{ending}",
        retention=StoredFile.Retention.ACCOUNTING,
        subject_id=bill.id,
    )


def unwritten() -> list[UUID]:
    """The bills and credit notes without a paper yet, the oldest first."""
    return list(Bill.objects.filter(file_id__isnull=True).order_by("issued_on", "number").values_list("id", flat=True))


def uncopied() -> list[tuple[UUID, UUID]]:
    """(bill, condominium) whose own copy is still to be handed over."""
    found = Bill.objects.filter(file_id__isnull=False, copy_id__isnull=True, client__org__isnull=False)
    return list(found.order_by("issued_on", "number").values_list("id", "client__org_id"))


def content(access: Access, *, bill_id: UUID) -> bytes:
    """The PDF of a bill. ``access``: inside the association."""
    bill = Bill.objects.get(id=bill_id)
    assert bill.file_id is not None
    stored = files.get(access, file_id=bill.file_id)
    assert stored is not None
    return files.content(stored)


@act("hosting.bill_copied", needs=Right.ENTER)
def hand_over(access: Access, *, bill_id: UUID, pdf: bytes) -> None:
    """Put the client's own copy among its papers, once. ``access``: inside the condominium."""
    bill = Bill.objects.select_for_update(no_key=True).filter(id=bill_id, client__org_id=access.org_id).first()
    if bill is None or bill.copy_id is not None:
        return
    bill.copy_id = _kept(access, bill, pdf, "pdf").id
    bill.save(update_fields=["copy_id"])
    audit.record(access, "hosting.bill_copied", bill.id, number=bill.number)


@act("hosting.bill_reminded", needs=Right.KEEP_BOOKS)
def remind(access: Access) -> int:
    """Send the reminders that are due today, each once: two for a bill, then a person writes. Returns how many.

    Nobody is locked out of anything: a reminder says so.
    """
    late = Bill.objects.select_for_update(no_key=True, of=("self",)).filter(
        kind=Bill.Kind.BILL, open_cents__gt=0, due_on__lt=access.today, reminders__lt=len(rules.REMINDERS)
    )
    sent = []
    for bill in late.select_related("corrects").order_by("due_on", "number"):
        number = rules.reminder_due(bill.due_on, access.today, sent=bill.reminders)
        if number is None or bill.file_id is None or not bill.client_facts["email"]:
            continue
        letter = documents.mail(paper(access, bill), attachment_id=bill.file_id, reminder=True)
        mail.post(access, letter, purpose="hosting_reminder", subject_id=bill.id)
        bill.reminders = number
        bill.save(update_fields=["reminders"])
        sent.append((bill.id, {"number": bill.number, "reminder": number, "cents": bill.open_cents}))
    audit.record_many(access, "hosting.bill_reminded", sent)
    return len(sent)
