"""Owners propose what the assembly is to decide, from their phone; the syndic writes down what comes by letter."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.assemblies.operations import propose as operations
from koprogo.assemblies.operations.propose import Proposal
from koprogo.assemblies.pages import fields
from koprogo.assemblies.pages.frame import address, crumbs, form_page, to
from koprogo.assemblies.queries import assemblies, electorate
from koprogo.assemblies.rules import calendar
from koprogo.assemblies.rules.agenda import RequestState
from koprogo.condominiums.rules.rights import Right
from koprogo.platform import formats
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import say


class ProposalForm(forms.Form):
    """What is to be decided."""

    title = fields.text(gettext_lazy("Sujet"), asked=gettext_lazy("Donnez un titre à votre proposition."))
    text = fields.lines(
        gettext_lazy("Ce que l’assemblée doit décider"),
        asked=gettext_lazy("Écrivez ce que l’assemblée doit décider."),
        hint=gettext_lazy("Une phrase précise, qui puisse être votée. Par exemple : placer deux arceaux à vélos."),
    )
    file = fields.paper(gettext_lazy("Document"), hint=gettext_lazy("Un devis, une photo, un plan."))

    def proposal(self) -> Proposal:
        """What the operation is asked to write."""
        data, name = fields.read(self.cleaned_data["file"])
        return Proposal(self.cleaned_data["title"], self.cleaned_data["text"], data, name)


class LetterForm(ProposalForm):
    """The same, as it came on paper or by mail."""

    party = fields.choice(gettext_lazy("Copropriétaire"), asked=gettext_lazy("Choisissez la personne."))
    received_on = fields.day(gettext_lazy("Reçu le"), asked=gettext_lazy("Indiquez le jour de réception."))
    field_order = ("party", "received_on", "title", "text", "file")

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields.fill(self, "party", electorate.choices(access), nothing=_("Choisir dans la liste"))
        if access.org_kind == "nonprofit":
            self.fields["party"].label = _("Membre")


@door(needs=Right.PROPOSE_ITEM)
def propose(request: HttpRequest, access: Access) -> HttpResponse:
    """Propose an item; the page says until when it counts for the next assembly."""
    form = ProposalForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            row = operations.propose(access, proposal=form.proposal())
            say(request, _told(row.state))
            return to("assemblies", access)
    return form_page(
        request,
        form,
        title=_("Proposer un point"),
        label=_("Envoyer la proposition"),
        cancel=address("assemblies", access),
        crumbs=crumbs(access),
        intro=_limit(access),
        files=True,
    )


def _limit(access: Access) -> str:
    row = assemblies.upcoming(access)
    if row is None:
        return _("Aucune assemblée n’est planifiée. Votre proposition attend la prochaine, avec sa date de réception.")
    held = {"day": formats.day_long(row.held_on)}
    if row.state != "planned":
        return _("L’assemblée du %(day)s est convoquée : votre proposition ira à la suivante.") % held
    first = assemblies.first_day(row)
    if first is None:
        return _("La prochaine assemblée est le %(day)s.") % held
    limit = calendar.request_limit(first).strict
    if access.today > limit:
        return _("Le délai pour l’assemblée du %(day)s est passé : votre proposition ira à la suivante.") % held
    facts = held | {"limit": formats.day_near(limit, access.today)}
    return _("Reçue au plus tard le %(limit)s, elle est à l’ordre du jour du %(day)s (CC 3.87 § 3).") % facts


def _told(state: str) -> str:
    return {
        RequestState.LISTED: _("Votre proposition est à l’ordre du jour."),
        RequestState.LATE: _("Votre proposition est notée pour l’assemblée suivante : elle reste visible de tous."),
    }.get(RequestState(state), _("Votre proposition est notée. Elle ira à la prochaine assemblée planifiée."))


@door(needs=Right.PREPARE_ASSEMBLY)
def letter(request: HttpRequest, access: Access) -> HttpResponse:
    """Write down a proposal that came by letter or by mail."""
    form = LetterForm(request.POST or None, request.FILES or None, access=access)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            typed = form.cleaned_data
            operations.record(
                access,
                proposal=form.proposal(),
                party_id=UUID(typed["party"]),
                received_on=typed["received_on"],
            )
            say(request, _("La proposition est notée avec sa date de réception."))
            return to("assemblies", access)
    return form_page(
        request,
        form,
        title=_("Noter une proposition reçue"),
        label=_("Noter la proposition"),
        cancel=address("assemblies", access),
        crumbs=crumbs(access),
        files=True,
    )


@door(needs=Right.PROPOSE_ITEM)
def take_back(request: HttpRequest, access: Access, agenda_request: UUID) -> HttpResponse:
    """Take one's own proposal back."""
    if request.method == "POST":
        operations.take_back(access, request_id=agenda_request)
        say(request, _("Votre proposition est retirée. Elle reste dans la liste, avec cette mention."))
    return to("assemblies", access)
