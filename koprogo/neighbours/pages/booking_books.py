"""Bookings on the side of the money: the price that the syndic sets, and what goes into the books. No name, no hour."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel import money
from koprogo.kernel.refusals import Refused
from koprogo.neighbours.operations import charging as operations
from koprogo.neighbours.operations import facilities as prices
from koprogo.neighbours.pages.frame import address, form_page, posted, to
from koprogo.neighbours.queries import charging, facilities
from koprogo.platform import formats
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


class PriceForm(forms.Form):
    """The price of one slot; empty or zero: none."""

    price = forms.CharField(
        label=gettext_lazy("Prix d’un créneau, en euros"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        help_text=gettext_lazy("Vide : rien à payer. Ce qui est déjà réservé garde son prix."),
    )

    def clean_price(self) -> int:
        """The price in cents."""
        text = self.cleaned_data["price"]
        try:
            return money.parse_cents(text) if text else 0
        except Refused as refusal:
            raise forms.ValidationError(_("Écrivez un montant comme 2,50.")) from refusal


@door(needs=Right.SETTINGS)
def price(request: HttpRequest, access: Access, facility_id: UUID) -> HttpResponse:
    """The syndic sets the price of a facility."""
    row = facilities.get(access, facility_id=facility_id)
    initial = formats.amount(row.price_cents) if row.price_cents else ""
    form = PriceForm(request.POST or None, initial={"price": initial})
    if posted(request, form):
        with refusals_on(form):
            prices.set_price(access, facility_id=facility_id, price_cents=form.cleaned_data["price"])
            say(request, _("Le prix de « %(name)s » est enregistré.") % {"name": row.name})
            return to("booking_charges", access)
    return form_page(
        request,
        form,
        title=_("Prix : %(name)s") % {"name": row.name},
        label=_("Enregistrer le prix"),
        cancel=address("booking_charges", access),
        crumbs=_crumbs(access, (_("Réservations à porter en compte"), address("booking_charges", access))),
        intro=_(
            "Le prix de chaque réservation est porté, à la fin du mois, dans les frais privatifs du lot. Le décompte le"
            " demande, à l’occupant s’il a réservé lui-même, et partage la recette entre tous."
        ),
    )


@door(needs=Right.KEEP_BOOKS)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """What took place and is not in the books, month by month."""
    return page(
        request,
        "neighbours/booking_charges.html",
        crumbs=_crumbs(access, (_("Réservations à porter en compte"), "")),
        months=charging.months(access),
        facilities=facilities.listing(access) if access.may(Right.SETTINGS) else [],
    )


@door(needs=Right.KEEP_BOOKS)
def charge(request: HttpRequest, access: Access, booking_month: str) -> HttpResponse:
    """Put one month into the books."""
    try:
        first = date.fromisoformat(f"{booking_month}-01")
    except ValueError as problem:
        raise Http404 from problem
    if request.method == "POST":
        cents = operations.charge(access, month=first)
        say(request, _("%(amount)s portés en compte, dans une écriture.") % {"amount": formats.money(cents)})
    return to("booking_charges", access)


def _crumbs(access: Access, *further: tuple[Any, str]) -> list[tuple[Any, str]]:
    return [(_("Argent"), address("money", access)), *further]


urlpatterns: list[URLPattern] = [
    path("argent/reservations/", listing, name="booking_charges"),
    path("argent/reservations/<str:booking_month>/porter", charge, name="booking_charge"),
    path("argent/reservations/prix/<uuid:facility_id>", price, name="facility_price"),
]
