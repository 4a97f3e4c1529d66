"""The forms of a decision in writing: the text, an answer on a screen, an answer on paper."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.assemblies import labels
from koprogo.assemblies.operations.written import WrittenText
from koprogo.assemblies.operations.written_answers import Signed
from koprogo.assemblies.pages import fields
from koprogo.assemblies.queries import electorate
from koprogo.assemblies.rules import library, written
from koprogo.assemblies.rules.library import Template
from koprogo.assemblies.rules.subjects import TABLE, Subject
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.budgets.queries import sheet as budgets
from koprogo.condominiums.queries import parties
from koprogo.platform.access import Access


def usual() -> list[Template]:
    """The items of the library that can be decided in writing."""
    return [
        one
        for one in library.TEMPLATES
        if one.subject and one.subject not in written.BY_DEED and one.code not in ("officers", "minutes_approval")
    ]


class TextForm(forms.Form):
    """What everybody is asked to agree to."""

    template = forms.CharField(required=False, widget=forms.HiddenInput)
    title = fields.text(gettext_lazy("Titre"), asked=gettext_lazy("Donnez un titre à la décision."))
    text = fields.lines(
        gettext_lazy("Texte de la décision"),
        asked=gettext_lazy("Écrivez la décision, en une phrase que chacun peut signer."),
        hint=gettext_lazy("Dans la langue de l’association. Remplacez ce qui est entre crochets."),
        rows=6,
    )
    subject = fields.choice(
        gettext_lazy("Sujet de la décision"),
        asked=gettext_lazy("Choisissez le sujet."),
        hint=gettext_lazy("Ce qui demande un acte notarié n’est pas dans la liste : une assemblée en décide."),
    )
    until_on = fields.day(
        gettext_lazy("Réponse au plus tard le"),
        asked=gettext_lazy("Indiquez le dernier jour pour répondre."),
        hint=gettext_lazy("La loi ne fixe pas de délai ; un silence après ce jour vaut refus."),
    )
    year = fields.choice(gettext_lazy("Exercice"), hint=gettext_lazy("Pour les comptes et le budget."))
    cost = fields.Cents(label=gettext_lazy("Coût, TVA comprise"))
    key = fields.choice(gettext_lazy("Clé de répartition du coût"))
    candidate = fields.choice(gettext_lazy("Personne désignée par cette décision"))
    term_from = fields.day(gettext_lazy("Mandat, du"))
    term_to = fields.day(gettext_lazy("au"))
    file = fields.paper(
        gettext_lazy("Document à lire"),
        hint=gettext_lazy("Un devis, un contrat : PDF ou image, gardé avec la décision."),
    )

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years_and_keys = budgets.look(access)  # one statement for both
        held = [(str(key.id), key.label) for key in years_and_keys.keys if key.holds(access.today)]
        subjects = [(one.value, labels.SUBJECT[one]) for one in Subject if one in TABLE and one not in written.BY_DEED]
        fields.fill(self, "subject", subjects, nothing=_("Choisir dans la liste"))
        fields.fill(self, "year", [(one.code, one.code) for one in years_and_keys.offered], nothing=_("Aucun"))
        fields.fill(self, "key", held, nothing=_("Aucune"))
        fields.fill(self, "candidate", parties.choices(access, alone=True), nothing=_("Aucune"))

    def facts(self) -> WrittenText:
        """What the operation is asked to send."""
        typed = self.cleaned_data
        return WrittenText(
            title=typed["title"],
            text=typed["text"],
            subject=typed["subject"],
            until_on=typed["until_on"],
            template=typed["template"] if typed["template"] in library.BY_CODE else "",
            year=typed["year"],
            cost_cents=typed["cost"],
            key_id=UUID(typed["key"]) if typed["key"] else None,
            candidate_id=UUID(typed["candidate"]) if typed["candidate"] else None,
            term_from=typed["term_from"],
            term_to=typed["term_to"],
        )


def begun(access: Access, template: str) -> dict[str, Any]:
    """What the form begins with: an item of the library, and a month to answer."""
    found = next((one for one in usual() if one.code == template), None)
    until_on = access.today + timedelta(days=written.USUAL_DAYS)
    if found is None:
        return {"until_on": until_on, "subject": Subject.OTHER.value}
    assert found.subject is not None
    return {
        "until_on": until_on,
        "template": found.code,
        "title": _(found.title),
        "text": _(found.text),
        "subject": found.subject.value,
    }


class AnswerForm(forms.Form):
    """One owner's answer on a screen."""

    name = forms.CharField(
        label=gettext_lazy("Qui signe"),
        max_length=160,
        error_messages={"required": gettext_lazy("Indiquez qui signe.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    trait = forms.CharField(required=False, max_length=60_000, widget=forms.HiddenInput)
    agreed = forms.BooleanField(
        required=False, label=gettext_lazy("J’ai lu ce texte, et je donne mon accord pour tous mes lots.")
    )

    def signed(self) -> Signed:
        """The agreement as it was given."""
        typed = self.cleaned_data
        return Signed(Choice.FOR, typed["name"], drawn=typed["trait"], agreed=typed["agreed"])


class RefusalForm(forms.Form):
    """A refusal: it ends the request for everybody, so it has a form of its own."""

    name = forms.CharField(
        label=gettext_lazy("Qui refuse"),
        max_length=160,
        error_messages={"required": gettext_lazy("Indiquez qui refuse.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def signed(self) -> Signed:
        """The refusal as it was given."""
        return Signed(Choice.AGAINST, self.cleaned_data["name"])


Forms = tuple[AnswerForm, RefusalForm]


def answer_forms(request: HttpRequest, name: str, *, posted: bool) -> tuple[Forms, AnswerForm | RefusalForm | None]:
    """The two forms of an answer, and the one that was sent, if one was."""
    which = request.POST.get("reponse", "") if posted else ""
    initial = {"name": name}
    agreement = AnswerForm(request.POST if which == "accord" else None, initial=initial)
    refusal = RefusalForm(request.POST if which == "refus" else None, initial=initial, auto_id="refus_%s")
    sent: dict[str, AnswerForm | RefusalForm] = {"accord": agreement, "refus": refusal}
    return (agreement, refusal), sent.get(which)


class PaperForm(forms.Form):
    """Whose answer, what it says, and its scan."""

    party = fields.choice(gettext_lazy("Copropriétaire"), asked=gettext_lazy("Choisissez la personne."))
    choice = fields.choice(
        gettext_lazy("Réponse"),
        [(Choice.FOR.value, gettext_lazy("Donne son accord")), (Choice.AGAINST.value, gettext_lazy("Refuse"))],
        asked=gettext_lazy("Choisissez la réponse."),
        hint=gettext_lazy("Un refus met fin à la demande."),
    )
    signed_on = fields.day(gettext_lazy("Signée le"), asked=gettext_lazy("Indiquez le jour de la signature."))
    file = fields.paper(
        gettext_lazy("Feuille signée"), required=True, hint=gettext_lazy("PDF ou image, gardé comme preuve.")
    )

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields.fill(self, "party", electorate.choices(access), nothing=_("Choisir dans la liste"))
