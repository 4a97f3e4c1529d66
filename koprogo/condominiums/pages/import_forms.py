"""The forms of imports: a file or pasted cells, and what each column of a flat list is."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums import workbook_labels
from koprogo.condominiums.rules.workbook.columns import ColumnGuess
from koprogo.condominiums.rules.workbook.margins import is_register_number
from koprogo.condominiums.rules.workbook.vocabulary import Meaning

ACCEPT = ".xlsx,.ods,.csv,.zip"
#: A page with more choices than these would weigh too much; further columns keep what was guessed.
MOST_COLUMNS = 40


class WorkbookForm(forms.Form):
    """A file, or cells copied from a spreadsheet."""

    file = forms.FileField(
        label=gettext_lazy("Fichier"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("xlsx, ods ou csv, 5 Mo au plus."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    text = forms.CharField(
        label=gettext_lazy("Ou collez les cellules ici"),
        required=False,
        strip=False,
        help_text=gettext_lazy("Copiez-les dans votre tableur avec leurs titres."),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two is needed; the file comes first."""
        typed: dict[str, Any] = super().clean() or {}
        if not typed.get("file") and not (typed.get("text") or "").strip() and not self.errors:
            self.add_error("file", _("Choisissez un fichier, ou collez les cellules."))
        return typed


def _told(guess: ColumnGuess) -> str:
    """The header and the first cell; a national register number is shown to nobody."""
    sample = "" if is_register_number(guess.header, guess.sample) else guess.sample
    return " · ".join(filter(None, (guess.header[:60], sample[:40])))


class ColumnsForm(forms.Form):
    """What each column of a flat list is, in words."""

    def __init__(self, *args: Any, columns: Sequence[ColumnGuess], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guesses = {f"c{at}": guess for at, guess in enumerate(columns[:MOST_COLUMNS])}
        sheets = {guess.sheet for guess in columns}
        offered = [meaning for meaning in Meaning if meaning is not Meaning.FIELD]
        words = [(meaning.value, workbook_labels.meaning(meaning)) for meaning in offered]
        for name, guess in self.guesses.items():
            label = _("Colonne %(column)s") % {"column": guess.column}
            if len(sheets) > 1:
                label = _("%(sheet)s, colonne %(column)s") % {"sheet": guess.sheet, "column": guess.column}
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=words,
                initial=guess.meaning.value,
                help_text=_told(guess),
                error_messages={"invalid_choice": gettext_lazy("Choisissez dans la liste.")},
            )

    def meanings(self) -> dict[tuple[str, str], Meaning]:
        """What was chosen, by sheet and letter."""
        return {(guess.sheet, guess.column): Meaning(self.cleaned_data[name]) for name, guess in self.guesses.items()}
