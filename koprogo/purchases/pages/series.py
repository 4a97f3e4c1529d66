"""Recurring invoices, and the condominium's rule of approval."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.platform import doors, formats
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say
from koprogo.purchases import labels
from koprogo.purchases.operations import approval as approvals
from koprogo.purchases.operations import recurring as operations
from koprogo.purchases.pages.fields import Cents, day, text
from koprogo.purchases.queries import approval, invoices
from koprogo.purchases.queries import recurring as series
from koprogo.purchases.rules.approval import Mode
from koprogo.purchases.rules.recurrence import Interval
from koprogo.purchases.rules.states import Kind


@doors.door(needs=Right.SEE_BOOKS)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """Every series, and what it proposes next."""
    return page(
        request,
        "purchases/recurring.html",
        rows=series.listing(access),
        intervals=labels.INTERVAL,
        may_record=access.may(Right.RECORD_INVOICES),
    )


class RepeatForm(forms.Form):
    """How often an invoice comes back."""

    title = text(120, label=gettext_lazy("Nom"))
    interval = forms.ChoiceField(
        label=gettext_lazy("Elle revient"),
        choices=[(interval.value, name) for interval, name in labels.INTERVAL.items()],
        widget=forms.RadioSelect,
        initial=Interval.QUARTERLY.value,
    )
    first_on = day(label=gettext_lazy("Premier jour de la prochaine période"))
    until = day(label=gettext_lazy("Jusqu’au"), required=False)
    amount_known = forms.BooleanField(label=gettext_lazy("Le montant est connu d’avance"), required=False, initial=True)


@doors.door(needs=Right.RECORD_INVOICES)
def repeat(request: HttpRequest, access: Access, invoice: str) -> HttpResponse:
    """Propose invoices like this one, period after period."""
    row = invoices.get(access, number=invoice)
    if row.kind != Kind.INVOICE:
        raise NotFound(what="invoice")
    form = RepeatForm(request.POST or None, initial={"title": row.supplier.party.name})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            given: dict[str, Any] = form.cleaned_data | {"interval": Interval(form.cleaned_data["interval"])}
            operations.repeat(access, number=invoice, **given)
            say(request, _("Noté. Un brouillon sera proposé au début de chaque période."))
            return redirect(reverse("recurring_invoices", kwargs={"slug": access.slug}))
    return page(
        request,
        "purchases/repeat.html",
        status=422 if request.method == "POST" else 200,
        form=form,
        row=row,
    )


@doors.door(needs=Right.RECORD_INVOICES)
def stop(request: HttpRequest, access: Access, recurring: UUID) -> HttpResponse:
    """Propose no more of a series."""
    if request.method == "POST":
        row = operations.stop(access, series_id=recurring)
        say(request, _("« %(title)s » ne sera plus proposée.") % {"title": row.title})
    return redirect(reverse("recurring_invoices", kwargs={"slug": access.slug}))


class RuleForm(forms.Form):
    """Who must approve, and who decided so."""

    mode = forms.ChoiceField(
        label=gettext_lazy("Quelqu’un d’autre que celui qui encode doit-il approuver ?"),
        choices=[(mode.value, name) for mode, name in labels.MODE.items()],
        widget=forms.RadioSelect,
    )
    threshold = Cents(label=gettext_lazy("Au-dessus de quel montant, TVA comprise ?"))
    decision = text(200, label=gettext_lazy("Décision de l’assemblée"), required=True)
    decided_on = day(label=gettext_lazy("Date de la décision"))


@doors.door(needs=Right.SEE_BOOKS)
def rule(request: HttpRequest, access: Access) -> HttpResponse:
    """The rule that holds, those that held before, and setting another."""
    held = approval.history(access)
    may_set = access.may(Right.SETTINGS)
    now = held[0] if held else None
    initial = {
        "mode": now.mode if now else Mode.NEVER.value,
        "threshold": formats.amount(now.threshold_cents) if now and now.threshold_cents else "",
    }
    form = RuleForm(request.POST or None, initial=initial)
    if request.method == "POST" and may_set and form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            approvals.set_rule(
                access,
                mode=Mode(given["mode"]),
                threshold_cents=given["threshold"] or 0,
                decision=given["decision"],
                decided_on=given["decided_on"],
            )
            say(request, _("La règle d’approbation est changée."))
            return redirect(reverse("approval_rule", kwargs={"slug": access.slug}))
    return page(
        request,
        "purchases/rule.html",
        status=422 if request.method == "POST" else 200,
        form=form,
        held=held,
        now=now,
        modes=labels.MODE,
        may_set=may_set,
    )
