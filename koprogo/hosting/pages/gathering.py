"""The yearly assembly of the members: its day, its place, the proposals that go on its agenda."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.assemblies.operations.plan import Plan
from koprogo.assemblies.rules.states import Kind
from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.labels import governance as words
from koprogo.hosting.operations import gathering as operations
from koprogo.hosting.pages.debates import shown
from koprogo.hosting.pages.doors import association, hosted
from koprogo.hosting.pages.fields import text
from koprogo.hosting.queries import gathering as queries
from koprogo.hosting.queries import members, proposals
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say

#: Days ahead that the form proposes: the notice of the law and a fortnight to prepare.
AHEAD_DAYS = 30


class YearForm(forms.Form):
    """When and where, and what of the proposals in debate is decided there."""

    held_on = forms.DateField(
        label=gettext_lazy("Jour"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": gettext_lazy("Indiquez le jour.")},
    )
    starts_at = forms.TimeField(
        label=gettext_lazy("Heure"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": gettext_lazy("Indiquez l’heure.")},
    )
    place = text(200, label=gettext_lazy("Lieu"), required=True)
    consult = text(
        200,
        label=gettext_lazy("Où lire les comptes et le budget"),
        help_text=gettext_lazy("La convocation doit le dire. Par exemple : en ligne, et au siège sur rendez-vous."),
    )
    remote_link = forms.URLField(
        label=gettext_lazy("Adresse de la visioconférence"), required=False, assume_scheme="https"
    )
    proposals = forms.MultipleChoiceField(
        label=gettext_lazy("Propositions à l’ordre du jour"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, waiting: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if waiting:
            self.fields["proposals"].choices = waiting  # type: ignore[attr-defined]
        else:
            del self.fields["proposals"]

    def facts(self) -> Plan:
        """What the operation is asked to plan."""
        data = self.cleaned_data
        remote = data["remote_link"]
        return Plan(
            Kind.ORDINARY,
            data["held_on"],
            data["starts_at"],
            data["place"],
            consult=data["consult"],
            remote_link=remote,
            remote_text=_("Chaque membre se connecte avec l’adresse du registre et vote sur sa page.")
            if remote
            else "",
        )


@association(needs=Right.RUN_HOSTING)
def year(request: HttpRequest, access: Access) -> HttpResponse:
    """Plan the yearly assembly; where one is coming, say where it stands."""
    waiting = [(row.number, f"{row.number} · {row.title}") for row in proposals.in_debate(access)]
    form = YearForm(
        waiting,
        request.POST or None,
        initial={
            "held_on": access.today + timedelta(days=AHEAD_DAYS),
            "starts_at": "19:00",
            "proposals": [number for number, _title in waiting],
        },
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            number = operations.convene_year(access, facts=form.facts(), numbers=form.cleaned_data.get("proposals", []))
            say(request, _("L’assemblée est planifiée. Joignez les comptes et le budget, puis convoquez."))
            return redirect("assembly", slug=access.slug, assembly=number)
    count, duties = members.count_and_duties(access)
    return page(
        request,
        "hosting/year.html",
        status=422 if form.errors else 200,
        form=form,
        coming=queries.coming(access),
        earliest=queries.earliest(access.today),
        duty=next((due for due in duties if due.duty == "assembly"), None),
        count=count,
        words=words,
    )


@hosted
@door(needs=Right.MEET_MEMBERS)
def put(request: HttpRequest, access: Access, proposal: str) -> HttpResponse:
    """Put one proposal on the agenda of the assembly that is coming."""
    coming = queries.coming(access)
    form = forms.Form(request.POST or None)
    if request.method == "POST" and coming is not None and form.is_valid():
        with refusals_on(form):
            operations.put(access, number=proposal, assembly=coming.number)
            say(request, _("La proposition est à l’ordre du jour, avec son effet calculé."))
    if form.errors:
        return shown(request, access, proposal, form)
    return redirect("proposal", slug=access.slug, proposal=proposal)


class OffForm(forms.Form):
    """Why a proposal leaves the agenda."""

    reason = text(200, label=gettext_lazy("Raison"), required=True)


@hosted
@door(needs=Right.RUN_HOSTING)
def take_off(request: HttpRequest, access: Access, proposal: str) -> HttpResponse:
    """Take one proposal off the agenda, back to its debate."""
    form = OffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.take_off(access, number=proposal, reason=form.cleaned_data["reason"])
            say(request, _("La proposition est de nouveau en débat."))
            return redirect("proposal", slug=access.slug, proposal=proposal)
    row = proposals.by_number(access, number=proposal)
    return page(
        request,
        "hosting/agenda_off.html",
        status=422 if form.errors else 200,
        form=form,
        row=row,
        place=queries.place(access, row),
    )
