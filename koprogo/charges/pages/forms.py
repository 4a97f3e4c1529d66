"""The form of a call: what, how much, by which key, for when."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from koprogo.charges.labels import KIND
from koprogo.charges.operations.calls import Part
from koprogo.charges.rules.calls import SHARED, CallKind
from koprogo.condominiums.queries.keys import KeyRow
from koprogo.kernel import money
from koprogo.kernel.refusals import Refused


class Cents(forms.CharField):
    """An amount as people type it, kept as whole cents; empty means none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20)
        super().__init__(**kwargs)
        self.widget.attrs.update(inputmode="decimal", autocomplete="off")

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            cents = money.parse_cents(text)
        except Refused as refusal:
            raise forms.ValidationError(_("Écrivez un montant comme 7 500,00.")) from refusal
        if cents <= 0:
            raise forms.ValidationError(_("Écrivez un montant supérieur à zéro."))
        return cents


class CallForm(forms.Form):
    """Step 1: what is called."""

    title = forms.CharField(label=_("Titre de l’appel"), max_length=120)
    kind = forms.ChoiceField(
        label=_("De quoi s’agit-il ?"),
        choices=[(kind.value, KIND[kind]) for kind in SHARED if kind is not CallKind.RESERVE],
        widget=forms.RadioSelect,
    )
    total = Cents(label=_("Montant total à répartir"), required=False)
    key = forms.ChoiceField(label=_("Clé de répartition"))
    reserve = Cents(label=_("Part du fonds de réserve, en plus"), required=False)
    due_on = forms.DateField(label=_("À payer avant le"), widget=forms.DateInput(attrs={"type": "date"}))
    period_from = forms.DateField(
        label=_("Période, du"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    period_to = forms.DateField(label=_("au"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    decision = forms.CharField(label=_("Décision de l’assemblée"), max_length=200, required=False)

    def __init__(self, *args: Any, keys: list[KeyRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._keys = {str(key.key_id): key for key in keys}
        choice = self.fields["key"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(key_id, f"{key.label} ({key.lots})") for key_id, key in self._keys.items()]

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or {}
        start, end = facts.get("period_from"), facts.get("period_to")
        if start and end and end < start:
            self.add_error("period_to", _("La période finit avant de commencer. Vérifiez les deux dates."))
        if not facts.get("total") and not facts.get("reserve") and not {"total", "reserve"} & set(self.errors):
            self.add_error("total", _("Indiquez un montant à appeler."))
        return facts

    def parts(self) -> list[Part]:
        """What the operation is asked to call."""
        facts = self.cleaned_data
        key = self._keys[facts["key"]]
        out = []
        if facts["total"]:
            kind = CallKind(facts["kind"])
            out.append(Part(kind, str(KIND[kind]), key.key_id, facts["total"]))
        if facts["reserve"]:
            out.append(Part(CallKind.RESERVE, str(KIND[CallKind.RESERVE]), key.key_id, facts["reserve"]))
        return out

    def facts(self) -> dict[str, Any]:
        """The other arguments of the operation."""
        names = ("title", "due_on", "period_from", "period_to", "decision")
        return {name: self.cleaned_data[name] for name in names}
