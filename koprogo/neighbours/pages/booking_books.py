"""Bookings on the side of the money: price and deposit, set by the syndic, and what goes into the books. No name."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums.rules.rights import Right
from koprogo.neighbours.operations import charging as operations
from koprogo.neighbours.operations import facilities as prices
from koprogo.neighbours.pages.deposits import cents_field, read_cents, use
from koprogo.neighbours.pages.frame import address, form_page, posted, to
from koprogo.neighbours.queries import charging, deposits, facilities
from koprogo.neighbours.rules.deposits import TIME_TO_LOOK
from koprogo.platform import formats
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


class PriceForm(forms.Form):
    """The price of one slot and the deposit of one booking; empty or zero: none."""

    price = cents_field(
        gettext_lazy("Prix d’un créneau, d’un jour ou d’une nuit, en euros"), hint=gettext_lazy("Vide : rien à payer.")
    )
    deposit = cents_field(
        gettext_lazy("Caution d’une réservation, en euros"),
        hint=gettext_lazy("Vide : pas de caution. Rien n’est demandé à l’avance."),
    )

    def clean_price(self) -> int:
        """The price in cents."""
        return read_cents(self.cleaned_data["price"])

    def clean_deposit(self) -> int:
        """The deposit in cents."""
        return read_cents(self.cleaned_data["deposit"])


@door(needs=Right.SETTINGS)
def price(request: HttpRequest, access: Access, facility_id: UUID) -> HttpResponse:
    """The syndic sets the price and the deposit of a facility."""
    row = facilities.get(access, facility_id=facility_id)
    there = {"price": row.price_cents, "deposit": row.deposit_cents}
    initial = {name: formats.amount(cents) for name, cents in there.items() if cents}
    form = PriceForm(request.POST or None, initial=initial)
    if posted(request, form):
        with refusals_on(form):
            said = form.cleaned_data
            prices.set_price(
                access, facility_id=facility_id, price_cents=said["price"], deposit_cents=said["deposit"]
            )
            say(request, _("Le prix et la caution de « %(name)s » sont enregistrés.") % {"name": row.name})
            return to("booking_charges", access)
    return form_page(
        request,
        form,
        title=_("Prix et caution : %(name)s") % {"name": row.name},
        label=_("Enregistrer"),
        cancel=address("booking_charges", access),
        crumbs=_crumbs(access, (_("Réservations à porter en compte"), address("booking_charges", access))),
        intro=_(
            "Le prix de chaque réservation est porté, à la fin du mois, dans les frais privatifs du lot. Le décompte le"
            " demande, à l’occupant s’il a réservé lui-même, et partage la recette entre tous. Ce qui est déjà réservé"
            " garde son prix et sa caution."
        ),
        notes=[
            _(
                "La caution est dite avant de réserver et n’est pas encaissée. Après un dégât, vous en retenez tout ou"
                " partie, par écrit, dans les %(days)s jours : cela devient un frais privatif du lot."
            )
            % {"days": TIME_TO_LOOK.days}
        ],
    )


@door(needs=Right.KEEP_BOOKS)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """What took place and is not in the books, month by month; for the syndic, deposits and prices."""
    sets = access.may(Right.SETTINGS)
    return page(
        request,
        "neighbours/booking_charges.html",
        crumbs=_crumbs(access, (_("Réservations à porter en compte"), "")),
        months=charging.months(access),
        facilities=facilities.listing(access) if sets else [],
        deposits=deposits.may_keep(access) if sets else [],
        kept=deposits.kept(access) if sets else [],
        use=use,
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
