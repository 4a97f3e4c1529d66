"""The forms of a closing: where the result goes, the assembly's decision, accruals by hand, a reason."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.closing import labels
from koprogo.closing.operations.accruals import ByHand
from koprogo.closing.pages.takeover_forms import SignedCents
from koprogo.closing.rules.accruals import Kind
from koprogo.closing.rules.closing import ResultRule


class HoldForm(forms.Form):
    """Where what the settlement left goes."""

    rule = forms.ChoiceField(
        label=gettext_lazy("Ce que le décompte a laissé"),
        choices=[(rule.value, words) for rule, words in labels.RULES.items()],
        initial=ResultRule.RESULT.value,
        widget=forms.RadioSelect,
    )


class ApproveForm(forms.Form):
    """The assembly's decision."""

    on = forms.DateField(label=gettext_lazy("Date de l’assemblée"), widget=forms.DateInput(attrs={"type": "date"}))
    decision = forms.CharField(
        label=gettext_lazy("Point de l’ordre du jour et décision"),
        max_length=200,
        help_text=gettext_lazy("Par exemple : point 3, comptes 2025 approuvés."),
    )


class CloseForm(forms.Form):
    """Said once more before what cannot be undone."""

    sure = forms.BooleanField(label=gettext_lazy("J’ai lu ces chiffres : la clôture est définitive."))


class DismissForm(forms.Form):
    """Why a proposal is left aside."""

    reason = forms.CharField(label=gettext_lazy("Pourquoi l’écarter"), max_length=200, required=False)


class ByHandForm(forms.Form):
    """An accrual that the books cannot know."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Nature"), choices=[(kind.value, words) for kind, words in labels.KINDS.items()]
    )
    account = forms.CharField(label=gettext_lazy("Compte de charge ou de produit"), max_length=140)
    cents = SignedCents(label=gettext_lazy("Montant"))
    label = forms.CharField(label=gettext_lazy("Libellé"), max_length=200)
    key = forms.CharField(label=gettext_lazy("Clé"), max_length=120, required=False)

    def __init__(self, *args: Any, chart: Mapping[str, UUID], keys: Mapping[str, UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.accounts = {name.split()[0]: account for name, account in chart.items()}
        self.chart, self.keys = list(chart), keys
        self.fields["account"].widget.attrs.update(list="comptes", autocomplete="off")
        self.fields["key"].widget.attrs.update(list="cles", autocomplete="off")

    def clean_account(self) -> UUID:
        """The account behind « 614 » or « 614 Assurances »."""
        text = str(self.cleaned_data["account"]).strip()
        found = self.accounts.get(text.split()[0]) if text else None
        if found is None:
            raise forms.ValidationError(_("Choisissez un compte du plan, par son code."))
        return found

    def clean_key(self) -> UUID | None:
        """The key behind its name."""
        text = str(self.cleaned_data["key"]).strip()
        if text and text not in self.keys:
            raise forms.ValidationError(_("Choisissez une clé de la liste."))
        return self.keys.get(text)

    def facts(self) -> ByHand:
        """What was typed; only after validation."""
        typed = self.cleaned_data
        return ByHand(Kind(typed["kind"]), typed["account"], typed["cents"] or 0, typed["label"], typed["key"])
