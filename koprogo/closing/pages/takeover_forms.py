"""The forms of a take-over: the file or cells, the lines to correct, the bank's word, the inventory, the scan."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.closing import labels
from koprogo.closing.operations.start import LineFacts, Situation
from koprogo.closing.queries.takeover import Prepared
from koprogo.closing.rules.handover import Document
from koprogo.kernel import money
from koprogo.kernel.refusals import Refused
from koprogo.platform import formats

ACCEPT = ".xlsx,.ods,.csv,.zip"
#: Lines on one page of corrections, and empty ones below them.
PAGE = 60
MORE = 4


class SignedCents(forms.CharField):
    """An amount of either sign, or nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=24, required=False, **kwargs)
        self.widget.attrs.update(inputmode="decimal", autocomplete="off")

    def clean(self, value: Any) -> int | None:
        """Whole cents; None when empty."""
        text = str(super().clean(value)).strip()
        if not text:
            return None
        try:
            return money.parse_cents(text)
        except Refused as refusal:
            raise forms.ValidationError(_("Écrivez un montant comme 1 250,00.")) from refusal


def _day(**kwargs: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **kwargs)


class StartForm(forms.Form):
    """Of which day, from whom, and the balance itself: a file, pasted cells, or nothing to type it by hand."""

    on = _day(label=gettext_lazy("Situation à la fin du"))
    previous_syndic = forms.CharField(label=gettext_lazy("Syndic précédent"), max_length=160)
    mandate_ended_on = _day(label=gettext_lazy("Fin de son mandat"), required=False)
    voucher = forms.CharField(
        label=gettext_lazy("Pièce justificative"),
        max_length=200,
        help_text=gettext_lazy("Par exemple : bilan et inventaire remis par le syndic précédent."),
    )
    file = forms.FileField(
        label=gettext_lazy("Balance"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("xlsx, ods ou csv, 5 Mo au plus."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    text = forms.CharField(
        label=gettext_lazy("Ou collez les cellules ici"),
        required=False,
        strip=False,
        help_text=gettext_lazy(
            "Numéro de compte, libellé, débit et crédit ou solde ; ou la liste des copropriétaires."
        ),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )

    def situation(self) -> Situation:
        """What was said of the balance."""
        facts = self.cleaned_data
        return Situation(facts["on"], facts["previous_syndic"], facts["voucher"], facts["mandate_ended_on"])


class LineForm(forms.Form):
    """One line: what it is called, its amount, our account, its person, its key."""

    label = forms.CharField(label=gettext_lazy("Libellé"), max_length=200, required=False)
    cents = SignedCents(label=gettext_lazy("Montant"))
    account = forms.CharField(label=gettext_lazy("Notre compte"), max_length=140, required=False)
    party = forms.CharField(label=gettext_lazy("Personne"), max_length=180, required=False)
    key = forms.CharField(label=gettext_lazy("Clé"), max_length=120, required=False)

    def __init__(self, *args: Any, known: "Known", position: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known, self.position = known, position
        for name, source in (("account", "comptes"), ("party", "personnes"), ("key", "cles")):
            self.fields[name].widget.attrs.update(list=source, autocomplete="off")

    def _chosen(self, name: str, among: Mapping[str, UUID], words: str) -> UUID | None:
        text = str(self.cleaned_data[name]).strip()
        if not text:
            return None
        found = among.get(text) or (among.get(text.split()[0]) if name == "account" else None)
        if found is None:
            raise forms.ValidationError(words)
        return found

    def clean_account(self) -> UUID | None:
        """The account behind « 614 » or « 614 Assurances »."""
        return self._chosen("account", self.known.accounts, _("Choisissez un compte du plan, par son code."))

    def clean_party(self) -> UUID | None:
        """The person behind a name of the list."""
        return self._chosen("party", self.known.parties, _("Choisissez un nom de la liste."))

    def clean_key(self) -> UUID | None:
        """The key behind its name."""
        return self._chosen("key", self.known.keys, _("Choisissez une clé de la liste."))

    def facts(self) -> LineFacts:
        """The line as typed; only after validation."""
        facts = self.cleaned_data
        return LineFacts(
            self.position, facts["label"], facts["cents"] or 0, facts["account"], facts["party"], facts["key"]
        )


class Known:
    """What the cells may name: accounts by code and by code with name, persons and keys by name."""

    def __init__(self, ready: Prepared, people: Sequence[tuple[str, UUID]], keys: Sequence[tuple[str, UUID]]) -> None:
        self.chart = [f"{one.code} {one.name}" for one in ready.accounts]
        self.accounts = {one.code: one.id for one in ready.accounts}
        self.accounts |= {f"{one.code} {one.name}": one.id for one in ready.accounts}
        self.parties: dict[str, UUID] = {}
        for name, party in people:
            label, index = name, 2
            while label in self.parties:
                label, index = f"{name} ({index})", index + 1
            self.parties[label] = party
        self.keys = dict(keys)
        self.account_names = {one.id: f"{one.code} {one.name}" for one in ready.accounts}
        self.party_names = {party: name for name, party in self.parties.items()}
        self.key_names = {key: name for name, key in self.keys.items()}


def line_forms(data: Any, ready: Prepared, known: Known, page: int) -> list[LineForm]:
    """The lines of one page, and empty ones on the last."""
    rows = ready.rows[(page - 1) * PAGE : page * PAGE]
    found = [
        LineForm(
            data,
            prefix=f"l{row.position}",
            known=known,
            position=row.position,
            initial={
                "label": row.label,
                "cents": formats.amount(row.cents) if row.cents else "",
                "account": known.account_names.get(row.account_id, "") if row.account_id else "",
                "party": known.party_names.get(row.party_id, "") if row.party_id else "",
                "key": known.key_names.get(row.key_id, "") if row.key_id else "",
            },
        )
        for row in rows
    ]
    if page * PAGE >= len(ready.rows):
        found += [LineForm(data, prefix=f"n{index}", known=known) for index in range(1, MORE + 1)]
    return found


class BanksForm(forms.Form):
    """What the paper statement says of each account that has no imported one."""

    def __init__(self, *args: Any, ready: Prepared, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.banks = [bank for bank in ready.plan.banks if bank.stated and not bank.stated.imported]
        for bank in self.banks:
            assert bank.stated is not None
            typed = bank.stated.cents
            self.fields[f"b{bank.account.code}"] = SignedCents(
                label=bank.account.name, initial=formats.amount(typed) if typed is not None else ""
            )

    def stated(self) -> dict[UUID, int | None]:
        """Cents by account; None where nothing is typed."""
        return {bank.account.id: self.cleaned_data[f"b{bank.account.code}"] for bank in self.banks}


class BookForm(forms.Form):
    """The name of a difference, when there is one."""

    gap_note = forms.CharField(
        label=gettext_lazy("Nom de l’écart"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Par exemple : écart de balance, à expliquer par le syndic précédent."),
    )


class HandoverForm(forms.Form):
    """The inventory: received or not, and a note."""

    def __init__(self, *args: Any, inventory: Mapping[Document, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.inventory = inventory
        for document, item in inventory.items():
            label = labels.DOCUMENTS[document]
            self.fields[f"r_{document}"] = forms.BooleanField(label=label, required=False, initial=item.received)
            self.fields[f"n_{document}"] = forms.CharField(
                label=_("Remarque : %(name)s") % {"name": label}, max_length=200, required=False, initial=item.note
            )

    def received(self) -> dict[Document, tuple[bool, str]]:
        """What was said of each document."""
        facts = self.cleaned_data
        return {one: (bool(facts[f"r_{one}"]), str(facts[f"n_{one}"])) for one in self.inventory}

    def rows(self) -> list[tuple[Any, Any]]:
        """The two fields of each document, in the order of the list."""
        return [(self[f"r_{one}"], self[f"n_{one}"]) for one in self.inventory]


class CallForm(forms.Form):
    """By when the balances taken over are to be paid."""

    due_on = _day(label=gettext_lazy("À payer avant le"))


class SignForm(forms.Form):
    """The scan of the signed sheet."""

    file = forms.FileField(
        label=gettext_lazy("Feuille signée"),
        allow_empty_file=True,
        help_text=gettext_lazy("Un scan ou une photo : PDF, JPEG ou PNG."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )
    on = _day(label=gettext_lazy("Signée le"))
