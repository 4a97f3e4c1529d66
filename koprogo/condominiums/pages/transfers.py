"""Change of owner on a day, the first owner of a lot, and taking back the latest change."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums.operations import ownerships
from koprogo.condominiums.operations import parties as party_operations
from koprogo.condominiums.operations.parties import PartyFacts
from koprogo.condominiums.pages import fields
from koprogo.condominiums.pages.forms import form_page, posted
from koprogo.condominiums.pages.lots import found_lot
from koprogo.condominiums.queries import history, parties
from koprogo.condominiums.queries.roll import RollLot
from koprogo.condominiums.rules.rights import Right
from koprogo.platform import formats
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import say


class PartyChoiceForm(forms.Form):
    """Somebody of the list, or somebody new by name: never both, never neither."""

    party = fields.choice(gettext_lazy("Personne déjà connue"))
    first_name = fields.text(gettext_lazy("Ou une nouvelle personne : prénom"), most=80)
    last_name = fields.text(
        gettext_lazy("Nom de famille, ou nom de la société"),
        most=80,
        hint=gettext_lazy("Une société n’a pas de prénom."),
    )
    email = fields.email(gettext_lazy("E-mail de la nouvelle personne"))

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields.fill(self, "party", parties.choices(access), nothing=_("Choisir dans la liste"))

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        typed: dict[str, Any] = super().clean() or {}
        named = bool(typed.get("last_name") or typed.get("first_name"))
        if typed.get("party") and named:
            self.add_error("party", _("Choisissez une personne, ou créez-en une nouvelle, mais pas les deux."))
        elif not typed.get("party") and "party" not in self.errors and not named:
            self.add_error("party", _("Choisissez une personne, ou écrivez le nom d’une nouvelle."))
        elif named and not typed.get("last_name"):
            self.add_error("last_name", _("Indiquez le nom de famille."))
        return typed

    def chosen(self, access: Access) -> UUID:
        """The party that was chosen, created first when it is new."""
        typed = self.cleaned_data
        if typed["party"]:
            return UUID(typed["party"])
        company = not typed["first_name"]
        facts = PartyFacts(
            kind="company" if company else "person",
            name=typed["last_name"] if company else "",
            first_name=typed["first_name"],
            last_name="" if company else typed["last_name"],
            email=typed["email"],
        )
        return party_operations.add_party(access, facts=facts).id


class TransferForm(PartyChoiceForm):
    """To whom, from which day, by which deed."""

    on = fields.day(
        gettext_lazy("Propriétaire à partir du"),
        asked=gettext_lazy("Indiquez le premier jour du nouveau propriétaire, en général celui de l’acte."),
    )
    source = fields.text(
        gettext_lazy("Source"), most=200, hint=gettext_lazy("Par exemple : acte du notaire Lambert, 12 mai 2026.")
    )


@door(needs=Right.MANAGE_LOTS)
def transfer(request: HttpRequest, access: Access, number: str) -> HttpResponse:
    """Change the owner of a lot on a day, or write its first one."""
    row = found_lot(access, number)
    held = bool(history.holders(access, lot_id=row.lot_id))
    form = TransferForm(request.POST or None, access=access)
    if posted(request, form):
        with refusals_on(form):
            act = ownerships.transfer_lot if held else ownerships.give_lot
            typed = form.cleaned_data
            party_id = form.chosen(access)
            act(access, lot_id=row.lot_id, party_id=party_id, on=typed["on"], source=typed["source"])
            name = parties.get(access, party_id=party_id).name
            text = _("%(name)s détient le lot %(number)s à partir du %(day)s.") % {
                "name": name,
                "number": number,
                "day": formats.day_long(typed["on"]),
            }
            undo = reverse("lot_transfer_undo", kwargs={"slug": access.slug, "number": number})
            say(request, text, undo=undo)
            return redirect("lot", slug=access.slug, number=number)
    back = reverse("lot", kwargs={"slug": access.slug, "number": number})
    lots = reverse("lots", kwargs={"slug": access.slug})
    title = _("Changement de propriétaire") if held else _("Indiquer le propriétaire")
    return form_page(
        request,
        form,
        title=title,
        label=_("Changer le propriétaire") if held else _("Enregistrer le propriétaire"),
        cancel=back,
        crumbs=[(_("Lots"), lots), (number, back)],
        notes=_consequences(row) if row.holder_id else (),
    )


def _consequences(row: RollLot) -> list[str]:
    """What will happen, in words, before anything does (CC 3.94 §5 for the two funds)."""
    facts = {"name": row.holder_name, "number": row.number, "n": formats.number(row.shares)}
    return [
        _("%(name)s reste dans l’histoire du lot %(number)s, jusqu’à la veille.") % facts,
        _("Les %(n)s quotités passent au nouveau propriétaire ; l’accès en ligne suit le même jour.") % facts,
        _("La part du fonds de réserve reste à l’immeuble ; celle du fonds de roulement est à rembourser."),
        _("Le changement s’annule tant que rien n’a été compté dessus."),
    ]


@door(needs=Right.MANAGE_LOTS)
def undo(request: HttpRequest, access: Access, number: str) -> HttpResponse:
    """Take back the latest change of owner."""
    row = found_lot(access, number)
    if request.method == "POST":
        ownerships.correct_transfer(access, lot_id=row.lot_id)
        say(request, _("Le changement de propriétaire du lot %(number)s est annulé.") % {"number": number})
    return redirect("lot", slug=access.slug, number=number)
