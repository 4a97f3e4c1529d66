"""Services for their clients: the public catalogue, a request from outside or from a hosted condominium, its quote,
the order."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.labels import orders as words
from koprogo.hosting.operations import orders as operations
from koprogo.hosting.operations.clients import Address
from koprogo.hosting.pages.doors import hosted, visited
from koprogo.hosting.pages.fields import text
from koprogo.hosting.pages.public_frame import frame
from koprogo.hosting.queries import orders as queries
from koprogo.hosting.rules.orders import PLANS, Service
from koprogo.kernel import enterprise_number
from koprogo.kernel.refusals import NotFound
from koprogo.people.rules.links import Link
from koprogo.platform import doors, downloads, files
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say

_ASKED = {"required": gettext_lazy("Écrivez-le : nous en avons besoin.")}


def _service(code: str) -> Service:
    try:
        return Service(code)
    except ValueError as error:
        raise Http404 from error


def _wishes() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Ce que vous souhaitez"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Le nombre d’immeubles, vos délais, le logiciel que vous quittez."),
    )


class WishForm(forms.Form):
    """What a hosted condominium asks."""

    wishes = _wishes()


class AskForm(forms.Form):
    """What a visitor asks, and to whom the quote goes."""

    name = text(160, label=gettext_lazy("Nom sur le devis"), required=True, error_messages=_ASKED)
    email = forms.EmailField(label=gettext_lazy("E-mail où le devis arrive"), error_messages=_ASKED)
    street = text(160, label=gettext_lazy("Rue et numéro"))
    postcode = text(12, label=gettext_lazy("Code postal"))
    city = text(80, label=gettext_lazy("Localité"))
    enterprise_number = text(20, label=gettext_lazy("Numéro d’entreprise"))
    wishes = _wishes()

    def clean_enterprise_number(self) -> str:
        """The ten digits."""
        typed: str = self.cleaned_data["enterprise_number"]
        if typed and not enterprise_number.is_valid(typed):
            raise forms.ValidationError(_("Ce numéro n’est pas valable. Recopiez les dix chiffres de la BCE."))
        return enterprise_number.parse(typed) if typed else ""

    def address(self) -> Address:
        """To whom the bill would go."""
        names = ("name", "email", "street", "postcode", "city", "enterprise_number")
        said = {name: self.cleaned_data[name] for name in names}
        return Address(**said, language=(get_language() or "fr")[:2])


@visited
def catalogue(request: HttpRequest, access: Access) -> HttpResponse:
    """What may be asked for and what it costs, with the prices to come."""
    prices = queries.catalogue(access.today)
    return page(
        request,
        "hosting/services.html",
        rows=[(price, words.price(price), price.service in PLANS) for price in prices.values()],
        coming=[(price, words.price(price)) for price in queries.coming(access.today)],
        words=words,
        **frame(request, "services"),
    )


@visited
def ask(request: HttpRequest, access: Access, service_code: str) -> HttpResponse:
    """A visitor asks for one service."""
    service = _service(service_code)
    if service in PLANS:
        raise Http404
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            row = operations.ask_from_outside(
                access, service=service, wishes=form.cleaned_data["wishes"], address=form.address()
            )
            say(
                request,
                _("Votre demande %(number)s est enregistrée. Le devis arrive par e-mail.") % {"number": row.number},
            )
            return redirect("services")
    price = queries.catalogue(access.today)[service]
    return page(
        request,
        "hosting/service_ask.html",
        status=422 if form.errors else 200,
        form=form,
        service=service.value,
        price=words.price(price),
        words=words,
        **frame(request, "services"),
    )


@hosted
@doors.door(needs=Right.SETTINGS)
def mine(request: HttpRequest, access: Access) -> HttpResponse:
    """What this condominium asked for, and what it may ask for."""
    return _mine(request, access)


def _mine(request: HttpRequest, access: Access, form: forms.Form | None = None) -> HttpResponse:
    return page(
        request,
        "hosting/my_services.html",
        status=422 if form and form.errors else 200,
        rows=queries.of(access),
        prices=[(price, words.price(price)) for price in queries.catalogue(access.today).values()],
        form=form or forms.Form(),
        today=access.today,
        sponsor=next(iter(queries.sponsor_years(access.today, org_id=access.org_id)), None),
        words=words,
    )


@hosted
@doors.door(needs=Right.SETTINGS)
def ask_inside(request: HttpRequest, access: Access, service_code: str) -> HttpResponse:
    """This condominium asks for one service."""
    service = _service(service_code)
    form = WishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            row = operations.ask(access, service=service, wishes=form.cleaned_data["wishes"])
            said = _("Votre demande %(number)s est enregistrée. Le devis paraît ici, et arrive par e-mail.")
            say(request, said % {"number": row.number})
            return redirect("my_services", slug=access.slug)
    return page(
        request,
        "hosting/my_service_ask.html",
        status=422 if form.errors else 200,
        form=form,
        service=service.value,
        price=words.price(queries.catalogue(access.today)[service]),
        words=words,
    )


@hosted
@doors.door(needs=Right.SETTINGS)
def answer(request: HttpRequest, access: Access, service_order: str, order_step: str) -> HttpResponse:
    """Order what the quote says, or take the request back."""
    verbs: dict[str, tuple[Any, str]] = {
        "commander": (operations.accept, _("C’est commandé. La facture part quand le service est rendu.")),
        "reprendre": (operations.withdraw, _("La demande est reprise.")),
    }
    if order_step not in verbs:
        raise NotFound(what="step")
    form = forms.Form(request.POST or None)
    if request.method == "POST":
        form.is_valid()
        verb, said = verbs[order_step]
        with refusals_on(form):
            verb(access, number=service_order)
            say(request, said)
        if form.errors:
            return _mine(request, access, form)
    return redirect("my_services", slug=access.slug)


@hosted
@doors.door(needs=Right.SETTINGS)
def my_quote(request: HttpRequest, access: Access, service_order: str) -> HttpResponse:
    """The condominium's own copy of the newest quote."""
    quote = queries.newest(queries.of_building(access, number=service_order))
    stored = files.get(access, file_id=quote.copy_id) if quote and quote.copy_id else None
    if stored is None:
        raise Http404
    return downloads.answer(stored)


def guest(request: HttpRequest, link: Link, access: Access) -> HttpResponse:
    """What the link of a quote's mail opens: the quote, its paper (``?devis``), and the button that orders."""
    quote = queries.quote(quote_id=link.subject_id)
    if quote is None or access.org_kind != "nonprofit":
        raise Http404
    order = queries.order(order_id=quote.order_id)
    if "devis" in request.GET:
        stored = files.get(access, file_id=quote.file_id) if quote.file_id else None
        if stored is None:
            raise Http404
        return downloads.answer(stored)
    form = forms.Form(request.POST or None)
    if request.method == "POST":
        form.is_valid()
        with refusals_on(form):
            operations.accept_by_link(access, number=order.number, quote_id=quote.id)
            return redirect(request.path)
    newest = queries.newest(order)
    return page(
        request,
        "hosting/guest_quote.html",
        access=access,
        plate_of=None,
        status=422 if form.errors else 200,
        form=form,
        quote=quote,
        order=order,
        replaced=newest is not None and newest.id != quote.id,
        today=access.today,
        here=reverse("link", kwargs={"token": request.path.rsplit("/", 1)[-1]}),
        words=words,
    )
