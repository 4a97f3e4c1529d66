"""Taking a name among the neighbours, changing it, and who the others are."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotAllowed, NotFound
from koprogo.neighbours.operations import residents as operations
from koprogo.neighbours.pages import fields
from koprogo.neighbours.pages.doors import room
from koprogo.neighbours.pages.frame import address, crumbs, form_page, posted, to
from koprogo.neighbours.queries import moderation, office, residents
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.rules.residents import LONGEST
from koprogo.platform import doors
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


class NameForm(forms.Form):
    """How the others know me."""

    pseudonym = fields.text(
        gettext_lazy("Votre nom parmi les voisins"),
        asked=gettext_lazy("Choisissez le nom sous lequel les voisins vous connaîtront."),
        most=LONGEST,
        hint=gettext_lazy("Un prénom, un surnom, « La famille du troisième » : c’est ce que les autres verront."),
    )
    place = fields.text(
        gettext_lazy("Où vous habitez"),
        most=LONGEST,
        hint=gettext_lazy("Par exemple « 2e étage ». Laissez vide pour ne pas le dire."),
    )


class JoinForm(NameForm):
    """The same, with the house rules."""

    house = forms.BooleanField(
        label=gettext_lazy("J’ai lu les règles de la maison et je les suis"),
        help_text=gettext_lazy(
            "On s’entraide, sans argent et sans classement. On reste courtois, on n’écrit pas la vie privée des autres,"
            " et deux voisins modérateurs règlent ce qui est signalé. Ce qui se passe ici ne se mêle ni des charges ni"
            " des votes de l’immeuble."
        ),
        error_messages={"required": gettext_lazy("Lisez les règles et cochez la case pour continuer.")},
    )


class MeForm(NameForm):
    """What the others see, and the mail of Thursday."""

    contact = fields.text(
        gettext_lazy("Comment vous joindre"),
        most=120,
        hint=gettext_lazy("Un numéro ou une adresse, visible des seuls voisins. Vide : rien n’est montré."),
    )
    wants_digest = forms.BooleanField(
        label=gettext_lazy("Recevoir les nouvelles des voisins le jeudi"),
        required=False,
        help_text=gettext_lazy("Un e-mail par semaine, seulement s’il y a du neuf."),
    )

    moderates = forms.BooleanField(
        label=gettext_lazy("Être modérateur"),
        required=False,
        help_text=gettext_lazy("Lire ce qui est signalé et en décider à deux, avec les raisons. Le nom se voit."),
    )


@doors.door(needs=Right.MEET_NEIGHBOURS)
def join(request: HttpRequest, access: Access) -> HttpResponse:
    """Take a name: owners and tenants alike, nothing else is asked."""
    onward = doors.back(request, address("neighbours", access))
    if residents.me(access) is not None:
        return redirect(onward)
    form = JoinForm(request.POST or None)
    if posted(request, form):
        facts = form.cleaned_data
        with refusals_on(form):
            row = operations.join(access, pseudonym=facts["pseudonym"], place=facts["place"])
            say(request, _("Bienvenue, %(name)s.") % {"name": row.pseudonym})
            return redirect(onward)
    return form_page(
        request,
        form,
        title=_("Prendre un nom parmi les voisins"),
        label=_("Prendre ce nom"),
        cancel=address("home", access),
        crumbs=[],
        intro=_("Propriétaire ou locataire, personne ne le verra ici : les voisins vous connaissent par ce nom."),
    )


@room(None)
def mine(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """What the others see of me."""
    initial: dict[str, Any] = {name: getattr(me, name) for name in MeForm.base_fields}
    form = MeForm(request.POST or None, initial=initial)
    if posted(request, form):
        with refusals_on(form):
            operations.change(access, **form.cleaned_data)
            say(request, _("C’est enregistré."))
            return to("neighbours", access)
    return form_page(
        request,
        form,
        title=_("Ce que les voisins voient de vous"),
        label=_("Enregistrer"),
        cancel=address("neighbours", access),
        crumbs=crumbs(access),
        after=[
            (_("Voir les signalements"), address("neighbours_reports", access)),
            (_("Quitter les voisins"), address("neighbours_leave", access)),
        ],
    )


@room(None)
def listing(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """Everybody who has a name here."""
    may_name = access.may(Right.ANIMATE_NEIGHBOURS)
    if request.method == "POST":
        if not may_name:
            raise NotAllowed(needs=Right.ANIMATE_NEIGHBOURS)
        if request.POST.get("as") == "moderator":
            operations.name_moderator(access, resident_id=_chosen(request))
            say(request, _("Cette personne est modératrice : un e-mail le lui dit, et comment ne plus l’être."))
        else:
            operations.name_animator(access, resident_id=_chosen(request))
            say(request, _("Cette personne peut maintenant animer avec vous."))
        return to("neighbours_people", access)
    unseen = moderation.unseen(access, me)
    return page(
        request,
        "neighbours/people.html",
        may_name=may_name,
        may_write=office.speaks(access, me=me),
        crumbs=[*crumbs(access), (_("Les voisins"), "")],
        rows=[one for one in residents.current(access) if one.id not in unseen.subjects or one.id == me.id],
        unread=unseen.authors,
        me=me,
    )


def _chosen(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("resident", ""))
    except ValueError as problem:
        raise NotFound(what="resident") from problem


@room(None)
def leave(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """Leave the neighbours: what is personal is erased."""
    form = forms.Form(request.POST or None)
    if posted(request, form):
        with refusals_on(form):
            operations.leave(access)
            say(request, _("Vous avez quitté les voisins. Votre nom et vos coordonnées sont effacés."))
            return redirect("buildings")
    return form_page(
        request,
        form,
        title=_("Quitter les voisins"),
        label=_("Quitter et effacer mon nom"),
        cancel=address("neighbours_me", access),
        crumbs=crumbs(access, (_("Ma carte"), address("neighbours_me", access))),
        intro=_(
            "Votre nom, votre étage et vos coordonnées sont effacés tout de suite. Ce que vous avez écrit reste, sous"
            " « Ancien voisin ». Vous pourrez revenir sous un autre nom."
        ),
    )


urlpatterns: list[URLPattern] = [
    path("voisins/nom", join, name="neighbours_join"),
    path("voisins/moi", mine, name="neighbours_me"),
    path("voisins/moi/quitter", leave, name="neighbours_leave"),
    path("voisins/habitants", listing, name="neighbours_people"),
]
