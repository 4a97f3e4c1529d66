"""Bringing a condominium from another installation: hand in its archive, see it come in, invite who belongs to it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from koprogo.condominiums.operations import bring as operations
from koprogo.condominiums.operations.bring import BRING
from koprogo.condominiums.queries import brought
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import Refused
from koprogo.people.operations import profile
from koprogo.people.queries import persons
from koprogo.platform import jobs
from koprogo.platform.access import Access
from koprogo.platform.doors import door, signed_in
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, part, say
from koprogo.site import refusals


class ArchiveForm(forms.Form):
    """The archive, the name of whoever gave none yet, and what a host asks to be accepted."""

    file = forms.FileField(
        label=gettext_lazy("Archive"),
        error_messages={"required": gettext_lazy("Choisissez l’archive préparée par « Tout emporter ».")},
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )
    founder = forms.CharField(
        label=gettext_lazy("Votre nom"),
        max_length=160,
        help_text=gettext_lazy("Tel qu’il figurera sur les lettres."),
        error_messages={"required": gettext_lazy("Indiquez votre nom : il figure sur chaque lettre de l’immeuble.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    terms = forms.BooleanField(
        label=gettext_lazy("J’accepte les conditions d’utilisation et le contrat de sous-traitance (RGPD, art. 28)"),
        error_messages={"required": gettext_lazy("Lisez et acceptez les deux textes pour apporter l’immeuble.")},
    )

    def __init__(self, *args: Any, named: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("Un fichier .zip, %(limit)s Mo au plus.") % {"limit": _megabytes()}
        if not settings.KOPROGO_HOSTING:
            del self.fields["terms"]
        if named:
            del self.fields["founder"]

    def clean_file(self) -> Any:
        """Not larger than this installation takes in."""
        upload = self.cleaned_data["file"]
        if upload.size > settings.KOPROGO_ARCHIVE_LIMIT_BYTES:
            text = _("L’archive dépasse %(limit)s Mo. Qui gère ce serveur l’apporte avec la commande koprogo bring.")
            raise forms.ValidationError(text % {"limit": _megabytes()})
        return upload


def _megabytes() -> int:
    return int(settings.KOPROGO_ARCHIVE_LIMIT_BYTES) // 1_048_576


@signed_in
def new(request: HttpRequest, now: datetime) -> HttpResponse:
    """Hand in an archive; whoever does is the syndic here."""
    person_id = request.user.pk
    assert person_id is not None
    named = bool(persons.by_id(person_id=person_id).name)
    form = ArchiveForm(request.POST or None, request.FILES or None, named=named)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            place = _opened(form, person_id, named=named, now=now)
            return redirect("brought", slug=place.org.slug)
    links = []
    if settings.KOPROGO_HOSTING:
        named_texts = (("terms", _("Conditions d’utilisation")), ("processor", _("Contrat de sous-traitance")))
        links = [(label, reverse("legal", kwargs={"legal_text": text})) for text, label in named_texts]
    return page(request, "site/bring.html", status=422 if form.errors else 200, form=form, links=links)


def _opened(form: ArchiveForm, person_id: UUID, *, named: bool, now: datetime) -> operations.Place:
    language = (get_language() or "fr")[:2]
    if not named:
        profile.introduce(person_id=person_id, name=form.cleaned_data["founder"])
    place = operations.open_place(person_id, source=form.cleaned_data["file"], language=language, now=now)
    if settings.KOPROGO_HOSTING:
        accepted: Callable[..., None] = import_string(settings.KOPROGO_JOINED)
        accepted(org_id=place.org.id, person_id=person_id, language=language, now=now)
    return place


def _job(access: Access) -> Any:
    return jobs.of_subject(access, subject_id=access.org_id, kind=BRING)


def _refusal(job: Any) -> str:
    """Why the archive was not taken in, in the reader's language; empty when it was."""
    told = job.args.get("refused")
    return refusals.sentence(Refused.of(told["code"], told["facts"])) if told else ""


@door(needs=Right.SETTINGS)
def show(request: HttpRequest, access: Access) -> HttpResponse:
    """How far it is; what was wrong with it; or what came in, and whom to invite."""
    job = _job(access)
    if job is None:
        return redirect("settings", slug=access.slug)
    return page(
        request,
        "site/brought.html",
        job=job,
        working=job.state in ("queued", "running"),
        refusal=_refusal(job),
        brought=job.args.get("brought"),
        to_invite=len(brought.to_invite(access, job_id=job.id)),
    )


@door(needs=Right.SETTINGS)
def progress(request: HttpRequest, access: Access) -> HttpResponse:
    """How far it is (a piece of the page, or the page again without a script)."""
    here = reverse("brought", kwargs={"slug": access.slug})
    job = _job(access)
    if not request.headers.get("HX-Request") or job is None:
        return redirect(here)
    response = part(request, "site/brought_progress.html", job=job)
    if job.state not in ("queued", "running"):
        response.headers["HX-Redirect"] = here
    return response


@door(needs=Right.INVITE)
def invite(request: HttpRequest, access: Access) -> HttpResponse:
    """Invite everybody who had an access where the building comes from."""
    job = _job(access)
    if request.method == "POST" and job is not None:
        count = operations.invite_those(access, job_id=job.id)
        text = ngettext(
            "%(n)s invitation partira dans dix minutes.", "%(n)s invitations partiront dans dix minutes.", count
        )
        say(request, text % {"n": count})
    return redirect("brought", slug=access.slug)
