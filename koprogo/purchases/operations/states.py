"""An invoice's steps: checked and booked, approved or contested, taken back (decision 0022)."""

from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import Refused
from koprogo.ledger.operations import entries
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.queries import days
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import audit
from koprogo.platform.access import Access, act
from koprogo.purchases.models import Invoice, InvoiceExemption, InvoiceLine
from koprogo.purchases.operations.invoices import AlreadyRecorded, locked, step
from koprogo.purchases.queries import approval, duplicates
from koprogo.purchases.queries.open_items import paid_cents
from koprogo.purchases.rules.approval import check_eyes
from koprogo.purchases.rules.lines import LineFacts
from koprogo.purchases.rules.states import Act, Kind, State, check_act

VOUCHER_KIND = "invoice"


class ReasonMissing(Refused):
    """Contesting an invoice, or taking it back, is explained."""

    code = "purchases.reason_missing"


class NumberMissing(Refused):
    """The supplier's own number is on the document, and is what tells two invoices apart."""

    code = "purchases.number_missing"


class PaidAlready(Refused):
    """An invoice that has been paid, or set off, is not taken back: undo the payment first."""

    code = "purchases.paid_already"


@act("purchases.invoice_checked", needs=Right.CHECK_INVOICES)
def check(access: Access, *, number: str) -> Invoice:
    """Say that a draft agrees with its voucher: it is booked in ACH (E4 of the law sheet), VAT being a cost.

    It waits for an approval where the condominium's rule asks for one; else it may be paid. The entry bears the day of
    the document, or today's where the books of that day are closed or its days settled. Raises WrongState,
    NumberMissing, AlreadyRecorded, and what the books refuse.
    """
    row = locked(access, number)
    check_act(row.number, State(row.state), Act.CHECK)
    if not row.supplier_number:
        raise NumberMissing(field="supplier_number", number=row.number)
    _check_number_free(access, row)
    lines = _lines(access, row)
    entry = entries.post(
        access,
        journal=JournalKind.PURCHASES,
        on=days.day_for(access, on=row.issued_on),
        label=_label(row),
        lines=lines,
        voucher=Voucher(VOUCHER_KIND, row.id, row.number),
    )
    row.entry_id, row.state, row.checked_by_id = entry.id, State.CHECKED, access.person_id
    row.save(update_fields=["entry", "state", "checked_by_id"])
    step(access, row)
    audit.record(access, "purchases.invoice_checked", row.id, number=row.number, cents=row.gross_cents, entry=entry.id)
    _approve_by_rule(access, row)
    return row


@act("purchases.invoice_approved", needs=Right.APPROVE_INVOICES)
def approve(access: Access, *, number: str) -> Invoice:
    """Let an invoice be paid. Raises WrongState, FourEyes."""
    row = locked(access, number)
    check_act(row.number, State(row.state), Act.APPROVE)
    if approval.rule(access).asks(row.gross_cents):
        check_eyes(approver=access.person_id, recorder=row.recorded_by_id, checker=row.checked_by_id)
    _approved(access, row)
    audit.record(access, "purchases.invoice_approved", row.id, number=row.number, cents=row.gross_cents)
    return row


@act("purchases.invoice_refused", needs=Right.APPROVE_INVOICES)
def refuse(access: Access, *, number: str, reason: str) -> Invoice:
    """Contest an invoice: it is not paid, and stays in the books until it is answered or taken back.

    Raises WrongState, ReasonMissing, PaidAlready.
    """
    row = locked(access, number)
    check_act(row.number, State(row.state), Act.REFUSE)
    _explained(row, reason)
    _unpaid(access, row)
    row.state = State.REFUSED
    row.save(update_fields=["state"])
    step(access, row, note=reason)
    audit.record(access, "purchases.invoice_refused", row.id, number=row.number, reason=reason.strip())
    return row


@act("purchases.invoice_resubmitted", needs=Right.CHECK_INVOICES)
def resubmit(access: Access, *, number: str, answer: str) -> Invoice:
    """Answer why a contested invoice is owed: it waits for an approval again. Raises WrongState, ReasonMissing."""
    row = locked(access, number)
    check_act(row.number, State(row.state), Act.RESUBMIT)
    _explained(row, answer)
    row.state = State.CHECKED
    row.save(update_fields=["state"])
    step(access, row, note=answer)
    audit.record(access, "purchases.invoice_resubmitted", row.id, number=row.number, answer=answer.strip())
    return row


@act("purchases.invoice_cancelled", needs=Right.RECORD_INVOICES)
def cancel(access: Access, *, number: str, reason: str) -> Invoice:
    """Take an invoice back: a draft is set aside, a booked one is undone by its mirror entry, both with the reason.

    Raises WrongState, ReasonMissing, PaidAlready, and what the books refuse.
    """
    row = locked(access, number)
    check_act(row.number, State(row.state), Act.CANCEL)
    _explained(row, reason)
    _unpaid(access, row)
    if row.entry_id is not None:
        assert row.entry is not None
        # On its own day while that one is free: a cost taken back later would stay in the year that bore it.
        day = days.day_for(access, on=row.entry.entry_on)
        mirror = entries.reverse(access, entry_id=row.entry_id, on=day, label=_label(row))
        row.counter_entry_id = mirror.id
    row.state = State.CANCELLED
    row.save(update_fields=["state", "counter_entry"])
    step(access, row, note=reason)
    audit.record(access, "purchases.invoice_cancelled", row.id, number=row.number, reason=reason.strip())
    return row


def _approve_by_rule(access: Access, row: Invoice) -> None:
    if row.kind == Kind.CREDIT_NOTE or not approval.rule(access).asks(row.gross_cents):
        _approved(access, row, automatic=True)


def _approved(access: Access, row: Invoice, *, automatic: bool = False) -> None:
    """APPROVED, or PAID at once where the bank has taken it before anybody approved (a direct debit)."""
    row.state = State.APPROVED
    row.save(update_fields=["state"])
    step(access, row, automatic=automatic)
    if paid_cents(access, invoice_id=row.id) == row.gross_cents:
        row.state = State.PAID
        row.save(update_fields=["state"])
        step(access, row, automatic=True)


def _lines(access: Access, row: Invoice) -> list[Line]:
    exempt: dict[UUID, set[UUID]] = {}
    rows = list(InvoiceLine.objects.filter(org_id=access.org_id, invoice=row).order_by("position"))
    for one in InvoiceExemption.objects.filter(org_id=access.org_id, line__invoice=row):
        exempt.setdefault(one.line_id, set()).add(one.party_id)
    sign = Kind(row.kind).sign
    label = _label(row)
    costs = [
        Line(
            cents=sign * one.gross_cents,
            account_id=one.account_id,
            lot_id=one.lot_id,
            label=one.label or label,
            allocation=facts(one, frozenset(exempt.get(one.id, ()))).allocation(),
        )
        for one in rows
    ]
    owed = Line(cents=-sign * row.gross_cents, role=AccountRole.SUPPLIERS, party_id=row.supplier.party_id, label=label)
    return [*costs, owed]


def facts(line: InvoiceLine, exempt: frozenset[UUID] = frozenset()) -> LineFacts:
    """A stored line as the rules see it."""
    return LineFacts(
        account_id=line.account_id,
        gross_cents=line.gross_cents,
        net_cents=line.net_cents,
        vat_cents=line.vat_cents,
        vat_bp=line.vat_bp,
        label=line.label,
        key_id=line.key_id,
        occupant_percent=line.occupant_percent,
        lot_id=line.lot_id,
        period_from=line.period_from,
        period_to=line.period_to,
        exempt=exempt,
    )


def _label(row: Invoice) -> str:
    return f"{row.supplier.party.name} {row.supplier_number}".strip()[:200]


def _explained(row: Invoice, reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing(field="reason", number=row.number)


def _unpaid(access: Access, row: Invoice) -> None:
    if paid_cents(access, invoice_id=row.id):
        raise PaidAlready(number=row.number)


def _check_number_free(access: Access, row: Invoice) -> None:
    """Another may have been recorded since this draft was written."""
    found = duplicates.alike(
        access,
        supplier_id=row.supplier_id,
        kind=Kind(row.kind),
        supplier_number=row.supplier_number,
        gross_cents=row.gross_cents,
        issued_on=row.issued_on,
        but=row.id,
    )
    if found is not None and found.same_number:
        raise AlreadyRecorded(field="supplier_number", number=found.number, on=found.recorded_on)
