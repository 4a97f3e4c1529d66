"""What proves an entry: the paper beside it, or the reason why there is none."""

from dataclasses import dataclass
from uuid import UUID

from koprogo.banking.queries import vouchers as bank
from koprogo.banking.queries.vouchers import MovementVoucher
from koprogo.charges.queries import vouchers as calls
from koprogo.charges.queries.vouchers import CallVoucher
from koprogo.ledger.queries.entries import EntryDetail
from koprogo.platform import files
from koprogo.platform.access import Access
from koprogo.purchases.queries import vouchers as purchases
from koprogo.purchases.queries.vouchers import InvoiceVoucher

INVOICE, CALL, STATEMENT, COUNTER, HAND = "invoice", "fund_call", "bank_statement", "counter_entry", "manual"


@dataclass(frozen=True, slots=True)
class Voucher:
    """What stands beside an entry. Exactly one of the first three, or ``files``, or none: then ``reason`` says why.

    ``reason`` is counter_entry | on_paper | own_books | missing | private. ``files``: (id, name, media type).
    """

    kind: str
    invoice: InvoiceVoucher | None = None
    call: CallVoucher | None = None
    movements: tuple[MovementVoucher, ...] = ()
    files: tuple[tuple[UUID, str, str], ...] = ()
    reason: str = ""


def beside(access: Access, *, entry: EntryDetail) -> Voucher:
    """The voucher of an entry (two queries at most)."""
    kind, voucher_id = entry.voucher_kind, entry.voucher_id
    if any(row.masked for row in entry.rows):
        return Voucher(kind, reason="private")  # other owners' accounts, for who does not see them by name
    if kind == INVOICE and voucher_id:
        invoice = purchases.of_invoice(access, invoice_id=voucher_id)
        return Voucher(kind, invoice=invoice, reason="" if invoice else "missing")
    if kind == CALL and voucher_id:
        call = calls.of_call(access, call_id=voucher_id)
        return Voucher(kind, call=call, reason="" if call else "missing")
    if kind == STATEMENT:
        movements = tuple(bank.of_entry(access, entry_id=entry.id))
        return Voucher(kind, movements=movements, reason="" if movements else "missing")
    kept = _files(access, voucher_id) if voucher_id and kind != COUNTER else ()
    if kept:
        return Voucher(kind, files=kept)
    if kind == COUNTER:
        return Voucher(kind, reason=COUNTER)
    if kind == HAND:
        return Voucher(kind, reason="on_paper")
    return Voucher(kind, reason="own_books" if voucher_id else "on_paper")


def _files(access: Access, subject_id: UUID) -> tuple[tuple[UUID, str, str], ...]:
    kept = files.of_subject(access, subject_id=subject_id)
    # Letters to one owner are theirs; what proves the entry is about everybody.
    return tuple((one.id, one.name, one.media_type) for one in kept if one.party_id is None)
