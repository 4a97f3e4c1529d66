"""Vouchers that wait for their invoice: kept as soon as they come in."""

from koprogo.condominiums.rules.rights import Right
from koprogo.platform import audit, files
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile


@act("purchases.piece_kept", needs=Right.RECORD_INVOICES)
def keep(access: Access, *, data: bytes, name: str) -> StoredFile:
    """Keep a photo or a PDF as a working paper until an invoice takes it over."""
    stored = files.keep(access, data=data, name=name, retention=StoredFile.Retention.INTERNAL)
    audit.record(access, "purchases.piece_kept", stored.id, name=stored.name, size=stored.size_bytes)
    return stored
