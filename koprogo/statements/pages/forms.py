"""The days of a statement, kept in its address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def _day(**kwargs: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), required=False, **kwargs)


class DaysForm(forms.Form):
    """From when to when; a statement of one day asks for that day only."""

    du = _day(label=_("Du"))
    au = _day(label=_("Au"))

    def __init__(self, *args: Any, of_a_day: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of_a_day:
            del self.fields["du"]
