"""Vouchers that no invoice has taken over yet, seen by who brought them."""

from collections.abc import Collection
from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.platform import files
from koprogo.platform.access import Access
from koprogo.platform.models import StoredFile
from koprogo.purchases.models import InvoiceFile


def loose(access: Access, *, file_ids: Collection[UUID]) -> list[StoredFile]:
    """Those of these files that this person brought and that wait for an invoice, in the order given (one query; none
    without files)."""
    if not file_ids:
        return []
    found = StoredFile.objects.filter(
        org_id=access.org_id,
        id__in=file_ids,
        subject_id__isnull=True,
        party_id__isnull=True,
        stored_by_id=access.person_id,
    )
    by_id = {row.id: row for row in found}
    return [by_id[one] for one in file_ids if one in by_id]


def readable(access: Access, *, file_id: UUID) -> StoredFile | None:
    """A voucher of an invoice, for whoever reads the books; one that waits, for who brought it (two queries)."""
    if InvoiceFile.objects.filter(org_id=access.org_id, file_id=file_id).exists():
        return files.get(access, file_id=file_id)
    waiting = loose(access, file_ids=[file_id]) if access.may(Right.RECORD_INVOICES) else []
    return waiting[0] if waiting else None
