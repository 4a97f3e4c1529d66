"""The forms of the support desk, on both sides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from koprogo.hosting.operations.support import Paper
from koprogo.hosting.pages.fields import text
from koprogo.hosting.rules.hosted import LONGEST_DAYS
from koprogo.hosting.rules.promises import MOST_FILES
from koprogo.platform import files

#: What a screen or a paper looks like; nothing that a browser would run.
ACCEPTED = ("application/pdf", "image/png", "image/jpeg", "image/webp", "text/plain", "application/xml")


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _Papers(forms.FileField):
    """Some files at once, none asked for."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(_Papers, self).clean(one, initial) for one in given if one]


def _lines(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=8_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Écrivez votre message : il est vide.")},
    )


class MessageForm(forms.Form):
    """What the client writes, and what goes with it."""

    text = _lines(gettext_lazy("Votre message"))
    joined = _Papers(
        label=gettext_lazy("Pièces jointes"),
        required=False,
        allow_empty_file=True,
        widget=_ManyFiles(attrs={"accept": "application/pdf,image/*,.txt,.csv,.cod,.xml"}),
        help_text=gettext_lazy("Trois fichiers au plus : capture d’écran, PDF, relevé."),
    )

    def papers(self) -> list[Paper]:
        """Each upload, judged by what it is. Raises what ``files.received`` raises."""
        given = self.cleaned_data["joined"][: MOST_FILES + 1]  # one too many is refused, whatever it is
        return [Paper(str(one.name), files.received(one, accept=ACCEPTED, field="joined")) for one in given]


class AskForm(MessageForm):
    """A new question."""

    subject = text(120, label=gettext_lazy("En quelques mots"), required=True)
    field_order = ("subject", "text", "joined")


class AnswerForm(forms.Form):
    """What support answers."""

    text = _lines(gettext_lazy("Votre réponse"))
    asks_days = forms.IntegerField(
        label=gettext_lazy("Demander un accès de lecture, en jours"),
        required=False,
        min_value=1,
        max_value=LONGEST_DAYS,
        help_text=gettext_lazy("Le syndic seul l’accorde, dans ce fil."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    closes = forms.BooleanField(label=gettext_lazy("Clore la question avec cette réponse"), required=False)
