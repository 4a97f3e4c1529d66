"""Services for the association: what was asked, the quote, delivered, and the catalogue with its dates."""

from datetime import timedelta

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.labels import orders as words
from koprogo.hosting.operations import orders as operations
from koprogo.hosting.pages.doors import association
from koprogo.hosting.pages.fields import Cents, text
from koprogo.hosting.queries import orders as queries
from koprogo.hosting.rules import orders as rules
from koprogo.hosting.rules.orders import VALID_DAYS, Per, Price, Service
from koprogo.kernel.refusals import NotFound
from koprogo.platform import downloads, files
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say

_DAY = {"required": gettext_lazy("Indiquez une date.")}


def _day(label: object) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), error_messages=_DAY)  # type: ignore[arg-type]


class QuoteForm(forms.Form):
    """What it would cost, what is in it, until when."""

    amount = Cents(label=gettext_lazy("Montant"), required=True)
    text = text(400, label=gettext_lazy("Ce qui est compris"), required=True)
    valid_until = _day(gettext_lazy("Valable jusqu’au"))


class DeclineForm(forms.Form):
    """Why the association does not do it."""

    reason = text(300, label=gettext_lazy("Raison, que le client lira"), required=True)


class PriceForm(forms.Form):
    """A new price of one service."""

    service = forms.ChoiceField(label=gettext_lazy("Service"), choices=list(words.SERVICES.items()))
    least = Cents(label=gettext_lazy("À partir de"), required=True)
    most = Cents(label=gettext_lazy("Jusqu’à"), required=True)
    per = forms.ChoiceField(label=gettext_lazy("Dû"), choices=list(words.PERS.items()))
    valid_from = _day(gettext_lazy("À partir du"))
    decided_by = text(200, label=gettext_lazy("Décision"), required=True)


@association(needs=Right.RUN_BILLING)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """Every request with where it stands."""
    known = queries.prices()
    return page(
        request,
        "hosting/service_orders.html",
        rows=queries.listing(),
        prices=[(price, words.price(price)) for price in rules.on(access.today, known).values()],
        coming=[(price, words.price(price)) for price in known if price.valid_from > access.today],
        houses=queries.sponsor_years(access.today),
        today=access.today,
        may_price=access.may(Right.RUN_HOSTING),
        words=words,
    )


@association(needs=Right.RUN_BILLING)
def show(request: HttpRequest, access: Access, service_order: str) -> HttpResponse:
    """One request: its words, its quotes, and the next step."""
    return _shown(request, access, service_order)


def _shown(
    request: HttpRequest,
    access: Access,
    number: str,
    *,
    quote: forms.Form | None = None,
    decline: forms.Form | None = None,
) -> HttpResponse:
    row = queries.get(number=number)
    price = queries.catalogue(access.today)[Service(row.service)]
    suggested = {
        "amount": f"{price.least_cents // 100},{price.least_cents % 100:02d}" if price.fixed else "",
        "text": str(words.SERVICES[row.service]),
        "valid_until": access.today + timedelta(days=VALID_DAYS),
    }
    return page(
        request,
        "hosting/service_order.html",
        status=422 if (quote and quote.errors) or (decline and decline.errors) else 200,
        order=row,
        quotes=list(row.quotes.all()),
        price=words.price(price),
        quote=quote or QuoteForm(initial=suggested),
        decline=decline or DeclineForm(),
        words=words,
    )


@association(needs=Right.RUN_BILLING)
def act(request: HttpRequest, access: Access, service_order: str, order_step: str) -> HttpResponse:
    """Quote, decline, or say that it is delivered."""
    if order_step not in ("devis", "decliner", "rendu"):
        raise NotFound(what="step")
    if request.method != "POST":
        return redirect("service_order", slug=access.slug, service_order=service_order)
    form: forms.Form = {"devis": QuoteForm, "decliner": DeclineForm}.get(order_step, forms.Form)(request.POST)
    if form.is_valid():
        with refusals_on(form):
            say(request, _done(access, service_order, order_step, form))
            return redirect("service_order", slug=access.slug, service_order=service_order)
    asked = form if order_step == "devis" else None
    return _shown(request, access, service_order, quote=asked, decline=None if asked else form)


def _done(access: Access, number: str, step: str, form: forms.Form) -> str:
    data = form.cleaned_data
    if step == "devis":
        operations.quote(
            access, number=number, cents=data["amount"], text=data["text"], valid_until=data["valid_until"]
        )
        return _("Le devis est établi ; il part par e-mail dès qu’il est écrit.")
    if step == "decliner":
        operations.decline(access, number=number, reason=data["reason"])
        return _("La demande est déclinée.")
    operations.deliver(access, number=number)
    return _("Le service est rendu ; sa facture part avec les autres.")


@association(needs=Right.RUN_BILLING)
def paper(request: HttpRequest, access: Access, service_order: str, service_quote: str) -> HttpResponse:
    """The PDF of a quote."""
    row = next((one for one in queries.get(number=service_order).quotes.all() if one.number == service_quote), None)
    stored = files.get(access, file_id=row.file_id) if row and row.file_id else None
    if stored is None:
        raise Http404
    return downloads.answer(stored)


@association(needs=Right.RUN_HOSTING)
def price(request: HttpRequest, access: Access) -> HttpResponse:
    """Add a price to the catalogue, for a day to come."""
    form = PriceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusals_on(form):
            operations.set_price(
                access,
                price=Price(
                    Service(data["service"]), data["valid_from"], data["least"], data["most"], Per(data["per"])
                ),
                decided_by=data["decided_by"],
            )
            say(request, _("Le prix est publié. Il vaut dès son jour, jamais pour le passé."))
            return redirect("service_orders", slug=access.slug)
    return page(request, "hosting/service_price.html", status=422 if form.errors else 200, form=form)
