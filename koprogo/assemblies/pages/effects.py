"""What the assembly decided and what is left to do: one page for each decision that becomes something."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.assemblies import labels
from koprogo.assemblies.operations import effects as operations
from koprogo.assemblies.operations.effect_acts import Given
from koprogo.assemblies.pages import fields
from koprogo.assemblies.pages.frame import address, crumbs, form_page, to
from koprogo.assemblies.queries import effects
from koprogo.assemblies.queries.effects import Consequence
from koprogo.assemblies.rules.effects import OFFICES, Effect
from koprogo.budgets.queries import sheet as budgets
from koprogo.condominiums.queries import keys, parties
from koprogo.condominiums.rules.rights import Right
from koprogo.platform import downloads, files
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


class CarryForm(forms.Form):
    """Only what the decision does not say itself; most decisions say everything."""

    party = fields.choice(gettext_lazy("Personne élue"), asked=gettext_lazy("Choisissez la personne élue."))
    starts_on = fields.day(gettext_lazy("Mandat, du"), asked=gettext_lazy("Indiquez le premier jour."))
    last_on = fields.day(gettext_lazy("Dernier jour"))
    year = fields.choice(gettext_lazy("Exercice"), asked=gettext_lazy("Choisissez l’exercice."))
    key = fields.choice(gettext_lazy("Clé mise à jour"), asked=gettext_lazy("Choisissez la clé."))
    on = fields.day(gettext_lazy("Jour"), asked=gettext_lazy("Indiquez le jour."))
    note = fields.text(gettext_lazy("Notaire, référence de l’acte"), most=120)
    file = fields.paper(gettext_lazy("Règlement mis à jour"), required=True, hint=gettext_lazy("PDF ou image."))

    def __init__(self, *args: Any, access: Access, row: Any, effect: Effect, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = _asked(row, effect)
        for name in [one for one in self.fields if one not in wanted]:
            del self.fields[name]
        if "party" in wanted:
            fields.fill(self, "party", parties.choices(access, alone=True), nothing=_("Choisir dans la liste"))
        if "year" in wanted:
            years = [(one.code, one.code) for one in budgets.look(access).offered]
            fields.fill(self, "year", years, nothing=_("Choisir dans la liste"))
        if "key" in wanted:
            held = [(str(one.key_id), one.label) for one in keys.all(access, on=access.today)]
            fields.fill(self, "key", held, nothing=_("Choisir dans la liste"))
        if effect is Effect.SYNDIC and "last_on" in wanted:
            self.fields["last_on"].required = True
            self.fields["last_on"].help_text = _("Trois ans au plus (CC 3.89 § 1).")
        if "on" in wanted:
            self.fields["on"].label = _ON.get(effect, self.fields["on"].label)

    def given(self) -> Given:
        """What the operation is told beside the decision."""
        typed = dict(self.cleaned_data)
        data, name = fields.read(typed.get("file"))
        return Given(
            party_id=UUID(typed["party"]) if typed.get("party") else None,
            starts_on=typed.get("starts_on"),
            last_on=typed.get("last_on"),
            on=typed.get("on"),
            year=typed.get("year", ""),
            key_id=UUID(typed["key"]) if typed.get("key") else None,
            note=typed.get("note", ""),
            data=data,
            name=name,
        )


_ON = {
    Effect.SYNDIC_ENDS: gettext_lazy("Premier jour sans ce syndic"),
    Effect.CALL: gettext_lazy("Échéance"),
    Effect.DEED: gettext_lazy("Acte signé le"),
    Effect.HOUSE_RULES: gettext_lazy("Date de cette version"),
}


def _asked(row: Any, effect: Effect) -> set[str]:
    """The fields of what the decision leaves open."""
    item = row.item
    if effect in OFFICES:
        wanted = set() if item.candidate_id else {"party"}
        return wanted | (set() if item.term_from else {"starts_on"}) | (set() if item.term_to else {"last_on"})
    if effect in (Effect.ACCOUNTS, Effect.BUDGET):
        return set() if item.year else {"year"}
    return {
        Effect.SYNDIC_ENDS: {"on"},
        Effect.CALL: {"on"},
        Effect.KEY: {"key"},
        Effect.DEED: {"on", "note"},
        Effect.HOUSE_RULES: {"on", "file"},
    }.get(effect, set())


@door(needs=Right.PREPARE_ASSEMBLY)
def carry(request: HttpRequest, access: Access, assembly: str, decision: int) -> HttpResponse:
    """Write what a decision becomes: what was voted stands there, only what it leaves open is asked."""
    row, found = effects.get(access, assembly=assembly, number=decision)
    held = row.assembly
    begins = effects.begins_on(access, row=row, effect=found.effect)
    initial = {"starts_on": begins, "on": held.held_on if found.effect is Effect.HOUSE_RULES else None}
    typed = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = CarryForm(*typed, access=access, row=row, effect=found.effect, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            done = operations.carry_out(access, assembly_id=held.id, number=decision, given=form.given())
            say(request, _("C’est écrit : %(label)s.") % {"label": done.label})
            return to("assembly", access, assembly=assembly)
    return page(
        request,
        "assemblies/effect.html",
        status=422 if form.errors else 200,
        form=form,
        assembly=held,
        row=row,
        found=found,
        title=labels.TODO[found.effect],
        means=labels.MEANS[found.effect],
        name=row.item.candidate.name if row.item.candidate else row.item.candidate_name,
        crumbs=[*crumbs(access, held), (labels.TODO[found.effect], "")],
        elsewhere=_elsewhere(access, found, row.item.year),
    )


def _elsewhere(access: Access, found: Consequence, year: str) -> tuple[str, str] | None:
    """The page where something is done first: the key's, the budget's, the financial year's."""
    if found.effect is Effect.KEY:
        return address("keys", access), _("Ouvrir les clés de répartition")
    if found.effect is Effect.BUDGET and year:
        return address("budget", access, budget=year), _("Ouvrir le budget %(year)s") % {"year": year}
    if found.effect is Effect.ACCOUNTS and year:
        return address("closing", access, exercise=year), _("Ouvrir la clôture de %(year)s") % {"year": year}
    return None


class LeaveForm(forms.Form):
    """Why nothing is to be done."""

    note = fields.text(
        gettext_lazy("Raison"),
        asked=gettext_lazy("Écrivez la raison."),
        most=200,
        hint=gettext_lazy("Par exemple : payé par le fonds de réserve, déjà inscrit le 3 mars."),
    )


@door(needs=Right.PREPARE_ASSEMBLY)
def leave(request: HttpRequest, access: Access, assembly: str, decision: int) -> HttpResponse:
    """Say that a decision asks for nothing here, with the reason: it leaves the list of what is to be done."""
    row, _found = effects.get(access, assembly=assembly, number=decision)
    held = row.assembly
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.leave(access, assembly_id=held.id, number=decision, reason=form.cleaned_data["note"])
            say(request, _("La décision reste au registre, avec cette raison."))
            return to("assembly", access, assembly=assembly)
    return form_page(
        request,
        form,
        title=_("Rien à faire ici"),
        label=_("Garder la raison"),
        cancel=address("assembly", access, assembly=assembly),
        crumbs=crumbs(access, held),
        intro=row.title,
    )


@door(needs=Right.SEE_ASSEMBLIES)
def house_rules(request: HttpRequest, access: Access, assembly: str, decision: int) -> HttpResponse:
    """The version of the house rules that a decision led to: everybody who lives there may read it (CC 3.93)."""
    _row, found = effects.get(access, assembly=assembly, number=decision)
    kept = found.done is not None and found.done.kind == Effect.HOUSE_RULES
    stored = files.get(access, file_id=found.done.subject_id) if kept and found.done else None
    if stored is None:
        raise Http404
    return downloads.answer(stored)
