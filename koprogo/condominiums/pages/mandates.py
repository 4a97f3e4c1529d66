"""Giving, correcting and ending a mandate."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums import labels
from koprogo.condominiums.operations import mandates as operations
from koprogo.condominiums.pages import fields
from koprogo.condominiums.pages.forms import form_page, posted
from koprogo.condominiums.queries import mandates, parties
from koprogo.condominiums.rules.rights import Right, Role
from koprogo.platform import formats
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import say

OFFICES = (Role.SYNDIC, Role.COUNCIL, Role.AUDITOR, Role.ACCOUNTANT)


class TermForm(forms.Form):
    """From when until when, by which decision. People say the last day; the books keep the first day after."""

    starts_on = fields.day(gettext_lazy("Premier jour"), asked=gettext_lazy("Indiquez le premier jour du mandat."))
    last_on = fields.day(
        gettext_lazy("Dernier jour"), hint=gettext_lazy("Le mandat du syndic dure trois ans au plus (CC 3.89 § 1).")
    )
    decision = fields.text(
        gettext_lazy("Décision"), most=200, hint=gettext_lazy("Par exemple : assemblée du 10 juin 2026, point 4.")
    )

    def ends_on(self) -> date | None:
        """The first day without the mandate."""
        last_on: date | None = self.cleaned_data["last_on"]
        return last_on + timedelta(days=1) if last_on else None


class MandateForm(TermForm):
    """Who gets which office."""

    role = fields.choice(
        gettext_lazy("Mandat"),
        [(role.value, labels.ROLES[role]) for role in OFFICES],
        asked=gettext_lazy("Choisissez le mandat."),
    )
    party = fields.choice(gettext_lazy("Personne"), asked=gettext_lazy("Choisissez la personne."))
    field_order = ("role", "party", "starts_on", "last_on", "decision")

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields.fill(self, "party", parties.choices(access), nothing=_("Choisir dans la liste"))


@door(needs=Right.MANAGE_MANDATES)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Give a mandate to somebody of the list."""
    form = MandateForm(request.POST or None, access=access)
    if posted(request, form):
        with refusals_on(form):
            typed = form.cleaned_data
            operations.give_mandate(
                access,
                party_id=UUID(typed["party"]),
                role=typed["role"],
                starts_on=typed["starts_on"],
                ends_on=form.ends_on(),
                decision=typed["decision"],
            )
            say(request, _("Le mandat est donné."))
            return redirect("building", slug=access.slug)
    return _form(
        request,
        access,
        form,
        title=_("Donner un mandat"),
        label=_("Donner le mandat"),
        intro=_("La personne doit être dans la liste des personnes. Sinon, ajoutez-la d’abord."),
    )


@door(needs=Right.MANAGE_MANDATES)
def change(request: HttpRequest, access: Access, mandate_id: UUID) -> HttpResponse:
    """Correct the days or the decision of a mandate, or end it."""
    row = mandates.by_id(access, mandate_id=mandate_id)
    initial = {"starts_on": row.starts_on, "last_on": row.last_on, "decision": row.decision}
    form = TermForm(request.POST or None, initial=initial)
    if posted(request, form):
        with refusals_on(form):
            typed = form.cleaned_data
            operations.correct_mandate(
                access,
                mandate_id=mandate_id,
                starts_on=typed["starts_on"],
                ends_on=form.ends_on(),
                decision=typed["decision"],
            )
            say(request, _("Le mandat est corrigé."))
            return redirect("building", slug=access.slug)
    facts = {"role": labels.ROLES[Role(row.role)], "name": row.name}
    return _form(
        request,
        access,
        form,
        title=_("%(role)s : %(name)s") % facts,
        label=_("Enregistrer le mandat"),
        intro=_("Cette page corrige une erreur. Une révocation ou une démission se note avec « Mettre fin »."),
    )


class EndForm(forms.Form):
    """The last day in office, and the decision if there is one."""

    last_on = fields.day(
        gettext_lazy("Dernier jour du mandat"), asked=gettext_lazy("Indiquez le dernier jour du mandat.")
    )
    decision = fields.text(gettext_lazy("Décision"), most=200)


@door(needs=Right.MANAGE_MANDATES)
def end(request: HttpRequest, access: Access, mandate_id: UUID) -> HttpResponse:
    """End a mandate before its term."""
    row = mandates.by_id(access, mandate_id=mandate_id)
    form = EndForm(request.POST or None)
    if posted(request, form):
        with refusals_on(form):
            typed = form.cleaned_data
            on = typed["last_on"] + timedelta(days=1)
            operations.end_mandate(access, mandate_id=mandate_id, on=on, decision=typed["decision"])
            day = formats.day_long(typed["last_on"])
            say(request, _("Le mandat de %(name)s finit le %(day)s.") % {"name": row.name, "day": day})
            return redirect("building", slug=access.slug)
    return _form(
        request,
        access,
        form,
        title=_("Mettre fin au mandat de %(name)s") % {"name": row.name},
        label=_("Mettre fin au mandat"),
        intro=_("L’assemblée peut révoquer le syndic à tout moment, sans motif (CC 3.89 § 7).")
        if row.role == Role.SYNDIC
        else "",
    )


def _form(
    request: HttpRequest, access: Access, form: forms.Form, *, title: str, label: str, intro: str
) -> HttpResponse:
    back = reverse("building", kwargs={"slug": access.slug})
    return form_page(
        request, form, title=title, label=label, cancel=back, crumbs=[(_("Immeuble"), back)], intro=intro
    )
