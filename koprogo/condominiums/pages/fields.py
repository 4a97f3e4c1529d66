"""Form fields that read what people type: spaces in numbers, dates as in Belgium, messages that say what to do."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

Choices = Iterable[tuple[str, Any]]
_SPACES = re.compile(r"[\s.\u00a0\u202f]")


def _asked(message: Any) -> dict[str, Any]:
    return {"required": message or _("Remplissez ce champ.")}


def text(label: Any, *, asked: Any = "", most: int = 120, hint: Any = "", complete: str = "") -> forms.CharField:
    """One line. ``asked``: what to say when it is empty, which makes it required."""
    attributes = {"autocomplete": complete} if complete else {}
    return forms.CharField(
        label=label,
        max_length=most,
        required=bool(asked),
        help_text=hint,
        error_messages=_asked(asked),
        widget=forms.TextInput(attrs=attributes),
    )


def lines(label: Any, *, hint: Any = "") -> forms.CharField:
    """Several lines, always optional."""
    return forms.CharField(label=label, required=False, help_text=hint, widget=forms.Textarea(attrs={"rows": 3}))


def email(label: Any, *, hint: Any = "") -> forms.EmailField:
    """An address of mail, optional."""
    return forms.EmailField(
        label=label,
        required=False,
        help_text=hint,
        error_messages={"invalid": _("Écrivez l’adresse en entier, par exemple nom@exemple.be.")},
    )


def choice(label: Any, choices: Choices = (), *, asked: Any = "", hint: Any = "") -> forms.ChoiceField:
    """One of a list. ``asked`` makes it required."""
    unknown = _("Choisissez dans la liste.")
    return forms.ChoiceField(
        label=label,
        choices=list(choices),
        required=bool(asked),
        help_text=hint,
        error_messages=_asked(asked) | {"invalid_choice": unknown},
    )


class WholeField(forms.IntegerField):
    """A whole number, typed with or without spaces or points between thousands."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        """Read "10 000" and "10.000" as ten thousand."""
        plain = _SPACES.sub("", value).replace("\u2212", "-") if isinstance(value, str) else value
        return super().to_python(plain)


def whole(label: Any, *, asked: Any = "", least: int | None = 0, hint: Any = "") -> WholeField:
    """A whole number, zero or more unless ``least`` says otherwise (None: any)."""
    field = WholeField(
        label=label,
        required=bool(asked),
        help_text=hint,
        error_messages=_asked(asked) | {"invalid": _("Écrivez un nombre entier, par exemple 120.")},
    )
    if least is not None:
        field.validators.append(MinValueValidator(least, _("Écrivez un nombre entier, %(limit_value)s ou plus.")))
    return field


def day(label: Any, *, asked: Any = "", hint: Any = "", initial: date | None = None) -> forms.DateField:
    """A day, from the browser's calendar or typed as 24/11/2026."""
    return forms.DateField(
        label=label,
        required=bool(asked),
        help_text=hint,
        initial=initial,
        error_messages=_asked(asked) | {"invalid": _("Écrivez une date, par exemple 24/11/2026.")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def fill(form: forms.Form, name: str, choices: Choices, *, nothing: Any = "") -> None:
    """Give a list its choices; ``nothing`` is the words of the empty one, in front."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", nothing)] * bool(nothing) + list(choices)
