"""Form fields of the neighbours: a line, several lines, a choice, a day, each with what to say when it is wrong."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def _asked(message: Any) -> dict[str, Any]:
    return {"required": message or _("Remplissez ce champ.")}


def text(label: Any, *, asked: Any = "", most: int = 120, hint: Any = "") -> forms.CharField:
    """One line. ``asked``: what to say when it is empty, which makes it required."""
    return forms.CharField(
        label=label, max_length=most, required=bool(asked), help_text=hint, error_messages=_asked(asked)
    )


def lines(label: Any, *, asked: Any = "", most: int = 1_000, hint: Any = "", rows: int = 4) -> forms.CharField:
    """Several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label,
        max_length=most,
        required=bool(asked),
        help_text=hint,
        error_messages=_asked(asked),
        widget=widget,
    )


def choice(
    label: Any, choices: Iterable[tuple[str, Any]] = (), *, asked: Any = "", hint: Any = ""
) -> forms.ChoiceField:
    """One of a list. ``asked`` makes it required."""
    return forms.ChoiceField(
        label=label,
        choices=list(choices),
        required=bool(asked),
        help_text=hint,
        error_messages=_asked(asked) | {"invalid_choice": _("Choisissez dans la liste.")},
    )


def day(label: Any, *, asked: Any = "", hint: Any = "") -> forms.DateField:
    """A day, from the browser's calendar or typed as 24/11/2026."""
    return forms.DateField(
        label=label,
        required=bool(asked),
        help_text=hint,
        error_messages=_asked(asked) | {"invalid": _("Écrivez une date, par exemple 24/11/2026.")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
