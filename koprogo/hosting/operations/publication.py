"""Judging vouchers, publishing months: when books and bank agree, one month after the other, never rewritten."""

from datetime import date
from uuid import UUID

from django.db import connection

from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.models import Publication, VoucherRelease
from koprogo.hosting.queries import publication as queries
from koprogo.hosting.rules import chain
from koprogo.hosting.rules import publication as rules
from koprogo.kernel.refusals import NotFound
from koprogo.platform import audit, files
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile

Kind = VoucherRelease.Kind
#: Whoever publishes takes this lock: the chain has one end.
_LOCK = 7402027


@act("hosting.voucher_released", needs=Right.RUN_BILLING)
def release(
    access: Access, *, month: date, entry_id: UUID, kind: str, redacted: bytes | None = None, reason: str = ""
) -> VoucherRelease:
    """Say what of one voucher everybody may see. A later answer counts from the next publication on.

    Raises NotFound, ReasonMissing, RedactedMissing.
    """
    pieces = queries.draft(access, month=month, not_counted="").pieces
    piece = next((one for one in pieces if one.entry_id == entry_id), None)
    if piece is None:
        raise NotFound(what="voucher")
    file_id = None
    if kind == Kind.CLOSED and not reason.strip():
        raise rules.ReasonMissing(field="reason")
    if kind == Kind.REDACTED:
        if not redacted:
            raise rules.RedactedMissing(field="redacted")
        kept = files.keep(
            access,
            data=redacted,
            name=f"{piece.name}-public.pdf",
            retention=StoredFile.Retention.ACCOUNTING,
            subject_id=entry_id,
        )
        file_id = kept.id
    if kind == Kind.NOTHING_PERSONAL:
        papers = queries.papers_of(access, piece)
        file_id = papers[0][0] if papers else None
    row = VoucherRelease.objects.create(
        org_id=access.org_id,
        entry_id=entry_id,
        name=piece.name,
        kind=kind,
        file_id=file_id,
        reason=reason.strip(),
        released_at=access.now,
        released_by_id=access.person_id,
    )
    audit.record(access, "hosting.voucher_released", row.id, voucher=piece.name, kind=kind)
    return row


@act("hosting.month_published", needs=Right.RUN_BILLING)
def publish(access: Access, *, month: date, not_counted: str) -> Publication:
    """Publish a month, or correct one: a new version that names the one it corrects. Nothing published ever changes.

    Raises MonthNotOver, MonthOutOfOrder, BanksDiffer, VouchersUndecided, NothingCorrected.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    found = queries.draft(access, month=month, not_counted=not_counted)
    rules.check(found.month, today=access.today, last=queries.last_month(), undecided=found.undecided)
    last = Publication.objects.order_by("-position").first()
    before = queries.standing(month)
    content = rules.content(
        found.month,
        version=before.version + 1 if before else 1,
        previous=last.hash if last else chain.START,
        corrects=before.hash if before else "",
        published_on=access.today,
    )
    if before is not None and rules.same(before.content, content):
        raise rules.NothingCorrected
    row = Publication.objects.create(
        position=last.position + 1 if last else 1,
        month=month,
        version=content["version"],
        content=content,
        hash=chain.digest(content),
        published_at=access.now,
        published_by_id=access.person_id,
    )
    audit.record(access, "hosting.month_published", row.id, month=month, version=row.version, hash=row.hash)
    return row
