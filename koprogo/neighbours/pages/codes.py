"""How neighbours are let in: the hall's code, a letter for each home, on paper; and the page where a code is typed."""

from datetime import datetime
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums.queries import roll
from koprogo.condominiums.rules.lots import LotKind
from koprogo.condominiums.rules.rights import Right
from koprogo.neighbours.operations import codes as operations
from koprogo.neighbours.operations import entry
from koprogo.neighbours.pages import fields
from koprogo.neighbours.pages.frame import address, back_to_modules, form_page, posted, to
from koprogo.neighbours.queries import codes
from koprogo.neighbours.queries.codes import Code
from koprogo.neighbours.rules.residents import LONGEST
from koprogo.people.operations import entrance
from koprogo.platform import commands, qr
from koprogo.platform.access import Access
from koprogo.platform.doors import MissingKey, door, signed_in
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


class LettersForm(forms.Form):
    """Which homes get a letter."""

    homes = fields.lines(
        gettext_lazy("Les logements, un par ligne"),
        asked=gettext_lazy("Écrivez au moins un logement."),
        most=20_000,
        hint=gettext_lazy(
            "Par exemple « 2e gauche ». Qui a déjà une lettre en reçoit une nouvelle ; l’ancienne s’éteint."
        ),
        rows=10,
    )


@door(needs=Right.ANIMATE_NEIGHBOURS)
def manage(request: HttpRequest, access: Access) -> HttpResponse:
    """The codes that let somebody in now."""
    if request.method == "POST":
        if request.POST.get("act") == "end":
            operations.end_hall(access)
            say(request, _("Le code du hall ne laisse plus entrer personne."))
        else:
            operations.renew_hall(access)
            say(request, _("Le hall a un nouveau code. Imprimez l’affiche : l’ancienne ne vaut plus."))
        return to("neighbours_codes", access)
    found = codes.running(access)
    return page(
        request,
        "neighbours/codes.html",
        hall=next((one for one in found if not one.home), None),
        letters=[one for one in found if one.home],
        crumbs=[*back_to_modules(access), (_("Faire entrer les voisins"), "")],
    )


@door(needs=Right.ANIMATE_NEIGHBOURS)
def letters(request: HttpRequest, access: Access) -> HttpResponse:
    """Write a letter for each home; the homes of a condominium are known already."""
    form = LettersForm(request.POST or None, initial={"homes": _homes(access)})
    if posted(request, form):
        with refusals_on(form):
            operations.write_letters(access, homes=form.cleaned_data["homes"])
            return to("neighbours_letters_print", access)
    return form_page(
        request,
        form,
        title=_("Une lettre pour chaque logement"),
        label=_("Préparer les lettres"),
        cancel=address("neighbours_codes", access),
        crumbs=[*back_to_modules(access), (_("Faire entrer les voisins"), address("neighbours_codes", access))],
        intro=_("Chaque lettre porte un code à elle, valable soixante jours. Glissez-la dans la boîte aux lettres."),
    )


def _homes(access: Access) -> str:
    if access.org_kind == "residents":
        return ""
    lots = roll.rows(access, on=access.today)
    return "\n".join(row.number for row in lots if row.kind in (LotKind.APARTMENT, LotKind.HOUSE))


@door(needs=Right.ANIMATE_NEIGHBOURS)
def poster(request: HttpRequest, access: Access) -> HttpResponse:
    """The hall's poster, to be printed."""
    return _paper(request, access, [one for one in codes.running(access) if not one.home])


@door(needs=Right.ANIMATE_NEIGHBOURS)
def letters_print(request: HttpRequest, access: Access) -> HttpResponse:
    """The letters, a sheet each, to be printed."""
    return _paper(request, access, [one for one in codes.running(access) if one.home])


def _paper(request: HttpRequest, access: Access, found: list[Code]) -> HttpResponse:
    sheets = [(one, qr.svg(_entrance(access, one.text))) for one in found]
    return page(
        request,
        "neighbours/entry_paper.html",
        sheets=sheets,
        plate_of=access.plate,
        slug=access.slug,
        where=f"{settings.KOPROGO_PUBLIC_URL}{reverse('neighbours_enter')}",
    )


def _entrance(access: Access, code: str) -> str:
    query = urlencode({"immeuble": access.slug, "code": code})
    return f"{settings.KOPROGO_PUBLIC_URL}{reverse('neighbours_enter')}?{query}"


class EnterForm(forms.Form):
    """What stands on the poster."""

    building = fields.text(
        gettext_lazy("Adresse de l’immeuble"),
        asked=gettext_lazy("Recopiez l’adresse de l’immeuble, comme sur l’affiche."),
        most=60,
        hint=gettext_lazy("Comme sur l’affiche ou la lettre, par exemple le-verger."),
    )
    code = fields.text(
        gettext_lazy("Code"), asked=gettext_lazy("Recopiez le code de l’affiche ou de la lettre."), most=20
    )


@signed_in
def enter(request: HttpRequest, now: datetime) -> HttpResponse:
    """Type the code of the hall or of a letter, then take a name."""
    given = {"building": request.GET.get("immeuble", "")[:60], "code": request.GET.get("code", "")[:20]}
    form = EnterForm(request.POST or None, initial=given)
    if posted(request, form):
        facts = form.cleaned_data
        with refusals_on(form):  # apart: a try counts, above all when the code is wrong
            entrance.try_code(request, key=facts["building"].lower())
    if form.is_bound and not form.errors:
        with refusals_on(form):
            org = entry.enter(_person(request), slug=facts["building"], code=facts["code"], now=now)
            return redirect("neighbours_join", slug=org.slug)
    back = reverse("buildings")
    return form_page(
        request,
        form,
        title=_("Rejoindre mes voisins"),
        label=_("Entrer"),
        cancel=back,
        crumbs=[(_("Mes immeubles"), back)],
        intro=_("Le code est affiché dans le hall ou dans la lettre reçue. Ensuite, vous choisissez un nom."),
    )


class FoundForm(forms.Form):
    """A group of residents in three fields."""

    name = fields.text(
        gettext_lazy("Nom du groupe"), asked=gettext_lazy("Donnez un nom au groupe, par exemple Les Tisserands.")
    )
    street = fields.text(gettext_lazy("Rue"), hint=gettext_lazy("Celle de la plaque, en haut des pages."))
    house_number = fields.text(gettext_lazy("Numéro"), most=20)
    pseudonym = fields.text(
        gettext_lazy("Votre nom parmi les voisins"),
        asked=gettext_lazy("Choisissez le nom sous lequel les voisins vous connaîtront."),
        most=LONGEST,
    )


@signed_in
def found(request: HttpRequest, now: datetime) -> HttpResponse:
    """Found a residents' group: the neighbours' side alone, whatever software the syndic uses."""
    form = FoundForm(request.POST or None)
    if posted(request, form):
        with refusals_on(form):
            org = entry.found(_person(request), **form.cleaned_data, now=now, org_id=_once(request))
            say(request, _("Le groupe est fondé. Choisissez ce que vous mettez en service."))
            return redirect("neighbours_modules", slug=org.slug)
    back = reverse("buildings")
    return form_page(
        request,
        form,
        title=_("Fonder un groupe d’habitants"),
        label=_("Fonder le groupe"),
        cancel=back,
        crumbs=[(_("Mes immeubles"), back)],
        intro=_("Pour s’entraider entre voisins, même si la copropriété n’utilise pas KoproGo : ni lots, ni comptes."),
    )


def _person(request: HttpRequest) -> UUID:
    assert request.user.pk, "the door lets nobody else in"
    return request.user.pk


def _once(request: HttpRequest) -> UUID:
    """The key of the form as the identifier of the group: a second sending finds the first one's."""
    try:
        return UUID(commands.key_of(request))
    except ValueError as problem:
        raise MissingKey from problem


urlpatterns: list[URLPattern] = [
    path("voisins/entrees", manage, name="neighbours_codes"),
    path("voisins/entrees/lettres", letters, name="neighbours_letters"),
    path("voisins/entrees/lettres/imprimer", letters_print, name="neighbours_letters_print"),
    path("voisins/entrees/affiche", poster, name="neighbours_poster"),
]

outside: list[URLPattern] = [
    path("voisins/rejoindre", enter, name="neighbours_enter"),
    path("voisins/fonder", found, name="neighbours_found"),
]
