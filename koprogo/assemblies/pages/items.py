"""One item of an agenda: read, worded, moved, withdrawn, with its documents, quotes and exclusions."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.assemblies import labels
from koprogo.assemblies.operations import items as operations
from koprogo.assemblies.operations.items import ItemFacts
from koprogo.assemblies.pages import fields
from koprogo.assemblies.pages.frame import address, crumbs, form_page, title_of, to
from koprogo.assemblies.pages.plan import ReasonForm
from koprogo.assemblies.queries import agenda, assemblies, electorate
from koprogo.assemblies.queries.agenda import ItemRow
from koprogo.assemblies.rules import library, library_members
from koprogo.assemblies.rules.majorities import Majority
from koprogo.assemblies.rules.states import Session, State
from koprogo.assemblies.rules.subjects import CARRIES_SHARES, Subject
from koprogo.budgets.queries import sheet as budgets
from koprogo.condominiums.queries import parties
from koprogo.condominiums.rules.rights import Right
from koprogo.platform import downloads, files, formats
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


class AddForm(forms.Form):
    """An item of the library."""

    template = fields.choice(
        gettext_lazy("Point de la bibliothèque"),
        [],
        asked=gettext_lazy("Choisissez un point."),
        hint=gettext_lazy("La majorité suit du sujet : elle ne se choisit pas."),
    )

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_heads = electorate.rules(access).by_heads
        usual = library_members.TEMPLATES if by_heads else library.TEMPLATES
        fields.fill(self, "template", [(one.code, _(one.title)) for one in usual])


@door(needs=Right.PREPARE_ITEMS)
def add(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """Choose an item of the library; its text is completed on the next page."""
    row = assemblies.get(access, number=assembly)
    form = AddForm(request.POST or None, access=access)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            added = operations.add(access, number=assembly, template=form.cleaned_data["template"])
            return to("agenda_item_edit", access, assembly=assembly, item=added.position)
    return form_page(
        request,
        form,
        title=_("Ajouter un point"),
        label=_("Ajouter ce point"),
        cancel=address("assembly", access, assembly=assembly),
        crumbs=crumbs(access, row),
        intro=title_of(row),
    )


@door(needs=Right.SEE_ASSEMBLIES)
def show(request: HttpRequest, access: Access, assembly: str, item: int) -> HttpResponse:
    """One item: what would be decided, by which majority, what it costs each lot, what belongs to it."""
    row = assemblies.get(access, number=assembly)
    found = agenda.item(access, assembly=row, position=item)
    money = access.may(Right.SEE_BOOKS)
    costs = agenda.costs(access, items=[found], on=row.held_on).get(found.item_id, []) if money else []
    return page(
        request,
        "assemblies/item.html",
        assembly=row,
        item=found,
        title=title_of(row),
        costs=costs,
        own=[cost for cost in costs if cost.party_id in access.party_ids],
        own_cents=sum(cost.cents for cost in costs if cost.party_id in access.party_ids),
        documents=found.documents if access.may(Right.READ_MINUTES) else (),
        prepares=access.may(Right.PREPARE_ITEMS) and row.state == State.PLANNED,
        ordered=row.session != Session.SECOND,
        labels=labels,
        Right=Right,
    )


@door(needs=Right.READ_MINUTES)
def document(request: HttpRequest, access: Access, assembly: str, item: int, document: UUID) -> HttpResponse:
    """A kept file of an item: a document, or a quote."""
    row = assemblies.get(access, number=assembly)
    found = agenda.item(access, assembly=row, position=item)
    kept = {one.file_id for one in found.documents} | {one.file_id for one in found.quotes if one.file_id}
    stored = files.get(access, file_id=document) if document in kept else None
    if stored is None:
        raise Http404
    return downloads.answer(stored)


class ItemForm(forms.Form):
    """What an item says."""

    title = fields.text(gettext_lazy("Titre"), asked=gettext_lazy("Donnez un titre au point."))
    text = fields.lines(
        gettext_lazy("Proposition soumise au vote"),
        rows=6,
        hint=gettext_lazy("Dans la langue de l’association. Remplacez ce qui est entre crochets."),
    )
    comment = fields.lines(gettext_lazy("Explication"), rows=3)
    subject = fields.choice(
        gettext_lazy("Sujet de la décision"),
        [],
        hint=gettext_lazy("Il décide de la majorité, avec la date de l’assemblée."),
    )
    caused_by = fields.choice(
        gettext_lazy("Décision qui oblige à changer les quotités"),
        [("", gettext_lazy("Aucune"))] + [(one.value, labels.SUBJECT[one]) for one in Subject if one in CARRIES_SHARES],
        hint=gettext_lazy("Seulement pour une modification des quotités."),
    )
    statutes_majority = fields.choice(
        gettext_lazy("Majorité plus stricte demandée par les statuts"),
        [("", gettext_lazy("Celle de la loi"))] + [(one.value, labels.MAJORITY[one]) for one in Majority],
    )
    clause = fields.text(
        gettext_lazy("Clause des statuts"), most=200, hint=gettext_lazy("Par exemple : acte de base, art. 22.")
    )
    year = fields.choice(gettext_lazy("Exercice"), hint=gettext_lazy("Pour les comptes et le budget."))
    cost = fields.Cents(label=gettext_lazy("Coût, TVA comprise"))
    called = fields.Cents(
        label=gettext_lazy("Dont à appeler aux copropriétaires"),
        help_text=gettext_lazy("Vide : tout. Le reste est payé par le fonds de réserve ou la trésorerie."),
    )
    key = fields.choice(gettext_lazy("Clé de répartition du coût"))
    payers_decide = fields.tick(
        gettext_lazy("Seuls ceux qui paient votent"),
        hint=gettext_lazy("Si le règlement fait payer certains lots seulement (CC 3.87 § 6)."),
    )
    candidate = fields.choice(gettext_lazy("Personne élue par ce point"))
    candidate_name = fields.text(gettext_lazy("Ou une personne hors de la liste"))
    term_from = fields.day(gettext_lazy("Mandat, du"))
    term_to = fields.day(gettext_lazy("au"))
    hidden_ballots = fields.tick(
        gettext_lazy("Cacher les votes à l’écran jusqu’à la clôture du point"),
        hint=gettext_lazy("Le procès-verbal nomme quand même les votes contre et les abstentions."),
    )

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years_and_keys = budgets.look(access)  # one statement for both
        found = [(str(key.id), key.label) for key in years_and_keys.keys if key.holds(access.today)]
        counted_by = electorate.rules(access)
        years = [(one.code, one.code) for one in years_and_keys.offered]
        fields.fill(self, "year", years, nothing=_("Aucun"))
        subjects = [(one.value, labels.SUBJECT[one]) for one in Subject if one in counted_by.subjects]
        fields.fill(self, "subject", subjects, nothing=_("Aucun vote, échange seulement"))
        if counted_by.by_heads:
            for name in ("caused_by", "key", "payers_decide", "called"):
                del self.fields[name]
            stricter = {periods[-1].majority for periods in counted_by.subjects.values()}
            offered = [(one.value, labels.MAJORITY[one]) for one in Majority if one in stricter]
            fields.fill(self, "statutes_majority", offered, nothing=_("Celle de la loi"))
            self.fields["clause"].help_text = _("Par exemple : statuts, art. 14.")
            self.fields["cost"].label = _("Coût pour l’association")
        else:
            fields.fill(self, "key", found, nothing=_("Aucune"))
        fields.fill(self, "candidate", parties.choices(access, alone=True), nothing=_("Aucune"))

    def facts(self) -> ItemFacts:
        """What the operation is asked to write."""
        typed = dict(self.cleaned_data)
        key, candidate = typed.pop("key", ""), typed.pop("candidate")
        return ItemFacts(
            cost_cents=typed.pop("cost"),
            called_cents=typed.pop("called", None),
            key_id=UUID(key) if key else None,
            candidate_id=UUID(candidate) if candidate else None,
            statutes_clause=typed.pop("clause"),
            **typed,
        )


@door(needs=Right.PREPARE_ITEMS)
def edit(request: HttpRequest, access: Access, assembly: str, item: int) -> HttpResponse:
    """Word an item."""
    found = agenda.raw(access, number=assembly, position=item)
    initial = {name: getattr(found, name) for name in ItemFacts.__slots__} | {
        "clause": found.statutes_clause,
        "cost": formats.amount(found.cost_cents) if found.cost_cents else "",
        "called": formats.amount(found.called_cents) if found.called_cents else "",
        "key": str(found.key_id or ""),
        "candidate": str(found.candidate_id or ""),
    }
    form = ItemForm(request.POST or None, access=access, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.write(access, number=assembly, position=item, facts=form.facts())
            return to("agenda_item", access, assembly=assembly, item=item)
    return form_page(
        request,
        form,
        title=_("Rédiger le point %(n)s") % {"n": item},
        label=_("Enregistrer le point"),
        cancel=address("agenda_item", access, assembly=assembly, item=item),
        crumbs=crumbs(access, found.assembly),
    )


@door(needs=Right.PREPARE_ITEMS)
def move(request: HttpRequest, access: Access, assembly: str, item: int) -> HttpResponse:
    """Move an item one place up or down."""
    if request.method == "POST":
        operations.move(access, number=assembly, position=item, up=request.POST.get("sens") == "haut")
    return to("assembly", access, assembly=assembly)


@door(needs=Right.PREPARE_ITEMS)
def withdraw(request: HttpRequest, access: Access, assembly: str, item: int) -> HttpResponse:
    """Take an item off the agenda, with the reason."""
    row = assemblies.get(access, number=assembly)
    found = agenda.item(access, assembly=row, position=item)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.withdraw(access, number=assembly, position=item, reason=form.cleaned_data["reason"])
            say(request, _("Le point est retiré. Il reste visible sous l’ordre du jour, avec la raison."))
            return to("assembly", access, assembly=assembly)
    return form_page(
        request,
        form,
        title=_("Retirer le point %(n)s") % {"n": item},
        label=_("Retirer ce point"),
        cancel=address("agenda_item", access, assembly=assembly, item=item),
        crumbs=crumbs(access, row),
        intro=found.title,
        notes=[_("La loi demande ce point chaque année.")] if _is_legal(found) else [],
    )


def _is_legal(found: ItemRow) -> bool:
    return found.origin == "legal"


@door(needs=Right.PREPARE_ITEMS)
def list_again(request: HttpRequest, access: Access, assembly: str, item: int) -> HttpResponse:
    """Put a withdrawn or late item on the agenda after all."""
    if request.method == "POST":
        operations.list_again(access, number=assembly, position=item)
        say(request, _("Le point est à l’ordre du jour."))
    return to("assembly", access, assembly=assembly)
