"""Recording an invoice: the photo first, then four fields, and who pays what before it is saved (ux.md screen 7)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import Refused
from koprogo.platform import doors, files
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on, sentence
from koprogo.platform.rendering import page, part, say
from koprogo.purchases.operations import invoices as operations
from koprogo.purchases.operations import pieces as piece_operations
from koprogo.purchases.operations import states, suppliers
from koprogo.purchases.operations.invoices import Piece
from koprogo.purchases.operations.suppliers import SupplierFacts
from koprogo.purchases.pages import invoice_form
from koprogo.purchases.pages.invoice_form import Choices, HeadForm, LineForm
from koprogo.purchases.queries import invoices, pieces, preview
from koprogo.purchases.queries import suppliers as supplier_queries
from koprogo.purchases.queries.suppliers import LastUse
from koprogo.purchases.rules.lines import LineFacts
from koprogo.purchases.rules.states import Kind, State

#: What a voucher may be: what a phone takes and what suppliers send.
ACCEPTED = ("application/pdf", "image/jpeg", "image/png", "image/webp")


@doors.door(needs=Right.RECORD_INVOICES)
def write(request: HttpRequest, access: Access, invoice: str | None = None) -> HttpResponse:
    """A new invoice, or a draft written anew."""
    draft = invoices.detail(access, number=invoice) if invoice else None
    if draft is not None and draft.state is not State.DRAFT:
        return redirect(_show(access, draft.row.number))
    sheet = _sheet(request, access, draft)
    if request.method == "POST" and sheet.final:
        number = _save(request, access, sheet, draft.row.number if draft else None)
        if number:
            return redirect(_show(access, number))
    return page(
        request,
        "purchases/invoice_form.html",
        status=422 if sheet.final and request.method == "POST" else 200,
        sheet=sheet,
        known=sheet.known,
        form=sheet.head,
        draft=draft,
        shared=_shared(access, sheet),
        pieces=pieces.loose(access, file_ids=sheet.pieces),
        sentence=sentence,
    )


@doors.door(needs=Right.RECORD_INVOICES)
def upload(request: HttpRequest, access: Access) -> HttpResponse:
    """Keep the photo or the PDF at once, so that nothing typed afterwards can lose it."""
    problem = ""
    given = request.FILES.get("photo") or request.FILES.get("file")
    if request.method == "POST" and given is not None:
        try:
            with transaction.atomic():
                data = files.received(given, accept=ACCEPTED)
                kept = piece_operations.keep(access, data=data, name=given.name or "")
            return redirect(f"{reverse('invoice_new', kwargs={'slug': access.slug})}?piece={kept.id}")
        except Refused as refusal:
            problem = sentence(refusal)
    elif request.method == "POST":
        problem = _("Choisissez une photo ou un PDF.")
    return page(request, "purchases/upload.html", status=422 if problem else 200, problem=problem)


@doors.door(needs=Right.RECORD_INVOICES)
def lines(request: HttpRequest, access: Access) -> HttpResponse:
    """The lines again: one more, or filled as this supplier's last invoice was (a piece of the page)."""
    if request.method != "POST":
        return redirect(reverse("invoice_new", kwargs={"slug": access.slug}))
    sheet = _sheet(request, access, None)
    return part(request, "purchases/lines.html", sheet=sheet)


@doors.door(needs=Right.RECORD_INVOICES)
def shares(request: HttpRequest, access: Access) -> HttpResponse:
    """Who pays what of what is typed so far (a piece of the page)."""
    if request.method != "POST":
        return redirect(reverse("invoice_new", kwargs={"slug": access.slug}))
    sheet = _sheet(request, access, None)
    return part(request, "purchases/shares.html", shared=_shared(access, sheet), sentence=sentence)


@dataclass
class Sheet:
    """The form as it stands: ``final`` when it is to be saved, else it is only shown again with what was typed."""

    known: Choices
    head: HeadForm
    lines: list[LineForm]
    final: bool
    kind: Kind
    on: Any
    pieces: list[UUID]
    new_supplier: bool = False

    @property
    def sharable(self) -> list[LineFacts]:
        return invoice_form.preview_lines([line for line in self.lines if line.is_bound])


def _sheet(request: HttpRequest, access: Access, draft: Any) -> Sheet:
    known = invoice_form.choices(access)
    asked = [*request.GET.getlist("piece"), *request.POST.getlist("piece")]
    kept = [UUID(one) for one in dict.fromkeys(asked) if _is_uuid(one)][:20]
    if request.method != "POST":
        first: dict[str, Any] = {}
        facts, rows = invoice_form.drafted(draft, known.owners) if draft else (first, [first])
        return Sheet(
            known=known,
            head=HeadForm(initial=facts),
            lines=[LineForm(known=known, prefix=f"l{n}", initial=row) for n, row in enumerate(rows)],
            final=False,
            kind=Kind.INVOICE,
            on=access.today,
            pieces=kept,
        )
    final = not {"more", "see"} & request.POST.keys() and not request.headers.get("HX-Request")
    data = request.POST
    if not final:
        supplier = supplier_queries.by_name(access, name=data.get("supplier", ""))
        if supplier is not None:
            last = supplier_queries.last_use(access, supplier_id=supplier.id)
            usual = LastUse(supplier.default_account_id) if supplier.default_account_id else None
            data = invoice_form.suggested(data, last or usual)
    count = invoice_form.line_count(data)
    head = HeadForm(data if final else None, initial=data.dict())
    return Sheet(
        known=known,
        head=head,
        lines=[LineForm(data, known=known, final=final, prefix=f"l{n}") for n in range(count)],
        final=final,
        kind=Kind.CREDIT_NOTE if data.get("kind") == Kind.CREDIT_NOTE else Kind.INVOICE,
        on=invoice_form.day_of(data, access.today),
        pieces=kept,
        new_supplier="new_supplier" in data,
    )


def _shared(access: Access, sheet: Sheet) -> preview.Preview | None:
    given = sheet.sharable
    return preview.preview(access, lines=given, on=sheet.on, sign=sheet.kind.sign) if given else None


def _save(request: HttpRequest, access: Access, sheet: Sheet, number: str | None) -> str:
    """Record what was typed; the number of the invoice, or nothing where something is to be corrected."""
    given = [line for line in sheet.lines if not line.is_empty]
    # Every form is asked, so that all that is wrong is said at once.
    if not all([sheet.head.is_valid(), *(line.is_valid() for line in given)]):
        return ""
    saved = ""
    with refusals_on(sheet.head):
        supplier_id = _supplier(access, sheet)
        if supplier_id is None:
            return ""
        facts = sheet.head.facts(supplier_id, [line.line() for line in given])
        kept = [Piece(file_id) for file_id in sheet.pieces]
        sure = sheet.head.cleaned_data["sure"]
        if number:
            row = operations.amend(access, number=number, facts=facts, pieces=kept, sure=sure)
        else:
            row = operations.record(access, facts=facts, pieces=kept, sure=sure)
        if "draft" in request.POST or not access.may(Right.CHECK_INVOICES):
            words = _("La facture %(number)s est gardée en brouillon.")
        elif State(states.check(access, number=row.number).state) is State.CHECKED:
            words = _("La facture %(number)s est comptabilisée. Elle attend une approbation.")
        else:
            words = _("La facture %(number)s est comptabilisée et peut être payée.")
        say(request, words % {"number": row.number})
        saved = row.number
    return saved


def _supplier(access: Access, sheet: Sheet) -> UUID | None:
    """The supplier of that name, or a new one once somebody has seen that the name is new."""
    given = sheet.head.cleaned_data
    known = supplier_queries.by_name(access, name=given["supplier"])
    if known is not None:
        return known.id
    if not sheet.new_supplier:
        sheet.new_supplier = True
        sheet.head.add_error(
            "supplier",
            _("Ce fournisseur est nouveau. Complétez sa fiche ci-dessous, ou corrigez le nom, puis enregistrez."),
        )
        return None
    facts = SupplierFacts(
        name=given["supplier"],
        enterprise_number=given["enterprise_number"],
        email=given["email"],
        iban=given["iban"],
        language=access.language,
    )
    return suppliers.add(access, facts=facts).id


def _show(access: Access, number: str) -> str:
    return reverse("invoice", kwargs={"slug": access.slug, "invoice": number})


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
