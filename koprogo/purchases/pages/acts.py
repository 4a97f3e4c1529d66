"""What is done with an invoice: checked, approved, contested, answered, taken back, set off, checked for debts."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotAllowed, NotFound, Refused
from koprogo.platform import doors, files, formats
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on, sentence
from koprogo.platform.rendering import page, say
from koprogo.purchases.operations import invoices as operations
from koprogo.purchases.operations import payments, pieces, states, withholding
from koprogo.purchases.operations.invoices import Piece
from koprogo.purchases.pages.entry import ACCEPTED
from koprogo.purchases.pages.fields import day
from koprogo.purchases.queries import invoices, open_items
from koprogo.purchases.rules.states import Kind


def _to(access: Access, number: str) -> HttpResponse:
    return redirect(reverse("invoice", kwargs={"slug": access.slug, "invoice": number}))


def _done(request: HttpRequest, access: Access, number: str, act: Callable[[], object], words: str) -> HttpResponse:
    """Carry out one act and go back to the invoice, with what was done or why not."""
    try:
        with transaction.atomic():
            act()
        say(request, words % {"number": number})
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        say(request, sentence(refusal), level=messages.WARNING)
    return _to(access, number)


@doors.door(needs=Right.CHECK_INVOICES)
def check(request: HttpRequest, access: Access, invoice: str) -> HttpResponse:
    """Say that a draft agrees with its voucher, and book it."""
    if request.method != "POST":
        return _to(access, invoice)
    words = _("La facture %(number)s est contrôlée et comptabilisée.")
    return _done(request, access, invoice, lambda: states.check(access, number=invoice), words)


@doors.door(needs=Right.APPROVE_INVOICES)
def approve(request: HttpRequest, access: Access, invoice: str) -> HttpResponse:
    """Let it be paid."""
    if request.method != "POST":
        return _to(access, invoice)
    words = _("La facture %(number)s est approuvée : elle peut être payée.")
    return _done(request, access, invoice, lambda: states.approve(access, number=invoice), words)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=gettext_lazy("Pourquoi ?"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


@doors.door(needs=Right.APPROVE_INVOICES)
def refuse(request: HttpRequest, access: Access, invoice: str) -> HttpResponse:
    """Contest it."""
    texts = {
        "title": _("Contester la facture %(number)s"),
        "text": _("Elle ne sera pas payée. Le syndic répond, ou l’annule."),
        "label": _("Contester"),
        "done": _("La facture %(number)s est contestée : personne ne la paiera avant une réponse."),
    }
    return _explained(request, access, invoice, texts, lambda why: states.refuse(access, number=invoice, reason=why))


@doors.door(needs=Right.CHECK_INVOICES)
def resubmit(request: HttpRequest, access: Access, invoice: str) -> HttpResponse:
    """Answer why it is owed."""
    texts = {
        "title": _("Répondre à la contestation de la facture %(number)s"),
        "text": _("Dites pourquoi elle est due. Elle attendra de nouveau une approbation."),
        "label": _("Présenter à nouveau"),
        "done": _("La facture %(number)s attend de nouveau une approbation."),
    }
    return _explained(request, access, invoice, texts, lambda why: states.resubmit(access, number=invoice, answer=why))


@doors.door(needs=Right.RECORD_INVOICES)
def cancel(request: HttpRequest, access: Access, invoice: str) -> HttpResponse:
    """Take it back."""
    texts = {
        "title": _("Annuler la facture %(number)s"),
        "text": _(
            "Si elle est comptabilisée, une écriture inverse l’annule ; les deux restent lisibles. Vous pourrez "
            "l’encoder de nouveau."
        ),
        "label": _("Annuler la facture"),
        "done": _("La facture %(number)s est annulée."),
    }
    return _explained(request, access, invoice, texts, lambda why: states.cancel(access, number=invoice, reason=why))


def _explained(
    request: HttpRequest, access: Access, number: str, texts: dict[str, str], act: Callable[[str], object]
) -> HttpResponse:
    row = invoices.get(access, number=number)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            act(form.cleaned_data["reason"])
            say(request, texts["done"] % {"number": number})
            return _to(access, number)
    return page(
        request,
        "purchases/reason.html",
        status=422 if request.method == "POST" else 200,
        form=form,
        row=row,
        title=texts["title"] % {"number": row.number},
        text=texts["text"],
        label=texts["label"],
    )


@doors.door(needs=Right.RECORD_INVOICES)
def attach(request: HttpRequest, access: Access, invoice: str) -> HttpResponse:
    """Add a photo or a PDF to it."""
    given = request.FILES.get("file")
    if request.method != "POST" or given is None:
        return _to(access, invoice)

    def act() -> None:
        data = files.received(given, accept=ACCEPTED)
        kept = pieces.keep(access, data=data, name=given.name or "")
        operations.attach(access, number=invoice, pieces=[Piece(kept.id)])

    return _done(request, access, invoice, act, _("La pièce est jointe à la facture %(number)s."))


class WithholdingForm(forms.Form):
    """What checkobligationderetenue.be answered."""

    checked_on = day(label=gettext_lazy("Consulté le"))
    social_debts = forms.BooleanField(label=gettext_lazy("Dettes sociales (ONSS)"), required=False)
    tax_debts = forms.BooleanField(label=gettext_lazy("Dettes fiscales (SPF Finances)"), required=False)


@doors.door(needs=Right.CHECK_INVOICES)
def debts(request: HttpRequest, access: Access, invoice: str) -> HttpResponse:
    """Keep what the check of the contractor's debts answered, and what must be kept back."""
    found = invoices.detail(access, number=invoice)
    form = WithholdingForm(request.POST or None, initial={"checked_on": access.today})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = withholding.note(access, number=invoice, **form.cleaned_data)
            say(
                request,
                _("Noté. À payer à l’entrepreneur : %(money)s.") % {"money": formats.money(made.supplier_cents)},
            )
            return _to(access, invoice)
    return page(
        request,
        "purchases/debts.html",
        status=422 if request.method == "POST" else 200,
        form=form,
        row=found.row,
    )


class OffsetForm(forms.Form):
    """Which invoice a credit note is deducted from."""

    invoice = forms.ChoiceField(label=gettext_lazy("De quelle facture la déduire ?"), widget=forms.RadioSelect)


@doors.door(needs=Right.RECORD_INVOICES)
def offset(request: HttpRequest, access: Access, invoice: str) -> HttpResponse:
    """Deduct a credit note from an open invoice of the same supplier."""
    note = invoices.get(access, number=invoice)
    if note.kind != Kind.CREDIT_NOTE:
        raise NotFound(what="credit_note")
    still = open_items.open_invoices(access, supplier_ids=[note.supplier_id])
    owed = [one for one in still if one.kind is Kind.INVOICE]
    here = next((one.open_cents for one in still if one.invoice_id == note.id), 0)
    choices: list[tuple[str, Any]] = [
        (one.number, f"{one.number} · {one.supplier_number} · {formats.money(one.open_cents)}") for one in owed
    ]
    first = note.credits.number if note.credits else ""
    form = OffsetForm(request.POST or None, initial={"invoice": first})
    field = form.fields["invoice"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            cents = payments.offset(access, credit_note=invoice, invoice=form.cleaned_data["invoice"])
            words = _("%(money)s déduits de la facture %(number)s.")
            say(request, words % {"money": formats.money(cents), "number": form.cleaned_data["invoice"]})
            return _to(access, invoice)
    return page(
        request,
        "purchases/offset.html",
        status=422 if request.method == "POST" else 200,
        form=form,
        row=note,
        owed=owed,
        open_cents=here,
    )


@doors.door(needs=Right.RECORD_INVOICES)
def undo_offset(request: HttpRequest, access: Access, invoice: str, offset: UUID) -> HttpResponse:
    """Take a deduction back."""
    if request.method != "POST":
        return _to(access, invoice)
    words = _("La déduction est annulée : les deux documents sont de nouveau ouverts.")
    return _done(request, access, invoice, lambda: payments.undo_offset(access, source_id=offset), words)
