"""Inviting the people of a party, taking an invitation back, closing somebody's access, and the invited's own page."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from koprogo.condominiums.operations import invite as operations
from koprogo.condominiums.pages.forms import form_page, posted
from koprogo.condominiums.queries import access as accesses
from koprogo.condominiums.queries import building, history, parties
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.people.operations import entrance
from koprogo.people.queries import addresses
from koprogo.people.rules.links import Link
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


@door(needs=Right.INVITE)
def invite(request: HttpRequest, access: Access, party_id: UUID) -> HttpResponse:
    """Say what will be sent to whom, then send it."""
    card = parties.card(access, party_id=party_id)
    form = forms.Form(request.POST or None)
    if posted(request, form):
        with refusals_on(form):
            operations.invite(access, party_id=party_id)
            undo = reverse("party_invite_undo", kwargs={"slug": access.slug, "party_id": party_id})
            text = _("L’invitation part à %(email)s dans dix minutes.") % {"email": card.email}
            say(request, text, undo=undo)
            return redirect("party", slug=access.slug, party_id=party_id)
    people = reverse("parties", kwargs={"slug": access.slug})
    back = reverse("party", kwargs={"slug": access.slug, "party_id": party_id})
    if card.email:
        intro = _("Un e-mail part à %(email)s. Son lien ouvre l’accès de %(name)s pendant trente jours.") % {
            "email": card.email,
            "name": card.name,
        }
    else:
        intro = _("%(name)s n’a pas d’adresse e-mail. Ajoutez-la d’abord à sa fiche.") % {"name": card.name}
    return form_page(
        request,
        form,
        title=_("Inviter %(name)s") % {"name": card.name},
        label=_("Envoyer l’invitation"),
        cancel=back,
        crumbs=[(_("Personnes"), people), (card.name, back)],
        intro=intro,
    )


@door(needs=Right.INVITE)
def take_back(request: HttpRequest, access: Access, party_id: UUID) -> HttpResponse:
    """Call back an invitation that has not left yet."""
    if request.method == "POST":
        if operations.take_back_invitation(access, party_id=party_id):
            say(request, _("L’invitation est annulée : rien n’est parti."))
        else:
            say(request, _("L’invitation était déjà partie. Retirez l’accès si elle ne devait pas partir."))
    return redirect("party", slug=access.slug, party_id=party_id)


@door(needs=Right.INVITE)
def unlink(request: HttpRequest, access: Access, party_id: UUID, person_id: UUID) -> HttpResponse:
    """Close the access that somebody has through a party."""
    found = {one.person_id: one for one in history.persons(access, party_id=party_id)}
    if person_id not in found:
        raise NotFound(what="person")
    name = found[person_id].name
    form = forms.Form(request.POST or None)
    if posted(request, form):
        with refusals_on(form):
            operations.unlink_person(access, party_id=party_id, person_id=person_id)
            say(request, _("L’accès de %(name)s est retiré.") % {"name": name})
            return redirect("party", slug=access.slug, party_id=party_id)
    people = reverse("parties", kwargs={"slug": access.slug})
    back = reverse("party", kwargs={"slug": access.slug, "party_id": party_id})
    return form_page(
        request,
        form,
        title=_("Retirer l’accès de %(name)s") % {"name": name},
        label=_("Retirer l’accès"),
        cancel=back,
        crumbs=[(_("Personnes"), people), (_("Fiche"), back)],
        intro=_("La fiche, les lots et l’histoire restent. Une nouvelle invitation rouvre l’accès."),
    )


def welcome(request: HttpRequest, link: Link, access: Access) -> HttpResponse:
    """The page of an invitation link: who is invited where, and one button. Registered by the site for its kind."""
    if link.party_id is None:
        raise NotFound(what="party")
    system = accesses.as_system(org_id=link.org_id, now=access.now, name=access.org_name)
    card = parties.card(system, party_id=link.party_id)
    if not card.email:
        raise NotFound(what="party")
    operations.check_invited(system, party_id=link.party_id)
    # A forwarded link opens nothing: whoever accepts must read the mailbox that was invited.
    reader = request.user.pk
    proven = reader is not None and addresses.proven(person_id=reader, email=card.email)
    if request.method == "POST":
        if reader is None or not proven:
            return redirect(entrance.begin(request, email=card.email, back=request.path))
        operations.accept_invitation(system, party_id=link.party_id, person_id=reader)
        return redirect("home", slug=access.slug)
    head = building.head(system)
    return page(
        request,
        "condominiums/welcome.html",
        head=head,
        card=card,
        proven=proven,
        plate_of={
            "street": head.street or head.name,
            "number": head.house_number,
            "street_2": head.street_2,
            "lang_2": head.language_2,
        },
    )
