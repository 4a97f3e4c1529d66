"""The forms of the control of the accounts: the draw, a question, an answer, the report, the signature."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from koprogo.auditing import labels
from koprogo.auditing.rules import marks, sampling
from koprogo.auditing.rules.report import Opinion
from koprogo.kernel import money
from koprogo.kernel.refusals import Refused


class DrawForm(forms.Form):
    """How much is looked at."""

    size = forms.IntegerField(
        label=_("Nombre d’écritures"),
        min_value=sampling.FEWEST,
        max_value=sampling.MOST,
        initial=sampling.USUAL,
        error_messages={
            "min_value": _("Tirez au moins cinq écritures."),
            "max_value": _("Tirez au plus cinq cents écritures."),
            "invalid": _("Écrivez un nombre, par exemple 20."),
        },
    )
    large = forms.CharField(
        label=_("Prendre toutes les écritures à partir de"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )

    def clean_large(self) -> int:
        """Whole cents; 0 where none is large."""
        text = self.cleaned_data["large"]
        if not text:
            return 0
        try:
            return money.parse_cents(text)
        except Refused as refusal:
            raise forms.ValidationError(_("Écrivez un montant comme 1 000,00.")) from refusal


class QuestionForm(forms.Form):
    """What the auditor wants to know."""

    text = forms.CharField(
        label=_("Votre question au syndic"),
        max_length=marks.TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Écrivez votre question.")},
    )


class AnswerForm(forms.Form):
    """What the syndic answers, in words, with a file, or both."""

    text = forms.CharField(
        label=_("Votre réponse"), max_length=marks.TEXT, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    piece = forms.FileField(
        label=_("Pièce"),
        required=False,
        max_length=None,
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp"}),
    )


class ReportForm(forms.Form):
    """The conclusion and the words of the report."""

    opinion = forms.ChoiceField(
        label=_("Conclusion"),
        choices=[(opinion.value, labels.OPINION[opinion]) for opinion in Opinion],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=_("Texte du rapport"), widget=forms.Textarea(attrs={"rows": 16}), max_length=20_000)


class SignForm(forms.Form):
    """Who signs."""

    name = forms.CharField(label=_("Votre nom, comme il sera imprimé"), max_length=160)

    def facts(self) -> dict[str, Any]:
        """The arguments of the operation."""
        return dict(self.cleaned_data)
