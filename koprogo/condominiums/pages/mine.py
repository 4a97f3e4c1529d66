"""Outside any building: my buildings, and a new one in four fields."""

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
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from koprogo.condominiums import labels
from koprogo.condominiums.operations import create as operations
from koprogo.condominiums.operations.create import Seat
from koprogo.condominiums.pages import fields
from koprogo.condominiums.pages.forms import form_page, posted
from koprogo.condominiums.queries import building
from koprogo.condominiums.rules.rights import Role
from koprogo.people.operations import profile
from koprogo.people.queries import persons
from koprogo.platform import commands
from koprogo.platform.access import BRUSSELS
from koprogo.platform.doors import MissingKey, signed_in
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


class NewBuildingForm(forms.Form):
    """Four fields, and the name of whoever gave none yet; everything else can wait."""

    name = fields.text(
        gettext_lazy("Nom de l’immeuble"), asked=gettext_lazy("Indiquez le nom de l’immeuble, par exemple Le Verger.")
    )
    street = fields.text(gettext_lazy("Rue et numéro"), complete="street-address")
    place = fields.text(gettext_lazy("Code postal et localité"), hint=gettext_lazy("Par exemple : 1050 Ixelles."))
    deed_total = fields.whole(
        gettext_lazy("Total des quotités"),
        asked=gettext_lazy("Indiquez le total des quotités de l’acte, par exemple 1 000 ou 10 000."),
        least=1,
        hint=gettext_lazy("Le total de l’acte de base : 1 000, 10 000, ou un autre nombre."),
    )

    founder = fields.text(
        gettext_lazy("Votre nom"),
        asked=gettext_lazy("Indiquez votre nom : il figure sur chaque lettre de l’immeuble."),
        hint=gettext_lazy("Tel qu’il figurera sur les lettres."),
        complete="name",
    )

    terms = forms.BooleanField(
        label=gettext_lazy("J’accepte les conditions d’utilisation et le contrat de sous-traitance (RGPD, art. 28)"),
        error_messages={"required": gettext_lazy("Lisez et acceptez les deux textes pour créer l’immeuble.")},
    )

    def __init__(self, *args: Any, named: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.KOPROGO_HOSTING:
            del self.fields["terms"]
        if named:
            del self.fields["founder"]

    def seat(self) -> Seat:
        """The address in its parts: the number is the last word that starts with a digit, the code the first one."""
        words = self.cleaned_data["street"].split()
        numbered = len(words) > 1 and words[-1][0].isdigit()
        code, _space, city = self.cleaned_data["place"].partition(" ")
        if not code.isdigit():
            code, city = "", self.cleaned_data["place"]
        return Seat(
            street=" ".join(words[:-1] if numbered else words),
            house_number=words[-1][:20] if numbered else "",
            postcode=code[:10],
            city=city.strip()[:80],
        )


@signed_in
def buildings(request: HttpRequest, now: datetime) -> HttpResponse:
    """The buildings of whoever asks; the only one opens at once."""
    found = building.mine(_person(request), now.astimezone(BRUSSELS).date())
    if len(found) == 1 and "tous" not in request.GET:
        return redirect("home", slug=found[0].slug)
    return page(
        request,
        "condominiums/buildings.html",
        rows=found,
        roles={role.value: labels.ROLES[role] for role in Role},
    )


@signed_in
def new(request: HttpRequest, now: datetime) -> HttpResponse:
    """Create a building; whoever does is its syndic."""
    named = bool(persons.by_id(person_id=_person(request)).name)
    form = NewBuildingForm(request.POST or None, initial={"deed_total": 1000}, named=named)
    if posted(request, form):
        with refusals_on(form):
            if not named:
                profile.introduce(person_id=_person(request), name=form.cleaned_data["founder"])
            org = operations.create(
                _person(request),
                name=form.cleaned_data["name"],
                deed_total=form.cleaned_data["deed_total"],
                language=(get_language() or "fr")[:2],
                seat=form.seat(),
                now=now,
                org_id=_once(request),
            )
            if settings.KOPROGO_HOSTING:
                accepted: Callable[..., None] = import_string(settings.KOPROGO_JOINED)
                accepted(org_id=org.id, person_id=_person(request), language=(get_language() or "fr")[:2], now=now)
            say(request, _("L’immeuble « %(name)s » est créé. Voici la suite.") % {"name": org.name})
            return redirect("setup", slug=org.slug)
    back = reverse("buildings")
    return form_page(
        request,
        form,
        title=_("Ajouter mon immeuble"),
        label=_("Créer l’immeuble"),
        cancel=back,
        crumbs=[(_("Mes immeubles"), back)],
        intro=_("Vous en serez le syndic. La date et la décision de votre mandat se précisent ensuite."),
        links=_texts(),
    )


def _texts() -> list[tuple[str, str]]:
    """The texts to read before they are accepted, where others are hosted."""
    if not settings.KOPROGO_HOSTING:
        return []
    named = (("terms", _("Conditions d’utilisation")), ("processor", _("Contrat de sous-traitance")))
    return [(label, reverse("legal", kwargs={"legal_text": text})) for text, label in named]


def _person(request: HttpRequest) -> UUID:
    assert request.user.pk, "the door lets nobody else in"
    return request.user.pk


def _once(request: HttpRequest) -> UUID:
    """The key of the form as the identifier of the building: a second sending finds the first one's."""
    try:
        return UUID(commands.key_of(request))
    except ValueError as problem:
        raise MissingKey from problem
