"""The identity card of the association, its physical buildings and the settings."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings as installation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums import labels
from koprogo.condominiums.operations import describe as operations
from koprogo.condominiums.operations.describe import Identity
from koprogo.condominiums.pages import fields
from koprogo.condominiums.pages.forms import form_page, posted
from koprogo.condominiums.queries import building, mandates, roll
from koprogo.condominiums.queries.building import CondominiumHead
from koprogo.condominiums.queries.mandates import MandateRow
from koprogo.condominiums.rules import lots as lot_rules
from koprogo.condominiums.rules.lots import LotKind
from koprogo.condominiums.rules.rights import Right, Role
from koprogo.kernel import enterprise_number
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


class IdentityForm(forms.Form):
    """What the law wants on every document, and how the year runs."""

    name = fields.text(gettext_lazy("Nom de l’immeuble"), asked=gettext_lazy("Indiquez le nom de l’immeuble."))
    street = fields.text(gettext_lazy("Rue"))
    house_number = fields.text(gettext_lazy("Numéro"), most=20)
    postcode = fields.text(gettext_lazy("Code postal"), most=10)
    city = fields.text(gettext_lazy("Localité"), most=80)
    enterprise_number = fields.text(
        gettext_lazy("Numéro d’entreprise (BCE)"), most=20, hint=gettext_lazy("Dix chiffres, par exemple 0403.170.701.")
    )
    language = fields.choice(
        gettext_lazy("Langue de l’immeuble"),
        labels.LANGUAGE_NAMES.items(),
        asked=gettext_lazy("Choisissez la langue de l’immeuble."),
    )
    language_2 = fields.choice(gettext_lazy("Deuxième langue"))
    name_2 = fields.text(gettext_lazy("Nom dans la deuxième langue"))
    street_2 = fields.text(gettext_lazy("Rue dans la deuxième langue"))
    city_2 = fields.text(gettext_lazy("Localité dans la deuxième langue"), most=80)
    deed = fields.text(
        gettext_lazy("Acte de base"), most=200, hint=gettext_lazy("Par exemple : notaire Lambert, 4 juin 1972.")
    )
    year_starts_month = fields.choice(
        gettext_lazy("Premier mois de l’exercice"), asked=gettext_lazy("Choisissez un mois.")
    )
    assembly_from = fields.text(
        gettext_lazy("Quinzaine de l’assemblée annuelle, à partir du"),
        most=5,
        hint=gettext_lazy("Mois et jour, par exemple 12-01 pour le 1er décembre ; fixée par le règlement."),
    )
    acceptance_on = forms.DateField(
        label=gettext_lazy("Réception provisoire des parties communes"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy(
            "Cinq ans plus tard, le fonds de réserve devient obligatoire (CC 3.86 § 3). Inconnue : il l’est déjà."
        ),
    )
    professional_syndic = forms.BooleanField(label=gettext_lazy("Le syndic est professionnel"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields.fill(self, "language_2", labels.LANGUAGE_NAMES.items(), nothing=_("Aucune"))
        fields.fill(self, "year_starts_month", [(str(n), labels.month(n)) for n in range(1, 13)])

    def identity(self) -> Identity:
        """What was typed, for the operation."""
        typed = dict(self.cleaned_data)
        typed["year_starts_month"] = int(typed["year_starts_month"])
        return Identity(**typed)


class BuildingForm(forms.Form):
    """One physical building."""

    name = fields.text(gettext_lazy("Nom du bâtiment"), asked=gettext_lazy("Donnez un nom au bâtiment."), most=80)
    address = fields.text(gettext_lazy("Adresse, si elle diffère"), most=200)


@door(needs=Right.ENTER)
def card(request: HttpRequest, access: Access) -> HttpResponse:
    """The identity card: plate, number, buildings, mandates with their end, council, what is still missing."""
    head = building.head(access)
    rows = mandates.listing(access)
    kinds = [LotKind(kind) for kind in roll.kinds(access)]
    return page(
        request,
        "condominiums/building.html",
        head=head,
        number_shown=enterprise_number.pretty(head.enterprise_number) if head.enterprise_number else "",
        still={
            "street": head.street or head.name,
            "number": head.house_number,
            "street_2": head.street_2,
            "lang_2": head.language_2,
        },
        buildings=building.physical(access),
        mandates=[row for row in rows if row.is_current],
        past=[row for row in rows if not row.is_current],
        lots=len(kinds),
        counted=lot_rules.counted(kinds),
        full_books=lot_rules.full_books_compulsory(lot_rules.counted(kinds)),
        sees_books=access.may(Right.SEE_BOOKS),
        council_compulsory=lot_rules.council_is_compulsory(kinds),
        has_council=any(row.is_current and row.role == Role.COUNCIL for row in rows),
        missing=_missing(head, rows, len(kinds)) if access.may(Right.SETTINGS) else [],
        roles=labels.ROLES,
        month=labels.month(head.year_starts_month),
        may_settle=access.may(Right.SETTINGS),
        may_audit=access.may(Right.SEE_AUDIT),
        may_read=access.may(Right.SEE_DOCUMENTS),
        may_mandate=access.may(Right.MANAGE_MANDATES),
        sees_lots=access.may(Right.SEE_LOTS),
        hosted=installation.KOPROGO_HOSTING and access.may(Right.SEE_BOOKS),
    )


def _missing(head: CondominiumHead, rows: list[MandateRow], lots: int) -> list[str]:
    """The facts that documents will need and that nobody has written yet (ux.md 5, screen 3)."""
    current = [row for row in rows if row.is_current]
    roles = {row.role for row in current}
    undecided = any(row.role == Role.SYNDIC and not row.decision for row in current)
    checks = (
        (not (head.street and head.postcode and head.city), _("L’adresse du siège")),
        (not head.enterprise_number, _("Le numéro d’entreprise (BCE)")),
        (not head.deed, _("La référence de l’acte de base")),
        (not head.assembly_from, _("La quinzaine de l’assemblée annuelle")),
        (lots == 0, _("Les lots")),
        (Role.SYNDIC not in roles, _("Un syndic en fonction")),
        (undecided, _("La décision qui a nommé le syndic")),
        (Role.AUDITOR not in roles, _("Le commissaire aux comptes de l’année")),
    )
    return [text for absent, text in checks if absent]


@door(needs=Right.SETTINGS)
def change(request: HttpRequest, access: Access) -> HttpResponse:
    """Write the identity of the association."""
    row = building.condominium(access)
    initial = {name: getattr(row, name) for name in IdentityForm.base_fields}
    form = IdentityForm(request.POST or None, initial=initial)
    if posted(request, form):
        with refusals_on(form):
            operations.describe(access, identity=form.identity())
            say(request, _("La carte d’identité de l’immeuble est enregistrée."))
            return redirect("building", slug=access.slug)
    back = reverse("building", kwargs={"slug": access.slug})
    return form_page(
        request,
        form,
        title=_("Carte d’identité de l’immeuble"),
        label=_("Enregistrer la carte"),
        cancel=back,
        crumbs=[(_("Immeuble"), back)],
        intro=_("La loi demande le nom, le siège et le numéro d’entreprise sur chaque document (CC 3.86 § 1)."),
    )


@door(needs=Right.SETTINGS)
def add(request: HttpRequest, access: Access) -> HttpResponse:
    """Add a physical building."""
    form = BuildingForm(request.POST or None)
    if posted(request, form):
        with refusals_on(form):
            row = operations.add_building(access, **form.cleaned_data)
            say(request, _("Le bâtiment « %(name)s » est ajouté.") % {"name": row.name})
            return redirect("building", slug=access.slug)
    return _building_form(request, access, form, _("Ajouter un bâtiment"), _("Ajouter le bâtiment"))


@door(needs=Right.SETTINGS)
def rename(request: HttpRequest, access: Access, building_id: UUID) -> HttpResponse:
    """Give a physical building another name or address."""
    found = {row.id: row for row in building.physical(access)}
    if building_id not in found:
        raise NotFound(what="building")
    initial = {"name": found[building_id].name, "address": found[building_id].address}
    form = BuildingForm(request.POST or None, initial=initial)
    if posted(request, form):
        with refusals_on(form):
            operations.rename_building(access, building_id=building_id, **form.cleaned_data)
            say(request, _("Le bâtiment est corrigé."))
            return redirect("building", slug=access.slug)
    return _building_form(request, access, form, _("Corriger le bâtiment"), _("Enregistrer le bâtiment"))


@door(needs=Right.SETTINGS)
def remove(request: HttpRequest, access: Access, building_id: UUID) -> HttpResponse:
    """Take away a physical building without lots."""
    found = {row.id: row for row in building.physical(access)}
    if building_id not in found:
        raise NotFound(what="building")
    form = forms.Form(request.POST or None)
    if posted(request, form):
        with refusals_on(form):
            operations.remove_building(access, building_id=building_id)
            say(request, _("Le bâtiment « %(name)s » est retiré.") % {"name": found[building_id].name})
            return redirect("building", slug=access.slug)
    title = _("Retirer le bâtiment « %(name)s »") % {"name": found[building_id].name}
    return _building_form(request, access, form, title, _("Retirer le bâtiment"))


def _building_form(request: HttpRequest, access: Access, form: forms.Form, title: str, label: str) -> HttpResponse:
    back = reverse("building", kwargs={"slug": access.slug})
    return form_page(request, form, title=title, label=label, cancel=back, crumbs=[(_("Immeuble"), back)])


@door(needs=Right.SETTINGS)
def settings(request: HttpRequest, access: Access) -> HttpResponse:
    """Everything that a syndic sets once."""
    return page(request, "condominiums/settings.html")
