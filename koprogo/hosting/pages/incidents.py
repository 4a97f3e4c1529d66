"""Incidents on the operator's side: declared, followed by notes, ended; work announced; gaps that nobody spoke of."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from koprogo.hosting.labels import service as words
from koprogo.hosting.operations import incidents as operations
from koprogo.hosting.pages.doors import staffed
from koprogo.hosting.pages.fields import text
from koprogo.hosting.queries import service as queries
from koprogo.hosting.rules.incidents import IncidentKind
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import BRUSSELS, Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say

_FORMAT = "%Y-%m-%dT%H:%M"


def _moment(label: Any, **kwargs: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_FORMAT)
    return forms.DateTimeField(label=label, widget=widget, **kwargs)


class IncidentForm(forms.Form):
    """What everybody will read."""

    kind = forms.ChoiceField(label=gettext_lazy("De quoi s’agit-il ?"), choices=list(words.KINDS.items()))
    title = text(120, label=gettext_lazy("En quelques mots"), required=True)
    starts = _moment(gettext_lazy("Début"))
    ends = _moment(
        gettext_lazy("Fin"),
        required=False,
        help_text=gettext_lazy("Pour des travaux, la fin prévue. Pour une panne qui dure encore, rien."),
    )
    text = forms.CharField(
        label=gettext_lazy("Ce que l’on sait"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class NoteForm(forms.Form):
    """One more word about an incident."""

    text = forms.CharField(
        label=gettext_lazy("Ce qui est nouveau"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 4})
    )


@staffed
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """Declare, announce; the gaps that nobody explained; everything that was said."""
    form = IncidentForm(request.POST or None, initial=_suggested(request, access))
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals_on(form):
            operations.publish(
                access,
                kind=IncidentKind(facts["kind"]),
                title=facts["title"],
                text=facts["text"],
                language=(get_language() or "fr")[:2],
                starts_at=facts["starts"],
                ends_at=facts["ends"],
            )
            say(request, _("C’est publié sur la page du service."))
            return redirect("incidents")
    rows = queries.incidents(access)
    return page(
        request,
        "hosting/incidents.html",
        status=422 if form.errors else 200,
        form=form,
        rows=rows,
        gaps=queries.unexplained(access, rows),
        spelled=_spelled,
        now=access.now,
        asso=access.slug,
        words=words,
    )


def _spelled(moment: datetime) -> str:
    return moment.astimezone(BRUSSELS).strftime(_FORMAT)


def _suggested(request: HttpRequest, access: Access) -> dict[str, Any]:
    """The moments of a gap that the page itself links to, else now."""
    found: dict[str, Any] = {"kind": IncidentKind.OUTAGE.value, "starts": access.now - timedelta(minutes=1)}
    for name in ("starts", "ends"):
        try:
            asked = parse_datetime(request.GET.get(name, ""))
        except ValueError:
            asked = None
        if asked is not None:
            found[name] = asked.replace(tzinfo=None)
    return found


@staffed
def show(request: HttpRequest, access: Access, incident_id: UUID) -> HttpResponse:
    """One incident: say more, end it."""
    row = next((one for one in queries.incidents(access, only=incident_id)), None)
    if row is None:
        raise NotFound(what="incident")
    if request.POST.get("act") == "end":
        operations.end(access, incident_id=incident_id)
        say(request, _("La panne est terminée. La page du service le dit."))
        return redirect("incident", incident_id=incident_id)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.note(access, incident_id=incident_id, text=form.cleaned_data["text"])
            say(request, _("La note est publiée."))
            return redirect("incident", incident_id=incident_id)
    return page(
        request,
        "hosting/incident.html",
        status=422 if form.errors else 200,
        one=row,
        form=form,
        now=access.now,
        asso=access.slug,
        words=words,
    )
