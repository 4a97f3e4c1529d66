"""The people of the building: the list, one card, adding and correcting."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums import labels
from koprogo.condominiums.operations import parties as operations
from koprogo.condominiums.operations.parties import PartyFacts
from koprogo.condominiums.pages import fields
from koprogo.condominiums.pages.forms import form_page, posted
from koprogo.condominiums.pages.members import MembersForm
from koprogo.condominiums.queries import history, parties
from koprogo.condominiums.rules.rights import Right
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say

ALONE = ("person", "company")
SEVERAL = ("joint", "split")


class PartyForm(forms.Form):
    """Who somebody is and how to reach them."""

    first_name = fields.text(gettext_lazy("Prénom"), most=80)
    last_name = fields.text(gettext_lazy("Nom de famille"), most=80)
    name = fields.text(gettext_lazy("Nom"), most=160)
    enterprise_number = fields.text(gettext_lazy("Numéro d’entreprise"), most=20)
    email = fields.email(gettext_lazy("E-mail"))
    phone = fields.text(gettext_lazy("Téléphone"), most=40)
    street = fields.text(gettext_lazy("Rue et numéro"), most=160)
    postcode = fields.text(gettext_lazy("Code postal"), most=12)
    city = fields.text(gettext_lazy("Localité"), most=80)
    country = fields.text(gettext_lazy("Pays"), most=2, hint=gettext_lazy("En deux lettres : BE, FR, NL."))
    iban = fields.text(
        gettext_lazy("Compte bancaire"), most=42, hint=gettext_lazy("Il sert à reconnaître ses paiements.")
    )
    language = fields.choice(gettext_lazy("Langue des courriers"), labels.LANGUAGE_NAMES.items())
    channel = fields.choice(gettext_lazy("Envois"), labels.CHANNELS.items())
    email_consent_on = fields.day(
        gettext_lazy("Accord écrit pour l’e-mail, reçu le"),
        hint=gettext_lazy("La loi le demande pour convoquer une assemblée par e-mail (CC 3.87 § 3)."),
    )
    note = fields.lines(gettext_lazy("Note du syndic"))

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        gone = ("name", "enterprise_number") if kind == "person" else ("first_name", "last_name")
        for name in gone if kind != "joint" and kind != "split" else (*gone, "enterprise_number"):
            del self.fields[name]
        needed = self.fields["last_name" if kind == "person" else "name"]
        needed.required = kind in ALONE
        needed.error_messages["required"] = _("Indiquez le nom.")

    def facts(self) -> PartyFacts:
        """What was typed, for the operation."""
        typed = {name: value for name, value in self.cleaned_data.items() if name in self.fields}
        typed["country"] = (typed.get("country") or "BE").upper()
        typed["language"] = typed.get("language") or "fr"
        typed["channel"] = typed.get("channel") or "post"
        return PartyFacts(kind=self.kind, **typed)


@door(needs=Right.SEE_LOTS)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """The people of the building, by name; contacts only for those who may see them."""
    text = request.GET.get("texte", "")
    wanted = request.GET.get("page", "")
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 6 else 1
    return page(
        request,
        "condominiums/parties.html",
        people=parties.listing(access, on=access.today, page=number, text=text),
        text=text,
        kinds=labels.PARTY_KINDS,
        sees_contacts=access.may(Right.SEE_CONTACTS),
        may_manage=access.may(Right.MANAGE_LOTS),
    )


@door(needs=Right.SEE_LOTS)
def party(request: HttpRequest, access: Access, party_id: UUID) -> HttpResponse:
    """The card of one party; its contacts for itself and for those who may see them."""
    card = parties.card(access, party_id=party_id)
    sees_contacts = access.may(Right.SEE_CONTACTS) or party_id in access.party_ids
    return page(
        request,
        "condominiums/party.html",
        card=card,
        members=parties.members(access, party_id=party_id) if card.several else [],
        wholes=[] if card.several else parties.wholes(access, party_id=party_id),
        persons=history.persons(access, party_id=party_id) if sees_contacts else [],
        kinds=labels.PARTY_KINDS,
        rights=labels.MEMBER_RIGHTS,
        channels=labels.CHANNELS,
        languages_of=labels.LANGUAGE_NAMES,
        sees_contacts=sees_contacts,
        may_manage=access.may(Right.MANAGE_LOTS),
        may_invite=access.may(Right.INVITE),
    )


@door(needs=Right.MANAGE_LOTS)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Add a person, a company, or several who hold together (?genre=)."""
    kind = request.GET.get("genre", "")
    if kind in SEVERAL:
        return _new_several(request, access, kind)
    if kind not in ALONE:
        return page(request, "condominiums/party_kinds.html", kinds=labels.PARTY_KINDS)
    form = PartyForm(request.POST or None, kind=kind, initial={"country": "BE"})
    if posted(request, form):
        with refusals_on(form):
            row = operations.add_party(access, facts=form.facts())
            say(request, _("%(name)s est dans la liste des personnes.") % {"name": row.name})
            return redirect("party", slug=access.slug, party_id=row.id)
    return _form(request, access, form, kind)


def _new_several(request: HttpRequest, access: Access, kind: str) -> HttpResponse:
    form = MembersForm(request.POST or None, access=access, kind=kind)
    if posted(request, form):
        with refusals_on(form):
            facts = PartyFacts(kind=kind, name=form.cleaned_data["name"])
            row = operations.add_party(access, facts=facts, members=form.members())
            say(request, _("%(name)s : indiquez maintenant qui représente cette propriété.") % {"name": row.name})
            return redirect("party_representative", slug=access.slug, party_id=row.id)
    return _form(request, access, form, kind)


def _form(request: HttpRequest, access: Access, form: forms.Form, kind: str) -> HttpResponse:
    back = reverse("parties", kwargs={"slug": access.slug})
    title = _("Ajouter : %(kind)s") % {"kind": labels.PARTY_KINDS[kind]}
    return form_page(
        request, form, title=title, label=_("Ajouter à la liste"), cancel=back, crumbs=[(_("Personnes"), back)]
    )


@door(needs=Right.MANAGE_LOTS)
def change(request: HttpRequest, access: Access, party_id: UUID) -> HttpResponse:
    """Correct the facts of one party."""
    row = parties.get(access, party_id=party_id)
    initial = {name: getattr(row, name) for name in PartyForm.base_fields}
    if row.kind == "person" and not row.last_name:
        initial["last_name"] = row.name
    form = PartyForm(request.POST or None, kind=row.kind, initial=initial)
    if posted(request, form):
        with refusals_on(form):
            kept = operations.change_party(access, party_id=party_id, facts=form.facts())
            say(request, _("La fiche de %(name)s est corrigée.") % {"name": kept.name})
            return redirect("party", slug=access.slug, party_id=party_id)
    people = reverse("parties", kwargs={"slug": access.slug})
    back = reverse("party", kwargs={"slug": access.slug, "party_id": party_id})
    return form_page(
        request,
        form,
        title=_("Corriger la fiche"),
        label=_("Enregistrer la fiche"),
        cancel=back,
        crumbs=[(_("Personnes"), people), (row.name, back)],
    )
