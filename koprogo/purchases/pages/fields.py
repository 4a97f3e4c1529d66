"""Controls that the forms of invoices share. Amounts are typed as people write them and kept as whole cents."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from koprogo.kernel import money
from koprogo.kernel.refusals import Refused


class Cents(forms.CharField):
    """An amount of either sign, or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=24, **({"required": False} | kwargs))
        self.widget.attrs.update(inputmode="decimal", autocomplete="off")

    def clean(self, value: Any) -> int | None:
        """Whole cents; None when empty."""
        text = str(super().clean(value))
        if not text:
            return None
        try:
            return money.parse_cents(text)
        except Refused as refusal:
            raise forms.ValidationError(_("Écrivez un montant comme 1 250,00.")) from refusal


def day(**kwargs: Any) -> forms.DateField:
    """A day, with the browser's own calendar."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **kwargs)


def text(size: int, **kwargs: Any) -> forms.CharField:
    """A short text that is not required and that no browser fills in by itself."""
    attributes = {"autocomplete": "off"} | kwargs.pop("attributes", {})
    return forms.CharField(max_length=size, widget=forms.TextInput(attrs=attributes), **({"required": False} | kwargs))


def offer(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    """Give a field its choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
