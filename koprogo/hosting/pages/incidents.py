"""Incidents on the operator's side: declared, followed by notes, ended; work announced; gaps that nobody spoke of."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.hosting.labels import service as words
from koprogo.hosting.operations import incidents as operations
from koprogo.hosting.pages import fields
from koprogo.hosting.pages.doors import staffed
from koprogo.hosting.queries import service as queries
from koprogo.hosting.rules.incidents import IncidentKind, Words
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import BRUSSELS, Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say

_FORMAT = "%Y-%m-%dT%H:%M"


def _moment(label: Any, **kwargs: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_FORMAT)
    return forms.DateTimeField(label=label, widget=widget, **kwargs)


#: The languages as they call themselves.
TONGUES = {"nl": "Nederlands", "de": "Deutsch", "en": "English"}


def _text(label: Any, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=2_000, widget=forms.Textarea(attrs={"rows": 4}), **kwargs)


class Translated(forms.Form):
    """A form with the same words in the other languages: none of them is asked for."""

    def tongues(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """Each other language, how it calls itself, its fields."""
        return [
            (code, name, [self[field] for field in self.fields if field.endswith(f"_{code}")])
            for code, name in TONGUES.items()
        ]

    def main(self) -> list[forms.BoundField]:
        """The fields that are not translations."""
        return [self[field] for field in self.fields if field[-3:] not in {f"_{code}" for code in TONGUES}]


class IncidentForm(Translated):
    """What everybody will read."""

    kind = forms.ChoiceField(label=gettext_lazy("De quoi s’agit-il ?"), choices=list(words.KINDS.items()))
    title = fields.text(120, label=gettext_lazy("En quelques mots, en français"), required=True)
    starts = _moment(gettext_lazy("Début"))
    ends = _moment(
        gettext_lazy("Fin"),
        required=False,
        help_text=gettext_lazy("Pour des travaux, la fin prévue. Pour une panne qui dure encore, rien."),
    )
    text = _text(gettext_lazy("Ce que l’on sait, en français"), required=False)
    title_nl = fields.text(120, label=gettext_lazy("En quelques mots"))
    text_nl = _text(gettext_lazy("Ce que l’on sait"), required=False)
    title_de = fields.text(120, label=gettext_lazy("En quelques mots"))
    text_de = _text(gettext_lazy("Ce que l’on sait"), required=False)
    title_en = fields.text(120, label=gettext_lazy("En quelques mots"))
    text_en = _text(gettext_lazy("Ce que l’on sait"), required=False)

    def others(self) -> dict[str, Words]:
        """The same in the other languages."""
        said = self.cleaned_data
        return {code: Words(said[f"title_{code}"], said[f"text_{code}"]) for code in TONGUES}


class NoteForm(Translated):
    """One more word about an incident."""

    text = _text(gettext_lazy("Ce qui est nouveau, en français"))
    text_nl = _text(gettext_lazy("Ce qui est nouveau"), required=False)
    text_de = _text(gettext_lazy("Ce qui est nouveau"), required=False)
    text_en = _text(gettext_lazy("Ce qui est nouveau"), required=False)


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
                words=Words(facts["title"], facts["text"]),
                others=form.others(),
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
            said = form.cleaned_data
            texts = {code: said[f"text_{code}"] for code in TONGUES}
            operations.note(access, incident_id=incident_id, text=said["text"], texts=texts)
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
