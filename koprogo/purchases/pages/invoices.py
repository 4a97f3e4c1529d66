"""Invoices: the list, what is to pay, one invoice with all that hangs on it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel import epc
from koprogo.kernel.enterprise_number import pretty
from koprogo.kernel.refusals import Refused
from koprogo.ledger.queries import accounts as ledger
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import doors, downloads, formats, qr
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import sentence
from koprogo.platform.rendering import page
from koprogo.purchases import labels
from koprogo.purchases.pages.filter_form import FilterForm
from koprogo.purchases.queries import approval, duplicates, invoices, pieces, preview
from koprogo.purchases.queries import suppliers as supplier_queries
from koprogo.purchases.queries.invoices import InvoiceDetail, Wanted
from koprogo.purchases.rules import withholding
from koprogo.purchases.rules.lines import LineFacts
from koprogo.purchases.rules.states import FROM, Act, Kind, State


@doors.door(needs=Right.SEE_BOOKS)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """Every invoice, the newest first, filtered by state, supplier, year and text."""
    choices = supplier_queries.choices(access)
    form = FilterForm(request.GET or None, suppliers=choices, today=access.today)
    wanted = form.wanted() if form.is_bound and form.is_valid() else Wanted()
    number = page_number(request)
    found = invoices.listing(access, wanted=wanted, page=number)
    query = request.GET.copy()
    around = {}
    for name, there, shown in (("previous", number - 1, number > 1), ("next", number + 1, found.last < found.total)):
        query["page"] = str(there)
        around[name] = f"?{query.urlencode()}" if shown else ""
    return page(
        request,
        "purchases/invoices.html",
        found=found,
        form=form,
        filtered=bool(request.GET),
        around=around,
        state_of=labels.state_of,
        kinds=labels.KIND,
        may_record=access.may(Right.RECORD_INVOICES),
        may_set=access.may(Right.SETTINGS),
    )


def page_number(request: HttpRequest) -> int:
    """The page asked for, 1 when it makes no sense."""
    asked = request.GET.get("page", "1")
    return int(asked) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 6 and int(asked) > 0 else 1


@doors.door(needs=Right.SEE_BOOKS)
def to_pay(request: HttpRequest, access: Access) -> HttpResponse:
    """What may be paid, in the order of the due dates, beside what the accounts hold."""
    rows = invoices.to_pay(access)
    banks = ledger.bank_accounts(access, on=access.today)
    total = sum(row.open_cents for row in rows)
    late = sum(row.open_cents for row in rows if row.due_on < access.today and row.open_cents > 0)
    return page(
        request,
        "purchases/to_pay.html",
        rows=rows,
        total_cents=total,
        late_cents=late,
        banks=[
            (bank, bank.balance_cents - (total if bank.family == AccountRole.BANK_CURRENT else 0)) for bank in banks
        ],
        current=AccountRole.BANK_CURRENT,
        kinds=labels.KIND,
    )


@doors.door(needs=Right.SEE_BOOKS)
def show(request: HttpRequest, access: Access, invoice: str) -> HttpResponse:
    """One invoice: what it says, its voucher, its steps, how to pay it."""
    return page(request, "purchases/invoice.html", **shown(access, invoices.detail(access, number=invoice)))


def shown(access: Access, found: InvoiceDetail) -> dict[str, Any]:
    """Everything the page of an invoice shows."""
    row = found.row
    works = withholding.concerns([line.account_code for line in found.lines]) and found.kind is Kind.INVOICE
    return {
        "found": found,
        "row": row,
        "acts": _acts(access, found),
        "works": works and found.state in (State.DRAFT, State.CHECKED, State.APPROVED),
        "slip": _slip(found),
        "state_of": labels.state_of,
        "pretty": pretty,
        "steps": labels.STEP,
        "kinds": labels.KIND,
        "origins": labels.ORIGIN,
        "own": found.state is State.CHECKED and _waits_for_other(access, found),
        "alike": alike_words(access, found) if found.state is State.DRAFT else "",
        "may_record": access.may(Right.RECORD_INVOICES),
        "may_check": access.may(Right.CHECK_INVOICES),
        "entry_url": _entry_url(access, found.entry),
        "counter_url": _entry_url(access, found.counter_entry),
    }


_NEEDS = {
    Act.AMEND: Right.RECORD_INVOICES,
    Act.CHECK: Right.CHECK_INVOICES,
    Act.APPROVE: Right.APPROVE_INVOICES,
    Act.REFUSE: Right.APPROVE_INVOICES,
    Act.RESUBMIT: Right.CHECK_INVOICES,
    Act.CANCEL: Right.RECORD_INVOICES,
}


def _acts(access: Access, found: InvoiceDetail) -> set[str]:
    """What this reader may do with it now."""
    paid = found.open_cents != found.row.gross_cents
    return {
        act.value
        for act in Act
        if found.state in FROM[act] and access.may(_NEEDS[act]) and not (paid and act in (Act.CANCEL, Act.REFUSE))
    }


def _waits_for_other(access: Access, found: InvoiceDetail) -> bool:
    """Whether this reader recorded an invoice that the rule wants somebody else to approve."""
    mine = (found.row.recorded_by_id or found.row.checked_by_id) == access.person_id
    return mine and approval.rule(access).asks(found.row.gross_cents)


def _entry_url(access: Access, number: str) -> str:
    if not number:
        return ""
    journal, year, place = number.split("-")
    return reverse("entry", kwargs={"slug": access.slug, "journal": journal, "year": year, "number": int(place)})


def _slip(found: InvoiceDetail) -> dict[str, str] | None:
    """How to pay it, where it may be paid: the account must have been made sure of."""
    row = found.row
    payable = found.state is State.APPROVED and found.kind is Kind.INVOICE and found.open_cents > 0
    if not payable or row.iban is None or row.iban.confirmed_at is None or row.iban.ended_at is not None:
        return None
    cents = found.open_cents
    if found.withholding is not None and not found.payments:
        cents = found.withholding.supplier_cents
    holder = row.iban.holder or row.supplier.party.name
    remittance = row.structured_reference or row.payment_reference or row.supplier_number
    try:
        code = qr.svg(epc.payload(name=holder[:70], iban=row.iban.iban, amount_cents=cents, remittance=remittance))
    except (Refused, ValueError):
        code = ""  # the lines can be copied; a code that a bank refuses helps nobody
    return {
        "holder": holder,
        "iban": formats.iban(row.iban.iban),
        "money": formats.money(cents),
        "bare": formats.amount(cents),
        "reference": formats.reference(remittance) if row.structured_reference else remittance,
        "qr": code,
    }


@doors.door(needs=Right.SEE_BOOKS)
def shares(request: HttpRequest, access: Access, invoice: str) -> HttpResponse:
    """Who bears what of it, lot by lot."""
    row = invoices.get(access, number=invoice)
    given = [
        LineFacts(
            line.account_id,
            line.gross_cents,
            key_id=line.key_id,
            occupant_percent=line.occupant_percent,
            lot_id=line.lot_id,
            exempt=line.exempt,
        )
        for line in invoices.lines(access, invoice_id=row.id)
    ]
    found = preview.preview(access, lines=given, on=row.issued_on, sign=Kind(row.kind).sign)
    return page(request, "purchases/invoice_shares.html", row=row, shared=found, sentence=sentence, kinds=labels.KIND)


@doors.door(needs=Right.SEE_BOOKS)
def piece(request: HttpRequest, access: Access, piece: UUID) -> HttpResponse:
    """A voucher: whoever reads the books reads it (SETTLED 12)."""
    stored = pieces.readable(access, file_id=piece)
    if stored is None:
        raise Http404
    return downloads.answer(stored)


def alike_words(access: Access, found: InvoiceDetail) -> str:
    """What to say of a draft that looks like another invoice."""
    row = found.row
    other = duplicates.alike(
        access,
        supplier_id=row.supplier_id,
        kind=found.kind,
        supplier_number=row.supplier_number,
        gross_cents=row.gross_cents,
        issued_on=row.issued_on,
        but=row.id,
    )
    if other is None:
        return ""
    return _("Une autre facture lui ressemble : la %(number)s, du %(day)s.") % {
        "number": other.number,
        "day": formats.day(other.issued_on),
    }
