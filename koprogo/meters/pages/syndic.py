"""The syndic's pages of meters: the list, a round, one meter with its history, keys by meters."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koprogo.condominiums.queries import keys, roll
from koprogo.condominiums.rules.rights import Right
from koprogo.meters import labels
from koprogo.meters.operations import meters as operations
from koprogo.meters.operations import readings
from koprogo.meters.operations.meters import MeterFacts
from koprogo.meters.pages.forms import (
    CorrectForm,
    MeterForm,
    NewKeyForm,
    ReplaceForm,
    RoundForm,
    RuleForm,
    uuid_or_none,
)
from koprogo.meters.queries import meters as queries
from koprogo.meters.rules.readings import MeterKind, ReadingKind
from koprogo.platform import formats
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


def _kind(request: HttpRequest) -> MeterKind | None:
    asked = request.GET.get("genre", "")
    return MeterKind(asked) if asked in {kind.value for kind in MeterKind} else None


def _form(request: HttpRequest, form: forms.Form, **context: Any) -> HttpResponse:
    crumbs = [(_("Compteurs"), context["cancel"])]
    status = 422 if form.errors else 200
    return page(request, "meters/form.html", status=status, form=form, crumbs=crumbs, **context)


def _list(access: Access) -> str:
    return reverse("meters", kwargs={"slug": access.slug})


@door(needs=Right.READ_METERS)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """The meters with their last readings, and the keys that follow them."""
    rows = queries.listing(access)
    return page(
        request,
        "meters/meters.html",
        rows=[row for row in rows if _kind(request) in (None, row.kind)],
        rules=queries.key_rules(access),
        kind=_kind(request),
        found=queries.kinds(rows),
        kinds=labels.KIND,
        index=labels.index,
        estimate=ReadingKind.ESTIMATE,
        may_key=access.may(Right.MANAGE_LOTS),
    )


@door(needs=Right.READ_METERS)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Inscribe a meter."""
    lots = [(str(lot.lot_id), lot.number) for lot in roll.lots(access, on=access.today)]
    form = MeterForm(request.POST or None, lots=lots)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            typed = form.cleaned_data
            kind = MeterKind(typed["kind"])
            facts = MeterFacts(typed["serial"], kind, uuid_or_none(typed["lot"]), typed["unit"], typed["place"])
            row = operations.add_meter(access, facts=facts, on=typed["on"], value=typed["value"])
            say(request, _("Le compteur %(serial)s est inscrit.") % {"serial": row.serial})
            return redirect("meter", slug=access.slug, meter_id=row.id)
    return _form(request, form, title=_("Inscrire un compteur"), label=_("Inscrire le compteur"), cancel=_list(access))


@door(needs=Right.READ_METERS)
def note_round(request: HttpRequest, access: Access) -> HttpResponse:
    """One table for a whole round: a day, and an index on each line."""
    standing = [row for row in queries.listing(access) if not row.is_gone]
    rows = [row for row in standing if _kind(request) in (None, row.kind)]
    form = RoundForm(request.POST or None, meters=rows, initial={"on": access.today})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            typed = form.cleaned_data
            made = readings.note_round(access, on=typed["on"], noted=form.noted(), note=typed["note"])
            facts = {"n": len(made), "day": formats.day_long(typed["on"])}
            words = ngettext("%(n)s relevé noté au %(day)s.", "%(n)s relevés notés au %(day)s.", len(made))
            say(request, words % facts)
            return redirect("meters", slug=access.slug)
    return page(
        request,
        "meters/round.html",
        status=422 if form.errors else 200,
        form=form,
        rows=rows,
        kind=_kind(request),
        found=queries.kinds(standing),
        kinds=labels.KIND,
        index=labels.index,
    )


@door(needs=Right.READ_METERS)
def show(request: HttpRequest, access: Access, meter_id: UUID) -> HttpResponse:
    """One meter: everything that was ever noted of it."""
    return page(
        request,
        "meters/meter.html",
        history=queries.history(access, meter_id=meter_id),
        kinds=labels.KIND,
        readings=labels.READING,
        index=labels.index,
    )


@door(needs=Right.READ_METERS)
def replace(request: HttpRequest, access: Access, meter_id: UUID) -> HttpResponse:
    """Take the meter away and place another."""
    found = queries.get(access, meter_id=meter_id)
    form = ReplaceForm(request.POST or None, initial={"on": access.today})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            typed = form.cleaned_data
            row = operations.replace_meter(
                access,
                meter_id=meter_id,
                on=typed["on"],
                end_value=typed["end_value"],
                serial=typed["serial"],
                start_value=typed["start_value"] or 0,
            )
            say(
                request, _("Le compteur %(serial)s prend la suite : la consommation continue.") % {"serial": row.serial}
            )
            return redirect("meter", slug=access.slug, meter_id=row.id)
    title = _("Remplacer le compteur %(serial)s") % {"serial": found.serial}
    return _form(request, form, title=title, label=_("Remplacer le compteur"), cancel=_list(access))


@door(needs=Right.READ_METERS)
def correct(request: HttpRequest, access: Access, reading_id: UUID) -> HttpResponse:
    """Put another reading in the place of a wrong one."""
    row = queries.reading(access, reading_id=reading_id)
    form = CorrectForm(
        request.POST or None,
        initial={"on": row.on, "value": labels.index(row.value), "estimated": row.kind == ReadingKind.ESTIMATE},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            readings.correct(access, reading_id=reading_id, **form.cleaned_data)
            say(request, _("Le relevé est corrigé. L’ancien reste lisible à côté."))
            return redirect("meter", slug=access.slug, meter_id=row.meter_id)
    title = _("Corriger un relevé du compteur %(serial)s") % {"serial": row.meter.serial}
    return _form(request, form, title=title, label=_("Corriger le relevé"), cancel=_list(access))


@door(needs=Right.MANAGE_LOTS)
def new_key(request: HttpRequest, access: Access) -> HttpResponse:
    """Add a key whose costs follow meters but for a fixed part."""
    choices = [(str(row.key_id), row.label) for row in keys.all(access, on=access.today)]
    form = NewKeyForm(request.POST or None, keys=choices, initial={"fixed_percent": 30})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            typed = form.cleaned_data
            row = operations.add_metered_key(
                access,
                label=typed["label"],
                like_id=UUID(typed["like"]),
                kind=MeterKind(typed["kind"]),
                fixed_percent=typed["fixed_percent"],
                decision=typed["decision"],
            )
            say(
                request, _("La clé est créée. Choisissez-la pour un compte ou une facture : le décompte fera le reste.")
            )
            return redirect("key", slug=access.slug, code=row.key_code)
    return _form(
        request,
        form,
        title=_("Ajouter une clé selon les compteurs"),
        label=_("Ajouter la clé"),
        cancel=_list(access),
        intro=_("Par exemple le chauffage : 30 % selon les quotités, 70 % selon la consommation de chacun."),
    )


@door(needs=Right.MANAGE_LOTS)
def rule(request: HttpRequest, access: Access, metered_key: str) -> HttpResponse:
    """Change the fixed part of a metered key from a day on."""
    found = queries.key_rule(access, code=metered_key)
    initial = {"kind": found.kind.value, "fixed_percent": found.fixed_percent, "from_on": access.today}
    form = RuleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            typed = form.cleaned_data
            operations.set_rule(
                access,
                key_code=metered_key,
                kind=MeterKind(typed["kind"]),
                fixed_percent=typed["fixed_percent"],
                from_on=typed["from_on"],
                decision=typed["decision"],
            )
            say(request, _("La règle vaut à partir du %(day)s.") % {"day": formats.day_long(typed["from_on"])})
            return redirect("meters", slug=access.slug)
    title = _("Changer la règle de la clé « %(label)s »") % {"label": found.label}
    return _form(request, form, title=title, label=_("Changer la règle"), cancel=_list(access))
