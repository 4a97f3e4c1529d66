"""Form fields of assemblies: days, hours, amounts and files as people give them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from koprogo.kernel import money
from koprogo.kernel.refusals import Refused
from koprogo.platform import files

#: What is kept as a paper: scans and pictures of it.
PAPER = ("application/pdf", "image/png", "image/jpeg")
ACCEPT = ".pdf,.png,.jpg,.jpeg"


def _asked(message: Any) -> dict[str, Any]:
    return {"required": message or _("Remplissez ce champ.")}


def text(label: Any, *, asked: Any = "", most: int = 160, hint: Any = "") -> forms.CharField:
    """One line. ``asked``: what to say when it is empty, which makes it required."""
    return forms.CharField(
        label=label, max_length=most, required=bool(asked), help_text=hint, error_messages=_asked(asked)
    )


def lines(label: Any, *, asked: Any = "", hint: Any = "", most: int = 4_000, rows: int = 4) -> forms.CharField:
    """Several lines."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=bool(asked),
        help_text=hint,
        error_messages=_asked(asked),
        widget=forms.Textarea(attrs={"rows": rows}),
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


def hour(label: Any, *, asked: Any) -> forms.TimeField:
    """An hour of the day."""
    return forms.TimeField(
        label=label,
        error_messages=_asked(asked) | {"invalid": _("Écrivez une heure, par exemple 19:00.")},
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
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


def tick(label: Any, *, hint: Any = "") -> forms.BooleanField:
    """A box to tick."""
    return forms.BooleanField(label=label, required=False, help_text=hint)


def paper(label: Any, *, required: bool = False, hint: Any = "") -> forms.FileField:
    """A scan or a picture."""
    return forms.FileField(
        label=label,
        required=required,
        help_text=hint,
        error_messages={"required": _("Choisissez un fichier."), "empty": _("Ce fichier est vide.")},
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )


def read(upload: Any, *, field: str = "file") -> tuple[bytes, str]:
    """The bytes and the name of a paper, checked; nothing when none was given. Raises the refusals of files."""
    if not upload:
        return b"", ""
    return files.received(upload, accept=PAPER, field=field), str(upload.name)


class Cents(forms.CharField):
    """An amount as people type it, kept as whole cents; empty means none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20)
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
        self.widget.attrs.update(inputmode="decimal", autocomplete="off")

    def clean(self, value: Any) -> int | None:
        """Cents above zero, or None."""
        typed = super().clean(value)
        if not typed:
            return None
        try:
            cents = money.parse_cents(typed)
        except Refused as refusal:
            raise forms.ValidationError(_("Écrivez un montant comme 7 500,00.")) from refusal
        if cents <= 0:
            raise forms.ValidationError(_("Écrivez un montant supérieur à zéro."))
        return cents


def fill(form: forms.Form, name: str, choices: Iterable[tuple[str, Any]], *, nothing: Any = "") -> None:
    """Give a list its choices; ``nothing`` is the words of the empty one, in front."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", nothing)] * bool(nothing) + list(choices)
