"""The forms around the minutes: words corrected, signatures on paper and on the screen."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.assemblies.pages import fields
from koprogo.assemblies.rules.session import SignerRole


class SignForm(forms.Form):
    """Who signed, one name a line, the president first and the secretary second; the signed paper."""

    names = forms.CharField(
        label=gettext_lazy("Qui a signé, un nom par ligne"),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Indiquez au moins le nom de la personne qui préside.")},
    )
    scan = forms.FileField(
        label=gettext_lazy("Le procès-verbal signé, scanné"),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,image/jpeg,image/png"}),
        error_messages={"required": gettext_lazy("Ajoutez le scan ou la photo du procès-verbal signé.")},
    )

    def signers(self, *, secretary: str, president: str) -> dict[str, SignerRole]:
        """Each name with why it signs."""
        roles = {president: SignerRole.PRESIDENT, secretary: SignerRole.SECRETARY}
        lines = [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
        return {name: roles.get(name, SignerRole.OWNER) for name in lines}


class CorrectForm(forms.Form):
    """The words of each item, by its position, and why they change."""

    def __init__(self, *args: Any, items: list[dict[str, Any]], remarks: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in items:
            written = fields.lines(f"{one['position']}. {one['title']}", rows=5, most=40_000)
            written.initial = one["text"]
            self.fields[f"t-{one['position']}"] = written
        self.fields["remarques"] = fields.lines(_("Remarques faites à la lecture"), rows=3)
        self.fields["remarques"].initial = remarks
        self.fields["raison"] = fields.text(
            _("Raison de la correction"),
            asked=_("Écrivez pourquoi le texte change : chaque version le dit."),
            most=400,
        )

    def texts(self) -> dict[int, str]:
        """What was written, by position; an emptied item keeps its words."""
        typed = {name: text for name, text in self.cleaned_data.items() if name.startswith("t-") and text}
        return {int(name.removeprefix("t-")): text for name, text in typed.items()}


class GlassForm(forms.Form):
    """Who signs now on the screen, what was drawn, and that it was read."""

    name = forms.CharField(
        label=gettext_lazy("Qui signe maintenant"),
        max_length=160,
        help_text=gettext_lazy("Choisissez dans la liste, ou écrivez le nom d’un mandataire."),
        error_messages={"required": gettext_lazy("Indiquez qui signe.")},
        widget=forms.TextInput(attrs={"list": "signataires", "autocomplete": "off"}),
    )
    trait = forms.CharField(required=False, max_length=60_000, widget=forms.HiddenInput)
    agreed = forms.BooleanField(
        required=False, label=gettext_lazy("J’ai lu ce procès-verbal, ou entendu sa lecture, et je le signe.")
    )


class CardForm(forms.Form):
    """Whose identity card signed, and the file it signed."""

    who = forms.CharField(
        label=gettext_lazy("Qui a signé avec sa carte"),
        max_length=160,
        error_messages={"required": gettext_lazy("Indiquez qui signe.")},
        widget=forms.TextInput(attrs={"list": "signataires-carte", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Le PDF signé"),
        help_text=gettext_lazy("Le fichier de cette page, signé sans l’imprimer ni l’exporter."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf"}),
        error_messages={
            "required": gettext_lazy("Ajoutez le PDF signé."),
            "empty": gettext_lazy("Ce fichier est vide."),
        },
    )
