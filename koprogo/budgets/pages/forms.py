"""The forms of budgets: how one starts, its lines, a decision of the assembly, the rhythm of the calls."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from koprogo.budgets import labels
from koprogo.budgets.operations.budgets import Decided, Start
from koprogo.budgets.rules.lines import Line, Nature
from koprogo.budgets.rules.plan import Method, Rhythm
from koprogo.kernel import money
from koprogo.kernel.refusals import Refused


def day(**kwargs: Any) -> forms.DateField:
    """A day, by the browser's own calendar."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class Cents(forms.CharField):
    """An amount from zero on; empty means zero."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=24, required=False, **kwargs)
        self.widget.attrs.update(inputmode="decimal", autocomplete="off")

    def clean(self, value: Any) -> int:
        """Whole cents."""
        text = str(super().clean(value))
        if not text:
            return 0
        try:
            cents = money.parse_cents(text)
        except Refused as refusal:
            raise forms.ValidationError(_("Écrivez un montant comme 1 250,00.")) from refusal
        if cents < 0:
            raise forms.ValidationError(_("Écrivez un montant sans signe."))
        return cents


class StartForm(forms.Form):
    """What the budget starts from."""

    source = forms.ChoiceField(label=_("De quoi partir ?"), widget=forms.RadioSelect)
    change = forms.DecimalField(
        label=_("Variation en %"), required=False, max_digits=5, decimal_places=2, min_value=-100, max_value=100
    )

    def __init__(self, *args: Any, sources: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = self.fields["source"]
        assert isinstance(source, forms.ChoiceField)
        source.choices = list(sources)
        self.fields["change"].widget.attrs.update(inputmode="decimal", step="0.01")

    def start(self) -> Start:
        """What was chosen; the percent becomes whole hundredths."""
        change = self.cleaned_data["change"]
        return Start(self.cleaned_data["source"], int(change * 100) if change is not None else 0)


class LineForm(forms.Form):
    """One line: an account by its code, a key, a nature, the occupant's part, the year's amount."""

    account = forms.CharField(label=_("Compte"), max_length=140, required=False)
    key = forms.ChoiceField(label=_("Clé"))
    nature = forms.ChoiceField(label=_("Nature"), choices=[(n.value, labels.NATURE[n]) for n in Nature])
    percent = forms.IntegerField(label=_("Part de l’occupant (%)"), min_value=0, max_value=100, required=False)
    cents = Cents(label=_("Montant de l’année"))

    def __init__(
        self, *args: Any, accounts: Mapping[str, UUID], keys: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.accounts = accounts
        key = self.fields["key"]
        assert isinstance(key, forms.ChoiceField)
        key.choices = list(keys)
        self.fields["account"].widget.attrs.update(list="comptes", autocomplete="off")

    def clean_account(self) -> UUID | None:
        """The account behind « 614 » or « 614 Assurances »."""
        text = str(self.cleaned_data["account"]).strip()
        if not text:
            return None
        found = self.accounts.get(text.split()[0])
        if found is None:
            raise forms.ValidationError(_("Choisissez un compte de charges, par son code."))
        return found

    def clean(self) -> dict[str, Any]:
        """An account for every amount."""
        facts = super().clean() or {}
        if facts.get("cents") and facts.get("account") is None and not self.errors:
            raise forms.ValidationError(_("Indiquez le compte de ce montant."))
        return facts

    def line(self) -> Line | None:
        """The line, or nothing where the amount is empty; only after validation."""
        facts = self.cleaned_data
        if facts["account"] is None or not facts["cents"]:
            return None
        percent = facts["percent"] or 0
        return Line(facts["account"], facts["key"], Nature(facts["nature"]), percent, facts["cents"])


class ReserveForm(forms.Form):
    """The contribution to the reserve and its key."""

    reserve = Cents(label=_("Contribution au fonds de réserve"))
    reserve_key = forms.ChoiceField(label=_("Clé de la réserve"))

    def __init__(self, *args: Any, keys: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        key = self.fields["reserve_key"]
        assert isinstance(key, forms.ChoiceField)
        key.choices = list(keys)


class DecisionForm(forms.Form):
    """A decision of the assembly."""

    decided_on = day(label=_("Date de l’assemblée"))
    item = forms.CharField(label=_("Point de l’ordre du jour"), max_length=20, required=False)
    decision = forms.CharField(label=_("Décision, telle qu’au procès-verbal"), max_length=200)

    def decided(self) -> Decided:
        """What was typed, for the operation."""
        facts = self.cleaned_data
        return Decided(facts["decided_on"], facts["decision"], facts["item"])


class VoteForm(DecisionForm):
    """The vote of a budget; the method only where calls of the year have left."""

    method = forms.ChoiceField(
        label=_("Que faire des appels déjà envoyés ?"),
        choices=[(m.value, labels.METHOD[m]) for m in (Method.CATCH_UP, Method.KEEP, Method.RETROACTIVE)],
        widget=forms.RadioSelect,
        initial=Method.CATCH_UP,
    )

    def __init__(self, *args: Any, amends: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not amends:
            del self.fields["method"]

    @property
    def method_chosen(self) -> Method | None:
        """The method, where one was asked for."""
        text = self.cleaned_data.get("method")
        return Method(text) if text else None


class WaiverForm(DecisionForm):
    """A decision about the reserve, with its votes."""

    for_votes = forms.IntegerField(label=_("Voix pour"), min_value=0)
    cast_votes = forms.IntegerField(label=_("Voix exprimées, sans les abstentions"), min_value=1)


class PlanForm(forms.Form):
    """How often the year is called, and when."""

    rhythm = forms.ChoiceField(
        label=_("Quand appeler ?"), choices=[(r.value, labels.RHYTHM[r]) for r in Rhythm], widget=forms.RadioSelect
    )
    day = forms.IntegerField(label=_("Jour de l’échéance dans le mois"), min_value=1, max_value=31, required=False)
    days = forms.CharField(
        label=_("Dates choisies, une par ligne"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_days(self) -> list[date]:
        """The days, written as in the language of the page or as 2026-03-15."""
        field = forms.DateField()
        found = []
        for text in str(self.cleaned_data["days"]).split():
            try:
                found.append(field.clean(text))
            except forms.ValidationError as error:
                raise forms.ValidationError(
                    _("« %(text)s » n’est pas une date : écrivez par exemple 2026-03-15."), params={"text": text}
                ) from error
        return found
