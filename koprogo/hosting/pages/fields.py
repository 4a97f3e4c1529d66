"""Controls that the forms of the association share. Amounts are typed as people write them and kept as whole cents."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from koprogo.kernel import money
from koprogo.kernel.refusals import Refused


class Cents(forms.CharField):
    """An amount above zero."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=24, **kwargs)
        self.widget.attrs.update(inputmode="decimal", autocomplete="off")

    def clean(self, value: Any) -> int:
        """Whole cents."""
        try:
            cents = money.parse_cents(str(super().clean(value)))
        except Refused as refusal:
            raise forms.ValidationError(_("Écrivez un montant comme 1 250,00.")) from refusal
        if cents <= 0:
            raise forms.ValidationError(_("Écrivez un montant comme 1 250,00."))
        return cents


def text(size: int, **kwargs: Any) -> forms.CharField:
    """A short text that is not required and that no browser fills in by itself."""
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(max_length=size, widget=widget, **({"required": False} | kwargs))
