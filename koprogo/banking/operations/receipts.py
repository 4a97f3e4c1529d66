"""What each choice books against the bank, and what the receipts among them pay of the notices."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Sum

from koprogo.banking.models import BankTransaction, ReceiptPart
from koprogo.banking.rules.choices import Choice, ChoiceIncomplete, Kind, Part, shared
from koprogo.charges.operations import settle
from koprogo.charges.operations.settle import Payment
from koprogo.charges.queries import dues
from koprogo.charges.queries.receivables import Receivable, receivables
from koprogo.condominiums.queries import parties
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.ledger.operations.entries import Line
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform.access import Access
from koprogo.purchases.operations import payments as supplier_payments
from koprogo.purchases.queries.open_items import OpenInvoice, open_invoices


class NotAReceipt(Refused):
    """Money that left the account cannot pay a notice."""

    code = "banking.not_a_receipt"


class RefundTooLarge(Refused):
    """An owner is only paid back what they have in advance."""

    code = "banking.refund_too_large"


@dataclass(frozen=True, slots=True)
class Booked:
    """What one choice books against the bank, and what it pays of each notice."""

    lines: list[Line]
    label: str
    party_id: UUID | None = None
    notice_id: UUID | None = None
    invoice_id: UUID | None = None
    parts: tuple[Part, ...] = ()


def booked(access: Access, *, chosen: Sequence[tuple[UUID, BankTransaction, Choice]]) -> list[Booked]:
    """What each choice books, in the same order; the receipts of owners are put against their
    notices on the way, and what suppliers are paid against their invoices.

    Each comes with the id of its reconciliation. Part of an operation, never called by a page. Receipts of notices
    cost a constant number of SQL statements. Raises NotFound, NotAReceipt, RefundTooLarge, ChoiceIncomplete.
    """
    named = _named(access, [choice for _source, _transaction, choice in chosen])
    invoices = _invoices(access, [choice for _source, _transaction, choice in chosen])
    found = {source: _booked(access, row, choice, named, invoices) for source, row, choice in chosen}
    cents = {source: row.amount_cents for source, row, _choice in chosen}
    had_on = {source: row.entry_on for source, row, _choice in chosen}
    paying = [
        Payment(one.party_id, cents[source], source, one.notice_id, had_on[source])
        for source, one in found.items()
        if one.party_id is not None and one.invoice_id is None and cents[source] > 0
    ]
    suppliers = [
        supplier_payments.Movement(one.invoice_id, cents[source], source, had_on[source])
        for source, one in found.items()
        if one.invoice_id is not None
    ]
    if suppliers:
        supplier_payments.payments(access, movements=suppliers)
    if paying:
        applied = settle.payments(access, payments=paying)
        charges_open = _charges_open(access, {notice for parts in applied.values() for notice, _cents in parts})
        for one in paying:
            parts = shared(applied[one.source_id], charges_open=charges_open)
            for part in parts:
                charges_open[part.notice_id] -= part.charges_cents
            found[one.source_id] = _received(found[one.source_id], one, parts)
    return list(found.values())


def _named(access: Access, choices: Sequence[Choice]) -> dict[UUID, Receivable]:
    wanted = {choice.notice_id for choice in choices if choice.kind is Kind.NOTICE and choice.notice_id is not None}
    found = receivables(access, notice_ids=wanted, still_open=False) if wanted else []
    return {notice.notice_id: notice for notice in found}


def _invoices(access: Access, choices: Sequence[Choice]) -> dict[UUID, OpenInvoice]:
    wanted = {choice.invoice_id for choice in choices if choice.kind is Kind.INVOICE and choice.invoice_id is not None}
    found = open_invoices(access, invoice_ids=wanted, still_open=False) if wanted else []
    return {invoice.invoice_id: invoice for invoice in found}


def _booked(
    access: Access,
    row: BankTransaction,
    choice: Choice,
    named: dict[UUID, Receivable],
    invoices: dict[UUID, OpenInvoice],
) -> Booked:
    cents = row.amount_cents
    label = (choice.label or row.counterparty_name or row.text.partition("\n")[0])[:200]
    if choice.kind is Kind.NOTICE:
        if choice.notice_id is None:
            raise ChoiceIncomplete(field="notice")
        notice = named.get(choice.notice_id)
        if notice is None:
            raise NotFound(what="notice")
        if cents < 0:
            raise NotAReceipt(field="kind")
        return Booked([], label or notice.party_name, notice.party_id, notice.notice_id)
    if choice.kind is Kind.PARTY:
        if choice.party_id is None:
            raise ChoiceIncomplete(field="party")
        label = label or parties.get(access, party_id=choice.party_id).name
        return Booked(_paid_back(access, cents, choice.party_id, label), label, choice.party_id)
    if choice.kind is Kind.INVOICE:
        if choice.invoice_id is None:
            raise ChoiceIncomplete(field="invoice")
        invoice = invoices.get(choice.invoice_id)
        if invoice is None:
            raise NotFound(what="invoice")
        label = f"{invoice.supplier_name} {invoice.number}"[:200]
        line = Line(cents=-cents, role=AccountRole.SUPPLIERS, party_id=invoice.party_id, label=label)
        return Booked([line], label, invoice.party_id, invoice_id=invoice.invoice_id)
    if choice.kind is Kind.TRANSFER:
        return Booked([Line(cents=-cents, role=AccountRole.TRANSFERS, label=label)], label)
    if choice.kind is Kind.SUSPENSE:
        return Booked([Line(cents=-cents, role=AccountRole.SUSPENSE, label=label)], label)
    if choice.account_id is None:
        raise ChoiceIncomplete(field="account")
    return Booked([Line(cents=-cents, account_id=choice.account_id, party_id=choice.party_id, label=label)], label)


def _paid_back(access: Access, cents: int, party_id: UUID, label: str) -> list[Line]:
    """The line of a payment to an owner; none for a receipt, whose lines are known once it is shared."""
    if cents >= 0:
        return []
    ahead = dues.of_parties(access, party_ids=frozenset({party_id})).ahead_cents
    if -cents > ahead:
        raise RefundTooLarge(field="party", ahead_cents=ahead)
    return [Line(cents=-cents, role=AccountRole.OWNERS_CHARGES, party_id=party_id, label=label)]


def _received(one: Booked, paid: Payment, parts: tuple[Part, ...]) -> Booked:
    reserve = sum(part.reserve_cents for part in parts)
    lines = [
        Line(cents=reserve - paid.cents, role=AccountRole.OWNERS_CHARGES, party_id=paid.party_id, label=one.label),
        Line(cents=-reserve, role=AccountRole.OWNERS_RESERVE, party_id=paid.party_id, label=one.label),
    ]
    return replace(one, lines=lines, parts=parts)


def _charges_open(access: Access, notice_ids: Collection[UUID]) -> dict[UUID, int]:
    """The cents of charges still open of each notice before these receipts: advances were charges first, too."""
    if not notice_ids:
        return {}
    standing = ReceiptPart.objects.filter(
        org_id=access.org_id, notice_id__in=notice_ids, reconciliation__undone_at__isnull=True
    )
    paid = dict(standing.values_list("notice_id").annotate(sum=Sum("charges_cents")).order_by())
    found = receivables(access, notice_ids=notice_ids, still_open=False)
    return {n.notice_id: n.charges_cents - n.advance_cents - int(paid.get(n.notice_id, 0)) for n in found}
