"""Booking as residents do it: what there is, what is free, taking it, giving it back, waiting for it."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums.labels import month
from koprogo.condominiums.queries import homes
from koprogo.condominiums.queries.homes import Home
from koprogo.condominiums.rules.rights import Right
from koprogo.neighbours import labels
from koprogo.neighbours.labels import life
from koprogo.neighbours.labels import office as words
from koprogo.neighbours.operations import bookings as operations
from koprogo.neighbours.operations import waiting as line
from koprogo.neighbours.pages import fields
from koprogo.neighbours.pages.booking_words import end, money_of, rules_of, when
from koprogo.neighbours.pages.doors import room
from koprogo.neighbours.pages.frame import address, crumbs, posted, to
from koprogo.neighbours.queries import deposits, facilities
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.rules import slots
from koprogo.neighbours.rules.bookings import MOST_TIMES, SomeTaken, Wish
from koprogo.neighbours.rules.facilities import Plan, Unit
from koprogo.neighbours.rules.modules import Module
from koprogo.neighbours.rules.slots import Span
from koprogo.platform import formats
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


@room(Module.BOOKINGS)
def listing(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """What can be booked, after what is mine or held for me, and the deposits of what I had."""
    mine, past = deposits.mine(access, me_id=me.id)
    return page(
        request,
        "neighbours/bookings.html",
        crumbs=[*crumbs(access), (labels.MODULES[Module.BOOKINGS], "")],
        rows=facilities.listing(access),
        mine=mine,
        waiting=facilities.waiting(access, me_id=me.id),
        deposits=past,
        kinds=life.FACILITIES,
        when=lambda span: when(span, lambda day: formats.day_near(day, access.today)),
        told=words.told,
        may_animate=access.may(Right.ANIMATE_NEIGHBOURS),
    )


@room(Module.BOOKINGS)
def show(request: HttpRequest, access: Access, me: Me, facility_id: UUID) -> HttpResponse:
    """One facility: its rules, and its days with what is free."""
    facility = facilities.get(access, facility_id=facility_id)
    calendar = facilities.calendar(access, facility=facility, me_id=me.id, first=_day(request.GET.get("jour")))
    return page(
        request,
        "neighbours/booking_calendar.html",
        crumbs=_crumbs(access, (facility.name, "")),
        calendar=calendar,
        months=_months(calendar.days) if facility.unit == Unit.DAY else [],
        facility=facility,
        weekdays=life.WEEKDAYS,
        rules=rules_of(facility.plan),
        terms=_money(facility),
        may_animate=access.may(Right.ANIMATE_NEIGHBOURS),
    )


def _months(days: Sequence[facilities.Day]) -> list[tuple[str, list[facilities.Day]]]:
    """Days by their month, each with its name."""
    grouped = groupby(days, key=lambda one: one.on.replace(day=1))
    return [(f"{month(first.month)} {first.year}", list(found)) for first, found in grouped]


def _crumbs(access: Access, *further: tuple[Any, str]) -> list[tuple[Any, str]]:
    return crumbs(access, (labels.MODULES[Module.BOOKINGS], address("bookings", access)), *further)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


class BookForm(forms.Form):
    """How long, how many weeks, on which lot."""

    count = fields.choice(gettext_lazy("Combien de créneaux"), asked=gettext_lazy("Choisissez combien."))
    times = fields.choice(gettext_lazy("Chaque semaine"), asked=gettext_lazy("Choisissez combien de fois."))
    lot = fields.choice(gettext_lazy("À porter sur le lot"), asked=gettext_lazy("Choisissez un lot."))
    skip_taken = forms.BooleanField(
        label=gettext_lazy("Réserver les semaines libres seulement"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, wish: Wish, facility: Any, last: date, own: list[Home], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plan: Plan = facility.plan
        runs = [(n, slots.run(plan, wish.day, wish.first, n)) for n in range(1, plan.max_slots + 1)]
        counts = [(str(n), _until(n, span, plan)) for n, span in runs if span is not None]
        self._choices("count", counts)
        if plan.unit is Unit.DAY:
            self.fields["count"].label = _("Combien de nuits") if plan.overnight else _("Combien de jours")
        weeks = min(MOST_TIMES, (last - wish.day).days // 7 + 1)
        once = [("1", _("Une seule fois"))]
        weekly = [(str(n), _("%(n)s semaines de suite") % {"n": n}) for n in range(2, weeks + 1)]
        self._choices("times", once + weekly)
        self._choices("lot", [(str(home.lot_id), home.number) for home in own])
        for name, needed in (("count", len(counts) > 1), ("times", weeks > 1), ("lot", len(own) > 1)):
            if not needed:
                del self.fields[name]

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def offer_rest(self) -> None:
        """Show the box that books the free weeks only."""
        self.fields["skip_taken"].widget = forms.CheckboxInput()

    def wish(self, day: date, first: int) -> Wish:
        """What the operation is asked for."""
        facts = self.cleaned_data
        return Wish(day, first, int(facts.get("count") or 1), int(facts.get("times") or 1))

    @property
    def lot_id(self) -> UUID | None:
        """The lot that was chosen among several."""
        chosen = self.cleaned_data.get("lot")
        return UUID(chosen) if chosen else None


@room(Module.BOOKINGS)
def book(
    request: HttpRequest, access: Access, me: Me, facility_id: UUID, booking_day: str, booking_slot: int
) -> HttpResponse:
    """One slot: take it, or take a place in line when somebody else has it."""
    facility, day, slot = _slot(access, me, facility_id, booking_day, booking_slot)
    on_a_lot = bool(facility.price_cents or facility.deposit_cents)
    own = _homes(access) if on_a_lot and not me.spoken else []
    last = access.today + timedelta(days=facility.ahead_days)
    form = BookForm(request.POST or None, wish=Wish(day, booking_slot), facility=facility, last=last, own=own)
    if posted(request, form):
        with refusals_on(form):
            try:
                rows = operations.book(
                    access,
                    facility_id=facility.id,
                    wish=form.wish(day, booking_slot),
                    lot_id=form.lot_id,
                    skip_taken=form.cleaned_data["skip_taken"],
                )
            except SomeTaken:
                form.offer_rest()
                raise
            say(request, _booked(len(rows), facility.name, formats.day_long(day, weekday=True)))
            return to("bookings", access)
    return page(
        request,
        "neighbours/booking_new.html",
        status=422 if form.errors else 200,
        crumbs=_crumbs(
            access, (facility.name, address("facility", access, facility_id=facility.id)), (_("Réserver"), "")
        ),
        facility=facility,
        form=form,
        day=day,
        first=booking_slot,
        said=when(slot.span, lambda one: formats.day_long(one, weekday=True)),
        state=slot.state.value,
        rules=rules_of(facility.plan),
        terms=_money(facility),
        own=own,
        unknown_lot=on_a_lot and not own,
        by_oneself=on_a_lot and me.spoken,
    )


def _until(count: int, span: Span, plan: Plan) -> str:
    if plan.unit is Unit.SLOT:
        return _("%(n)s, jusqu’à %(to)s") % {"n": count, "to": end(span)}
    return _("%(n)s, jusqu’au %(day)s") % {"n": count, "day": formats.day_month(slots.day_of(span.ends_at))}


def _slot(access: Access, me: Me, facility_id: UUID, on: str, first: int) -> tuple[Any, date, facilities.Slot]:
    day = _day(on)
    if day is None:
        raise Http404
    facility, slot = facilities.slot(access, facility_id=facility_id, me_id=me.id, day=day, first=first)
    if slot is None:
        raise Http404
    return facility, day, slot


def _money(facility: Any) -> list[str]:
    return money_of(facility.unit, facility.price_cents, facility.deposit_cents)


def _homes(access: Access) -> list[Home]:
    if access.person_id is None:
        return []
    return homes.of_person(access, person_id=access.person_id, on=access.today)


def _booked(times: int, name: str, day: str) -> str:
    if times == 1:
        return _("C’est réservé : %(name)s, %(day)s.") % {"name": name, "day": day}
    return _("C’est réservé : %(name)s, %(times)s semaines à partir de %(day)s.") % {
        "name": name,
        "times": times,
        "day": day,
    }


@room(Module.BOOKINGS)
def wait(
    request: HttpRequest, access: Access, me: Me, facility_id: UUID, booking_day: str, booking_slot: int
) -> HttpResponse:
    """Take a place in line for a slot that somebody else has."""
    facility, day, _slot_there = _slot(access, me, facility_id, booking_day, booking_slot)
    if request.method == "POST":
        line.wait(access, facility_id=facility.id, wish=Wish(day, booking_slot))
        say(request, _("Vous êtes sur la liste d’attente. Si la place se libère, un e-mail vous la propose."))
        return to("bookings", access)
    return to("booking_new", access, facility_id=facility.id, booking_day=booking_day, booking_slot=booking_slot)


@room(Module.BOOKINGS)
def cancel(request: HttpRequest, access: Access, me: Me, booking_id: UUID) -> HttpResponse:
    """Give a booking back."""
    if request.method == "POST":
        rows = operations.cancel(access, booking_id=booking_id, following=request.POST.get("suite") == "1")
        if len(rows) > 1:
            say(request, _("%(n)s réservations sont rendues.") % {"n": len(rows)})
        else:
            say(request, _("La réservation est rendue. Si un voisin attendait, la place lui est proposée."))
    return to("bookings", access)


@room(Module.BOOKINGS)
def accept(request: HttpRequest, access: Access, me: Me, place_id: UUID) -> HttpResponse:
    """Take what is held."""
    if request.method == "POST":
        row = line.accept(access, place_id=place_id)
        say(request, _("C’est à vous, le %(moment)s.") % {"moment": formats.moment(row.starts_at)})
    return to("bookings", access)


@room(Module.BOOKINGS)
def leave(request: HttpRequest, access: Access, me: Me, place_id: UUID) -> HttpResponse:
    """Leave a line, or decline what is held."""
    if request.method == "POST":
        line.leave(access, place_id=place_id)
        say(request, _("Vous n’êtes plus sur cette liste d’attente."))
    return to("bookings", access)


_SLOT = "voisins/reservations/<uuid:facility_id>/<str:booking_day>/<int:booking_slot>"

urlpatterns: list[URLPattern] = [
    path("voisins/reservations/", listing, name="bookings"),
    path("voisins/reservations/<uuid:facility_id>/", show, name="facility"),
    path(f"{_SLOT}/", book, name="booking_new"),
    path(f"{_SLOT}/attendre", wait, name="booking_wait"),
    path("voisins/reservations/rendre/<uuid:booking_id>", cancel, name="booking_cancel"),
    path("voisins/reservations/attente/<uuid:place_id>/prendre", accept, name="booking_accept"),
    path("voisins/reservations/attente/<uuid:place_id>/quitter", leave, name="booking_leave"),
]
