"""Documents that come in: kept once, judged by the official rules, made into a draft or left to somebody's eyes."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.platform import audit, files, jobs
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile
from koprogo.purchases.models import Arrival, IncomingMail
from koprogo.purchases.operations import drafts
from koprogo.purchases.queries import arrivals as queries
from koprogo.purchases.rules import arrivals as rules
from koprogo.purchases.rules.arrivals import Kind, Stage
from koprogo.purchases.rules.ubl import facts as ubl_facts
from koprogo.purchases.rules.ubl import reading
from koprogo.purchases.rules.ubl.findings import Finding, is_valid


@act("purchases.document_received", needs=Right.RECORD_INVOICES)
def receive(access: Access, *, data: bytes, name: str, mail: IncomingMail | None = None) -> Arrival:
    """Take in one document. The same bytes again add nothing: the arrival that is there is returned, and a mail that
    brings them gets a row that says so. What is neither PDF, picture nor UBL is noted and not kept."""
    digest = hashlib.sha256(data).hexdigest()
    standing = (
        Arrival.objects.filter(org_id=access.org_id, sha256=digest)
        .exclude(stage__in=[Stage.REFUSED, Stage.DUPLICATE])
        .first()
    )
    if standing is not None and mail is None:
        # Set aside by mistake: handing it in again is how one takes that back.
        if standing.stage == Stage.SET_ASIDE:
            _begin(access, standing)
        audit.record(access, "purchases.document_received", standing.id, name=name, again=True)
        return standing
    media_type = files.sniff(data)
    kind = rules.kind_of(media_type, is_ubl=reading.looks_like_ubl(data))
    row = Arrival(
        org_id=access.org_id,
        mail=mail,
        kind=kind,
        stage=Stage.REFUSED,
        name=name[:200] or "document",
        media_type=media_type[:80],
        size_bytes=len(data),
        sha256=digest,
        received_at=access.now,
        received_by_id=None if mail else access.person_id,
    )
    if standing is not None:
        row.stage, row.invoice_id, row.reason = Stage.DUPLICATE, standing.invoice_id, "file"
        row.file_id = standing.file_id
    elif kind is Kind.OTHER:
        row.reason = "type"
    else:
        stored = files.keep(access, data=data, name=name, retention=StoredFile.Retention.INTERNAL)
        row.file_id, row.name = stored.id, stored.name
        row.stage = Stage.WAITING if kind is Kind.UBL else Stage.TO_TYPE
    row.save(force_insert=True)
    if row.stage == Stage.WAITING:
        _begin(access, row)
    audit.record(access, "purchases.document_received", row.id, name=row.name, stage=row.stage)
    return row


def _begin(access: Access, row: Arrival) -> None:
    row.stage = Stage.WAITING if row.kind == Kind.UBL else Stage.TO_TYPE
    if row.stage == Stage.WAITING:
        row.job_id = jobs.enqueue(access, queries.JUDGE, subject_id=row.id, total=2).id
    row.decided_at = row.decided_by_id = None
    row.save(update_fields=["stage", "job_id", "decided_at", "decided_by_id"])


def waiting_bytes(access: Access, *, arrival_id: UUID) -> bytes | None:
    """The bytes of a document that waits for the rules; None once it is judged. For the job."""
    row = Arrival.objects.filter(org_id=access.org_id, id=arrival_id, stage=Stage.WAITING).first()
    return _content(access, row) if row else None


@act("purchases.document_judged", needs=Right.RECORD_INVOICES)
def settle(access: Access, *, arrival_id: UUID, found: Iterable[Finding]) -> Stage:
    """Write what the rules said, and make a draft where they let the invoice pass and its supplier is known.

    Judged already: nothing changes.
    """
    row = _locked(access, arrival_id)
    if row.stage != Stage.WAITING:
        return Stage(row.stage)
    findings = tuple(found)
    read = ubl_facts.read(reading.opened(_content(access, row)))
    row.findings = [asdict(one) for one in findings]
    row.facts = drafts.told(access, read)
    if not is_valid(findings):
        row.stage, row.reason = Stage.INVALID, "rules"
    else:
        _draft(access, row, read, sure=False, add_supplier=False)
    row.save(update_fields=["findings", "facts", "stage", "reason", "invoice"])
    audit.record(access, "purchases.document_judged", row.id, stage=row.stage, reason=row.reason)
    return Stage(row.stage)


@act("purchases.document_drafted", needs=Right.RECORD_INVOICES)
def accept(access: Access, *, arrival_id: UUID) -> Arrival:
    """Make the draft of what the file says, though a rule is broken, one alike is there or the supplier is new.

    Raises NotFound, DecidedAlready, AmountsUnusable, and what recording an invoice raises.
    """
    row = _locked(access, arrival_id)
    rules.check_open(Stage(row.stage), readable=True)
    read = ubl_facts.read(reading.opened(_content(access, row)))
    made = drafts.record(
        access, invoice=read, pieces=_pieces(access, row), origin=_origin(row), sure=True, add_supplier=True
    )
    _decide(access, row, Stage.DRAFTED, invoice_id=made.id)
    audit.record(access, "purchases.document_drafted", row.id, number=made.number)
    return row


@act("purchases.document_typed", needs=Right.RECORD_INVOICES)
def type_in(
    access: Access,
    *,
    arrival_id: UUID,
    supplier: str,
    number: str,
    issued_on: date,
    total_cents: int,
    credit_note: bool = False,
    sure: bool = False,
) -> Arrival:
    """Make a draft of one line from what somebody read on the document. A supplier of that name is found or added.

    Raises NotFound, DecidedAlready, and what recording an invoice raises.
    """
    row = _locked(access, arrival_id)
    rules.check_open(Stage(row.stage))
    made = drafts.typed(
        access,
        facts=drafts.Typed(supplier, number, issued_on, total_cents, credit_note),
        pieces=_pieces(access, row),
        origin=_origin(row),
        sure=sure,
    )
    _decide(access, row, Stage.DRAFTED, invoice_id=made.id)
    audit.record(access, "purchases.document_typed", row.id, number=made.number)
    return row


@act("purchases.document_set_aside", needs=Right.RECORD_INVOICES)
def set_aside(access: Access, *, arrival_id: UUID) -> Arrival:
    """Say that a document is no invoice of this building. It is kept; handed in again it comes back.

    Raises NotFound, DecidedAlready.
    """
    row = _locked(access, arrival_id)
    rules.check_open(Stage(row.stage))
    _decide(access, row, Stage.SET_ASIDE)
    audit.record(access, "purchases.document_set_aside", row.id, name=row.name)
    return row


def _draft(access: Access, row: Arrival, read: ubl_facts.EInvoice, *, sure: bool, add_supplier: bool) -> None:
    """Make the draft if nothing stands against it; else note what does."""
    outcome = drafts.attempt(
        access, invoice=read, pieces=_pieces(access, row), origin=_origin(row), sure=sure, add_supplier=add_supplier
    )
    row.stage, row.reason = outcome.stage, outcome.reason
    row.invoice_id = outcome.invoice_id


def _decide(access: Access, row: Arrival, stage: Stage, *, invoice_id: UUID | None = None) -> None:
    row.stage, row.invoice_id = stage, invoice_id
    row.decided_at, row.decided_by_id = access.now, access.person_id
    row.save(update_fields=["stage", "invoice", "decided_at", "decided_by_id"])


def _pieces(access: Access, row: Arrival) -> tuple[drafts.Piece, ...]:
    """The document itself and the PDF found inside it, kept beside it."""
    assert row.file_id is not None
    if row.kind != Kind.UBL:
        return (drafts.Piece(row.file_id),)
    out = [drafts.Piece(row.file_id, drafts.UBL)]
    for found in ubl_facts.attachments(reading.opened(_content(access, row))):
        if rules.MEDIA.get(files.sniff(found.data)) in (Kind.PDF, Kind.IMAGE):
            name = found.name or f"{row.name}.pdf"
            kept = files.keep(access, data=found.data, name=name, retention=StoredFile.Retention.INTERNAL)
            out.append(drafts.Piece(kept.id, drafts.EMBEDDED))
    return tuple(out)


def _origin(row: Arrival) -> drafts.Origin:
    return drafts.Origin.MAIL if row.mail_id else drafts.Origin.FILE


def _content(access: Access, row: Arrival) -> bytes:
    stored = files.get(access, file_id=row.file_id) if row.file_id else None
    if stored is None:
        raise NotFound(what="file")
    return files.content(stored)


def _locked(access: Access, arrival_id: UUID) -> Arrival:
    row = (
        Arrival.objects.select_for_update(no_key=True, of=("self",))
        .select_related("mail")
        .filter(org_id=access.org_id, id=arrival_id)
        .first()
    )
    if row is None:
        raise NotFound(what="arrival")
    return row
