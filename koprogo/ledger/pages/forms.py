"""The forms of the books. Amounts are typed as people write them and kept as whole cents."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from koprogo.kernel import money
from koprogo.kernel.refusals import Refused
from koprogo.ledger.operations.entries import Line

#: Lines of a new entry, and how many more each click on « Ajouter des lignes » gives.
FIRST_LINES = 6
MORE_LINES = 4
MOST_LINES = 200


def day_field(**kwargs: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **kwargs)


class Cents(forms.CharField):
    """An amount above zero, or nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=24, required=False, **kwargs)
        self.widget.attrs.update(inputmode="decimal", autocomplete="off")

    def clean(self, value: Any) -> int:
        """Whole cents, 0 when empty."""
        text = str(super().clean(value))
        return self.read(text) if text else 0

    def read(self, text: str) -> int:
        """Whole cents; a sign would say twice which side it is."""
        try:
            cents = money.parse_cents(text)
        except Refused as refusal:
            raise forms.ValidationError(_("Écrivez un montant comme 1 250,00.")) from refusal
        if cents < 0:
            raise forms.ValidationError(_("Écrivez un montant sans signe, au débit ou au crédit."))
        return cents


class PeriodForm(forms.Form):
    """The filter of a ledger, kept in its address."""

    du = day_field(label=_("Du"), required=False)
    au = day_field(label=_("Au"), required=False)
    qui = forms.ChoiceField(label=_("Copropriétaire"), required=False)

    def __init__(self, *args: Any, parties: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if parties:
            who = self.fields["qui"]
            assert isinstance(who, forms.ChoiceField)
            who.choices = [("", _("Tous")), *parties]
        else:
            del self.fields["qui"]


class AccountsForm(forms.Form):
    """The filter of the chart, kept in its address."""

    q = forms.CharField(label=_("Code ou nom"), max_length=60, required=False)
    au = day_field(label=_("Soldes au"), required=False)
    tout = forms.BooleanField(label=_("Montrer aussi les comptes sans mouvement"), required=False)


class AccountForm(forms.Form):
    """A code and a name for an account."""

    code = forms.CharField(label=_("Code"), max_length=12)
    label = forms.CharField(label=_("Nom"), max_length=120)

    def __init__(self, *args: Any, named: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"].required = not named


class ReversalForm(forms.Form):
    """When an entry is undone, and why."""

    on = day_field(label=_("Date de la contre-passation"))
    label = forms.CharField(label=_("Motif"), max_length=200)


class EntryForm(forms.Form):
    """The head of an entry written by hand."""

    on = day_field(label=_("Date"))
    label = forms.CharField(label=_("Libellé"), max_length=200)
    voucher = forms.CharField(label=_("Pièce justificative"), max_length=200)


class LineForm(forms.Form):
    """One line: an account by its code, an amount on one side, an owner where the account is by owner."""

    account = forms.CharField(label=_("Compte"), max_length=140, required=False)
    debit = Cents(label=_("Débit"))
    credit = Cents(label=_("Crédit"))
    party = forms.CharField(label=_("Copropriétaire"), max_length=180, required=False)
    text = forms.CharField(label=_("Précision"), max_length=200, required=False)

    def __init__(self, *args: Any, accounts: Mapping[str, UUID], parties: Mapping[str, UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.accounts, self.parties = accounts, parties
        self.fields["account"].widget.attrs.update(list="comptes", autocomplete="off")
        self.fields["party"].widget.attrs.update(list="personnes", autocomplete="off")

    def clean_account(self) -> UUID | None:
        """The account behind « 614 » or « 614 Assurances »."""
        text = str(self.cleaned_data["account"]).strip()
        if not text:
            return None
        found = self.accounts.get(text.split()[0])
        if found is None:
            raise forms.ValidationError(_("Choisissez un compte du plan, par son code."))
        return found

    def clean_party(self) -> UUID | None:
        """The owner behind a name of the list."""
        text = str(self.cleaned_data["party"]).strip()
        if not text:
            return None
        found = self.parties.get(text)
        if found is None:
            raise forms.ValidationError(_("Choisissez un nom de la liste."))
        return found

    def clean(self) -> dict[str, Any]:
        """One side only, and an account for every amount."""
        facts = super().clean() or {}
        if facts.get("debit") and facts.get("credit"):
            raise forms.ValidationError(_("Une ligne va au débit ou au crédit, pas aux deux."))
        if (facts.get("debit") or facts.get("credit")) and facts.get("account") is None and not self.errors:
            raise forms.ValidationError(_("Indiquez le compte de ce montant."))
        return facts

    @property
    def cents(self) -> int:
        """Debit above zero, credit below."""
        facts = getattr(self, "cleaned_data", {})
        return int(facts.get("debit") or 0) - int(facts.get("credit") or 0)

    def line(self) -> Line:
        """The line to post; only after validation."""
        facts = self.cleaned_data
        return Line(cents=self.cents, account_id=facts["account"], party_id=facts["party"], label=facts["text"])
