"""The forms of members: joining, offices, proposals, the road map, being counted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from koprogo.hosting.labels import governance as words
from koprogo.hosting.pages.simulator_forms import Euros, Whole
from koprogo.hosting.rules import scenario
from koprogo.hosting.rules.catalogue import MEGABYTE, Quotas, Terms
from koprogo.hosting.rules.effects import Change
from koprogo.hosting.rules.members import Applicant, Office, Standing
from koprogo.hosting.rules.members import Kind as MemberKind
from koprogo.hosting.rules.proposals import Kind
from koprogo.kernel import enterprise_number

_ASKED = {"required": _("Écrivez-le : nous en avons besoin.")}
_DAY = forms.DateInput(attrs={"type": "date"})


def _text(label: Any, most: int, *, required: bool = True, lines: int = 0, hint: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": lines}) if lines else forms.TextInput()
    return forms.CharField(
        label=label, max_length=most, required=required, widget=widget, help_text=hint, error_messages=_ASKED
    )


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    words_ = {"required": _("Indiquez une date."), "invalid": _("Écrivez une date comme 31/12/2027.")}
    return forms.DateField(label=label, required=required, widget=_DAY, error_messages=words_)


class JoinForm(forms.Form):
    """An application: what the register must hold by law, and why."""

    kind = forms.ChoiceField(
        label=_("Qui devient membre ?"),
        choices=list(words.MEMBER_KINDS.items()),
        widget=forms.RadioSelect,
        error_messages=_ASKED,
    )
    standing = forms.ChoiceField(label=_("À quel titre ?"), choices=list(words.STANDINGS.items()))
    name = _text(_("Nom complet"), 120, hint=_("Pour une personne morale : sa dénomination et sa forme."))
    address = _text(_("Domicile, ou siège"), 300)
    email = forms.EmailField(
        label=_("Adresse e-mail"),
        error_messages=_ASKED | {"invalid": _("Écrivez l’adresse en entier, par exemple nom@exemple.be.")},
        help_text=_("Vous vous connecterez avec elle, et les votes y sont annoncés."),
    )
    enterprise_number = _text(_("Numéro d’entreprise"), 20, required=False)
    represented_by = _text(_("Représentée par"), 120, required=False)
    motive = _text(_("Pourquoi souhaitez-vous être membre ?"), 2_000, required=False, lines=3)

    def clean_enterprise_number(self) -> str:
        """The ten digits."""
        text = self.cleaned_data["enterprise_number"]
        if text and not enterprise_number.is_valid(text):
            raise forms.ValidationError(_("Ce numéro n’est pas valable. Recopiez les dix chiffres de la BCE."))
        return enterprise_number.parse(text) if text else ""

    def applicant(self) -> Applicant:
        """What was written, once it is valid."""
        data = self.cleaned_data
        return Applicant(
            MemberKind(data["kind"]),
            Standing(data["standing"]),
            data["name"],
            data["email"],
            data["address"],
            data["enterprise_number"],
            data["represented_by"],
            data["motive"],
        )


class DecisionForm(forms.Form):
    """By which decision."""

    decision = _text(_("Décision"), 300, hint=_("Par exemple : organe d’administration du 3 mars 2027, point 2."))


class OfficeForm(forms.Form):
    """An office and its term."""

    office = forms.ChoiceField(label=_("Fonction"), choices=list(words.OFFICES.items()))
    starts_on = _day(_("Du"))
    ends_on = _day(_("Jusqu’au (premier jour sans fonction)"))
    decision = _text(_("Décision de l’assemblée"), 300)

    @property
    def office_value(self) -> Office:
        """The office chosen."""
        return Office(self.cleaned_data["office"])


class DutyForm(forms.Form):
    """A yearly duty that was fulfilled."""

    on = _day(_("Fait le"))
    proof = _text(_("Preuve"), 300, hint=_("Par exemple : le numéro du dépôt, ou la date du procès-verbal."))


class ProposalForm(forms.Form):
    """One proposal; the fields are those of its kind."""

    title = _text(_("Titre"), 120)
    reason = _text(_("Pourquoi ?"), 4_000, lines=5)

    def __init__(self, kind: Kind, terms: Terms, members: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.terms = kind, terms
        getattr(self, f"_{kind.value}")(members)
        if kind in words.PRICED:
            self.fields["valid_from"] = _day(_("À partir du"))
        if kind not in words.PERSONS:
            self.fields["secret"] = forms.BooleanField(label=_("Vote secret"), required=False)
            self.fields["loss_known"] = forms.BooleanField(
                label=_("Je sais que cette proposition mène à une perte"),
                required=False,
                help_text=_("À cocher seulement si l’effet calculé est une perte."),
            )

    def _price(self, _members: object) -> None:
        self.fields["price"] = Euros(label=_("Nouveau prix, € par mois"), most=scenario.MOST_PRICE_CENTS)

    def _quota(self, _members: object) -> None:
        quotas = self.terms.quotas
        self.fields["megabytes"] = Whole(
            label=_("Stockage, en Mo"),
            least=1,
            most=scenario.MOST_STORAGE_MEGABYTES,
            initial=quotas.stored_bytes // MEGABYTE,
        )
        self.fields["users"] = Whole(label=_("Utilisateurs"), least=1, most=100_000, initial=quotas.users)
        self.fields["requests"] = Whole(
            label=_("Requêtes par mois"), least=1, most=1_000_000_000, initial=quotas.requests
        )

    def _keys(self, _members: object) -> None:
        for name, percent in self.terms.keys.items():
            self.fields[f"key_{name}"] = Whole(label=words.key(name), least=0, most=100, initial=percent)

    def _feature(self, _members: object) -> None:
        self.fields["cost"] = Euros(label=_("Ce que cela coûterait à l’association, € par mois"), initial="0,00")

    def _director(self, members: list[tuple[str, str]]) -> None:
        self.fields["target"] = forms.ChoiceField(label=_("Quel membre ?"), choices=members)
        self.fields["office"] = forms.ChoiceField(label=_("Fonction"), choices=list(words.OFFICES.items()))
        self.fields["ends_on"] = _day(_("Jusqu’au (premier jour sans fonction)"))

    def _exclusion(self, members: list[tuple[str, str]]) -> None:
        self.fields["target"] = forms.ChoiceField(label=_("Quel membre ?"), choices=members)

    def change(self) -> Change:
        """The change, once it is valid."""
        data = self.cleaned_data
        if self.kind is Kind.PRICE:
            return Change(month_cents=data["price"])
        if self.kind is Kind.QUOTA:
            return Change(quotas=Quotas(data["megabytes"] * MEGABYTE, data["users"], data["requests"]))
        if self.kind is Kind.KEYS:
            return Change(keys={name: data[f"key_{name}"] for name in self.terms.keys})
        return Change(cost_cents=data.get("cost", 0))


class CommentForm(forms.Form):
    """One voice in the debate."""

    text = _text(_("Votre avis"), 2_000, lines=3)


class MinutesForm(forms.Form):
    """A vote held in the room of the assembly."""

    on = _day(_("Date de l’assemblée"))
    for_ = Whole(label=_("Pour"), least=0, most=100_000)
    against = Whole(label=_("Contre"), least=0, most=100_000)
    abstain = Whole(label=_("Abstentions"), least=0, most=100_000)
    minutes = _text(_("Extrait du procès-verbal"), 8_000, lines=5)


class WishForm(forms.Form):
    """An item of the road map."""

    title = _text(_("Que souhaitez-vous ?"), 120)
    text = _text(_("À quoi cela sert-il ?"), 2_000, required=False, lines=3)


class VoiceForm(forms.Form):
    """Words of a partner."""

    kind = forms.ChoiceField(label=_("De qui ?"), choices=list(words.VOICES.items()))
    name = _text(_("Nom, et immeuble ou organisation"), 120)
    text = _text(_("Ses mots"), 1_000, lines=3)
    agreed_on = _day(_("A accepté d’être cité le"))


class CountForm(forms.Form):
    """An installation of one's own."""

    name = _text(_("Nom ou commune"), 120, required=False)
    condominiums = Whole(label=_("Copropriétés"), least=1, most=10_000)
    month_before = Euros(label=_("Ce que chacune payait avant, € par mois"), required=False, most=1_000_000)
