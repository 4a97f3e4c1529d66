"""The forms of settlements: which days, by when, and when a sale's funds are due."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_DAY = forms.DateInput(attrs={"type": "date"})


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=_DAY,
        error_messages={
            "required": gettext_lazy("Indiquez le jour."),
            "invalid": gettext_lazy("Écrivez le jour comme 31/12/2026."),
        },
    )


class PeriodForm(forms.Form):
    """The days to settle: a fiscal year, or a part of one."""

    du = _day(gettext_lazy("Du"))
    au = _day(gettext_lazy("au"))

    def clean(self) -> dict[str, Any]:
        """The last day comes after the first."""
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("du") and typed.get("au") and typed["au"] < typed["du"]:
            self.add_error("au", _("La période finit avant de commencer. Vérifiez les deux dates."))
        return typed


class IssueForm(forms.Form):
    """What the letters are called, and by when to pay."""

    title = forms.CharField(
        label=gettext_lazy("Titre du décompte"),
        max_length=120,
        error_messages={"required": gettext_lazy("Donnez un titre au décompte, par exemple « Décompte 2026 ».")},
    )
    due_on = _day(gettext_lazy("À payer avant le"))


class TransferForm(IssueForm):
    """The same for the funds of a sale."""
