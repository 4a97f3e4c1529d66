"""What belongs to an item: documents, quotes compared, owners who do not vote on it."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.assemblies.operations import parts as operations
from koprogo.assemblies.pages import fields
from koprogo.assemblies.pages.frame import address, crumbs, form_page, to
from koprogo.assemblies.queries import assemblies, electorate
from koprogo.condominiums.rules.rights import Right
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import say


class DocumentForm(forms.Form):
    """A file and what it is."""

    file = fields.paper(gettext_lazy("Document"), required=True, hint=gettext_lazy("PDF ou image."))
    label = fields.text(gettext_lazy("Ce que c’est"), hint=gettext_lazy("Par exemple : budget 2027."))


class QuoteForm(forms.Form):
    """One offer."""

    contractor = fields.text(gettext_lazy("Entreprise"), asked=gettext_lazy("Indiquez l’entreprise."))
    amount = fields.Cents(label=gettext_lazy("Montant, TVA comprise"))
    note = fields.text(gettext_lazy("Remarque"), most=200)
    chosen = fields.tick(gettext_lazy("Devis recommandé"))
    file = fields.paper(gettext_lazy("Devis"), hint=gettext_lazy("PDF ou image."))


class ExclusionForm(forms.Form):
    """Who, and why."""

    party = fields.choice(gettext_lazy("Copropriétaire"), asked=gettext_lazy("Choisissez la personne."))
    reason = fields.text(
        gettext_lazy("Raison"),
        asked=gettext_lazy("Écrivez la raison."),
        most=200,
        hint=gettext_lazy("Par exemple : son entreprise exécute ces travaux."),
    )

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields.fill(self, "party", electorate.choices(access), nothing=_("Choisir dans la liste"))
        if access.org_kind == "nonprofit":
            self.fields["party"].label = _("Membre")


@door(needs=Right.PREPARE_ITEMS)
def attach(request: HttpRequest, access: Access, assembly: str, item: int) -> HttpResponse:
    """Attach a document."""
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            data, name = fields.read(form.cleaned_data["file"])
            label = form.cleaned_data["label"]
            operations.attach(access, number=assembly, position=item, data=data, name=name, label=label)
            say(request, _("Le document est joint."))
            return to("agenda_item", access, assembly=assembly, item=item)
    return _form(request, access, assembly, item, form, _("Joindre un document"), _("Joindre le document"))


@door(needs=Right.PREPARE_ITEMS)
def quote(request: HttpRequest, access: Access, assembly: str, item: int) -> HttpResponse:
    """Add an offer to the comparison."""
    form = QuoteForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            typed = form.cleaned_data
            data, name = fields.read(typed["file"])
            operations.add_quote(
                access,
                number=assembly,
                position=item,
                contractor=typed["contractor"],
                amount_cents=typed["amount"],
                note=typed["note"],
                chosen=typed["chosen"],
                data=data,
                name=name,
            )
            say(request, _("Le devis est ajouté à la comparaison."))
            return to("agenda_item", access, assembly=assembly, item=item)
    return _form(request, access, assembly, item, form, _("Ajouter un devis"), _("Ajouter le devis"))


@door(needs=Right.PREPARE_ITEMS)
def exclude(request: HttpRequest, access: Access, assembly: str, item: int) -> HttpResponse:
    """Leave out of the vote an owner who is paid for what is decided."""
    form = ExclusionForm(request.POST or None, access=access)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            party_id = UUID(form.cleaned_data["party"])
            reason = form.cleaned_data["reason"]
            operations.exclude(access, number=assembly, position=item, party_id=party_id, reason=reason)
            say(request, _("Cette personne ne vote pas sur ce point, ni par procuration."))
            return to("agenda_item", access, assembly=assembly, item=item)
    title = _("Exclure un copropriétaire du vote")
    intro = _("Qui est payé ou mandaté par l’association ne vote pas sur sa propre mission (CC 3.87 § 9).")
    if access.org_kind == "nonprofit":
        title = _("Écarter un membre de ce vote")
        intro = _("Chaque membre a une voix : on ne l’écarte que si les statuts le prévoient. Dites quel article.")
    return _form(request, access, assembly, item, form, title, _("Exclure de ce vote"), files=False, intro=intro)


def _form(
    request: HttpRequest,
    access: Access,
    assembly: str,
    item: int,
    form: forms.Form,
    title: str,
    label: str,
    *,
    files: bool = True,
    intro: str = "",
) -> HttpResponse:
    back = address("agenda_item", access, assembly=assembly, item=item)
    row = assemblies.get(access, number=assembly)
    return form_page(
        request, form, title=title, label=label, cancel=back, crumbs=crumbs(access, row), files=files, intro=intro
    )


@door(needs=Right.PREPARE_ITEMS)
def drop(request: HttpRequest, access: Access, assembly: str, item: int) -> HttpResponse:
    """Take a document, a quote or an exclusion off an item."""
    if request.method == "POST":
        kind, _space, one = request.POST.get("quoi", "").partition(":")
        row_id = _uuid(one)
        if kind == "document" and row_id:
            operations.detach(access, number=assembly, position=item, document_id=row_id)
        elif kind == "devis" and row_id:
            operations.drop_quote(access, number=assembly, position=item, quote_id=row_id)
        elif kind == "exclusion" and row_id:
            operations.include(access, number=assembly, position=item, exclusion_id=row_id)
    return to("agenda_item", access, assembly=assembly, item=item)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
