"""Beside the three steps: a cost of one lot asked of its owner, and a call that left cancelled by a counter-entry."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.charges.operations import corrections, lines
from koprogo.charges.operations.lines import Heading
from koprogo.charges.pages.forms import Cents
from koprogo.charges.queries import calls
from koprogo.charges.rules.calls import Given, State
from koprogo.condominiums.queries import keys
from koprogo.condominiums.queries.keys import KeyLot
from koprogo.condominiums.rules.rights import Right
from koprogo.platform import doors
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


class PrivateForm(forms.Form):
    """What one lot owes alone."""

    lot = forms.ChoiceField(label=gettext_lazy("Lot"))
    label = forms.CharField(label=gettext_lazy("De quoi s’agit-il ?"), max_length=120)
    amount = Cents(label=gettext_lazy("Montant"))
    due_on = forms.DateField(
        label=gettext_lazy("À payer avant le"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, lots: list[KeyLot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lot = self.fields["lot"]
        assert isinstance(lot, forms.ChoiceField)
        lot.choices = [(str(one.lot_id), f"{one.number} · {one.holder_name}") for one in lots if one.holder_id]


class CancelForm(forms.Form):
    """Why a call is cancelled."""

    reason = forms.CharField(
        label=gettext_lazy("Motif, tel qu’il figurera sur les lettres"), max_length=200, required=True
    )


@doors.door(needs=Right.CALL_FUNDS)
def private(request: HttpRequest, access: Access) -> HttpResponse:
    """Ask a cost of one lot of its owner now."""
    deed = keys.deed_key(access, on=access.today)
    lots = keys.every_lot(access, key_id=deed.key_id, on=access.today) if deed else []
    form = PrivateForm(request.POST or None, lots=lots)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        lot = next(one for one in lots if one.lot_id == UUID(facts["lot"]))
        assert lot.holder_id is not None
        line = Given(lot.lot_id, lot.holder_id, facts["amount"], facts["label"])
        with refusals_on(form):
            call = lines.send_private(access, heading=Heading(facts["label"], facts["due_on"]), lines=[line])
            say(
                request,
                _("La demande est partie. Vous avez dix minutes pour la rappeler."),
                undo=reverse("fund_call_recall", kwargs={"slug": access.slug, "number": call.number}),
            )
            return redirect("fund_call", slug=access.slug, number=call.number)
    return page(request, "charges/private.html", status=422 if form.errors else 200, form=form, lots=lots)


@doors.door(needs=Right.CALL_FUNDS)
def cancel(request: HttpRequest, access: Access, number: str) -> HttpResponse:
    """Cancel a call that left: its consequences in figures, then the act."""
    call = calls.get(access, number=number)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            corrections.cancel(access, number=number, reason=form.cleaned_data["reason"])
            say(request, _("L’appel est annulé. Chaque copropriétaire concerné reçoit une lettre."))
            return redirect("fund_call", slug=access.slug, number=number)
    rows = calls.notices(access, call=call)
    return page(
        request,
        "charges/cancel.html",
        status=422 if form.errors else 200,
        call=call,
        form=form,
        stands=call.state == State.SENT,
        rows=rows,
        asked_cents=sum(row.amount_cents for row in rows),
        paid=[row for row in rows if row.paid_cents],
        paid_cents=sum(row.paid_cents for row in rows),
    )
