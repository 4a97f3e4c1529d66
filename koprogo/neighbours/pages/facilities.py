"""What the animators put at everybody's disposal, with its rules."""

from datetime import time
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums.rules.rights import Right
from koprogo.neighbours import labels
from koprogo.neighbours.labels import life
from koprogo.neighbours.operations import facilities as operations
from koprogo.neighbours.operations.facilities import FacilityFacts
from koprogo.neighbours.pages import fields
from koprogo.neighbours.pages.booking_words import rules_of
from koprogo.neighbours.pages.frame import address, crumbs, form_page, posted, to
from koprogo.neighbours.queries import facilities
from koprogo.neighbours.rules.facilities import DAY, FacilityKind, Plan, Unit
from koprogo.neighbours.rules.modules import Module
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


def _hour(label: Any, hint: Any = "") -> forms.TimeField:
    return forms.TimeField(
        label=label,
        help_text=hint,
        error_messages={"invalid": gettext_lazy("Écrivez une heure, par exemple 18:00.")},
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )


def _whole(label: Any, hint: Any, least: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=hint, min_value=least, max_value=most)


class FacilityForm(forms.Form):
    """A facility and its rules."""

    kind = fields.choice(
        gettext_lazy("De quoi s’agit-il ?"),
        [(kind.value, label) for kind, label in life.FACILITIES.items()],
        asked=gettext_lazy("Choisissez ce qui se partage."),
    )
    name = fields.text(gettext_lazy("Nom"), asked=gettext_lazy("Donnez-lui un nom."), most=80)
    text = fields.lines(
        gettext_lazy("Ce qu’il faut savoir"),
        hint=gettext_lazy("Où est la clé, combien de personnes, ce qu’on remet en ordre en partant."),
    )
    unit = fields.choice(
        gettext_lazy("Comment on réserve"),
        [(unit.value, label) for unit, label in life.UNITS.items()],
        asked=gettext_lazy("Choisissez comment on réserve."),
    )
    opens = _hour(gettext_lazy("À partir de"), gettext_lazy("Par nuits : l’heure d’arrivée."))
    closes = _hour(
        gettext_lazy("Jusqu’à"),
        gettext_lazy("0:00 pour minuit. Par nuits : l’heure de départ, le lendemain si elle est plus tôt."),
    )
    slot_minutes = _whole(
        gettext_lazy("Durée d’un créneau, en minutes"), gettext_lazy("Sans objet par jours ou par nuits."), 15, DAY
    )
    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("Jours ouverts"),
        choices=[(str(number), label) for number, label in enumerate(life.WEEKDAYS)],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choisissez un jour au moins.")},
    )
    max_slots = _whole(gettext_lazy("Combien à la suite, au plus"), gettext_lazy("Créneaux, jours ou nuits."), 1, 96)
    ahead_days = _whole(gettext_lazy("Combien de jours à l’avance"), "", 1, 365)
    max_per_week = _whole(
        gettext_lazy("Réservations par habitant et par semaine"), gettext_lazy("0 pour ne pas limiter."), 0, 50
    )
    cancel_hours = _whole(
        gettext_lazy("Rendre au plus tard, en heures avant le début"), gettext_lazy("0 : jusqu’au début."), 0, 720
    )

    def facts(self) -> FacilityFacts:
        """What the operation is asked to write. Raises UnusablePlan."""
        said = self.cleaned_data
        unit = Unit(said["unit"])
        opens, closes = _minutes(said["opens"]), _minutes(said["closes"])
        plan = Plan(
            unit=unit,
            opens=opens,
            closes=closes or DAY,
            slot_minutes=said["slot_minutes"],
            weekdays=frozenset(int(one) for one in said["weekdays"]),
            max_slots=said["max_slots"],
            ahead_days=said["ahead_days"],
            max_per_week=said["max_per_week"],
            cancel_hours=said["cancel_hours"],
        )
        return FacilityFacts(FacilityKind(said["kind"]), said["name"], plan, said["text"])


def _minutes(value: time) -> int:
    return value.hour * 60 + value.minute


#: What a new facility starts from: a laundry as most buildings run it.
USUAL: dict[str, Any] = {
    "unit": Unit.SLOT.value,
    "opens": time(8),
    "closes": time(22),
    "slot_minutes": 120,
    "weekdays": [str(n) for n in range(7)],
    "max_slots": 2,
    "ahead_days": 30,
    "max_per_week": 2,
    "cancel_hours": 2,
}


@door(needs=Right.ANIMATE_NEIGHBOURS)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """Every facility with its rules, those that are closed too."""
    rows = facilities.listing(access, closed=True)
    return page(
        request,
        "neighbours/facilities.html",
        crumbs=_crumbs(access, (_("Lieux et objets à réserver"), "")),
        rows=[(row, rules_of(row.plan)) for row in rows],
        kinds=life.FACILITIES,
        may_price=access.may(Right.SETTINGS) and access.org_kind == "condominium",
    )


@door(needs=Right.ANIMATE_NEIGHBOURS)
def add(request: HttpRequest, access: Access) -> HttpResponse:
    """Put something at everybody's disposal."""
    return _written(request, access, FacilityForm(request.POST or None, initial=USUAL), None)


@door(needs=Right.ANIMATE_NEIGHBOURS)
def change(request: HttpRequest, access: Access, facility_id: UUID) -> HttpResponse:
    """Change its words and its rules."""
    row = facilities.get(access, facility_id=facility_id)
    initial = {name: getattr(row, name) for name in FacilityForm.base_fields} | {
        "opens": time(row.opens // 60, row.opens % 60),
        "closes": time(row.closes % DAY // 60, row.closes % 60),
        "weekdays": list(row.weekdays),
    }
    return _written(request, access, FacilityForm(request.POST or None, initial=initial), facility_id)


def _written(request: HttpRequest, access: Access, form: FacilityForm, facility_id: UUID | None) -> HttpResponse:
    if posted(request, form):
        with refusals_on(form):
            if facility_id is None:
                row = operations.add(access, facts=form.facts())
                say(request, _("« %(name)s » peut être réservé.") % {"name": row.name})
            else:
                operations.change(access, facility_id=facility_id, facts=form.facts())
                say(request, _("Les règles sont changées. Ce qui est réservé le reste."))
            return to("facilities", access)
    title = _("Ajouter un lieu ou un objet") if facility_id is None else _("Changer les règles")
    return form_page(
        request,
        form,
        title=title,
        label=_("Enregistrer"),
        cancel=address("facilities", access),
        crumbs=_crumbs(access, (_("Lieux et objets à réserver"), address("facilities", access))),
    )


@door(needs=Right.ANIMATE_NEIGHBOURS)
def close(request: HttpRequest, access: Access, facility_id: UUID) -> HttpResponse:
    """Close it to new bookings, or open it again."""
    if request.method == "POST":
        row = operations.close(access, facility_id=facility_id, closed=request.POST.get("fermer") == "1")
        if row.closed_at is None:
            say(request, _("« %(name)s » peut de nouveau être réservé.") % {"name": row.name})
        else:
            say(request, _("« %(name)s » ne se réserve plus. Ce qui est réservé le reste.") % {"name": row.name})
    return to("facilities", access)


def _crumbs(access: Access, *further: tuple[Any, str]) -> list[tuple[Any, str]]:
    if access.may(Right.MEET_NEIGHBOURS):
        return crumbs(access, (labels.MODULES[Module.BOOKINGS], address("bookings", access)), *further)
    return [(_("Entre voisins"), address("neighbours_modules", access)), *further]


urlpatterns: list[URLPattern] = [
    path("voisins/lieux/", listing, name="facilities"),
    path("voisins/lieux/ajouter", add, name="facility_add"),
    path("voisins/lieux/<uuid:facility_id>/regles", change, name="facility_change"),
    path("voisins/lieux/<uuid:facility_id>/fermer", close, name="facility_close"),
]
