"""The forms of the bank: an account, files, and what a movement is."""

from collections.abc import Sequence
from typing import Any, Protocol
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from koprogo.banking.labels import CLIENT_KIND, KIND, PURPOSE, usual_account, usual_of_association
from koprogo.banking.rules.choices import Choice, Kind
from koprogo.banking.rules.purposes import Purpose
from koprogo.charges.queries.receivables import Receivable
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import formats
from koprogo.purchases.queries.open_items import OpenInvoice
from koprogo.purchases.rules.states import Kind as InvoiceKind


class AccountForm(forms.Form):
    """A bank account of the building."""

    iban = forms.CharField(label=_("IBAN"), max_length=42, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    purpose = forms.ChoiceField(
        label=_("À quoi sert-il ?"),
        choices=[(purpose.value, PURPOSE[purpose]) for purpose in Purpose],
        widget=forms.RadioSelect,
        initial=Purpose.CURRENT.value,
    )
    label = forms.CharField(label=_("Nom du compte"), max_length=120)


class ManyFiles(forms.ClearableFileInput):
    """A file control that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, at most twenty."""

    LIMIT = 20

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = (data if isinstance(data, list | tuple) else [data]) or [None]
        if len(given) > self.LIMIT:
            raise forms.ValidationError(_("Envoyez vingt fichiers au plus à la fois."))
        return [super(FilesField, self).clean(one, initial) for one in given]


class ImportForm(forms.Form):
    """The files of the bank."""

    statements = FilesField(
        label=_("Relevés CODA"),
        widget=ManyFiles(attrs={"accept": ".cod,.coda,.txt,.bc2"}),
        allow_empty_file=True,
        max_length=None,
    )


#: The accounts that bank movements usually go to; any other one is named by its number.
USUAL = (
    AccountRole.BANK_CHARGES,
    AccountRole.INTEREST,
    AccountRole.SUPPLIERS,
    AccountRole.INDEMNITIES,
    AccountRole.OTHER_INCOME,
    AccountRole.PAYMENT_DIFFERENCES,
)


class Finder(Protocol):
    """Finds an account of the books by its role, or by its code when there is one."""

    def __call__(self, *, role: AccountRole | None, code: str) -> UUID: ...


class DecideForm(forms.Form):
    """What one movement is: one kind, and the one thing that kind needs."""

    kind = forms.ChoiceField(label=_("Que paie ce mouvement ?"), widget=forms.RadioSelect)
    notice = forms.ChoiceField(label=_("Appel"), required=False)
    invoice = forms.ChoiceField(label=_("Facture"), required=False)
    party = forms.ChoiceField(label=_("Copropriétaire"), required=False)
    account = forms.ChoiceField(label=_("Compte du plan"), required=False)
    supplier = forms.ChoiceField(label=_("Fournisseur"), required=False)
    code = forms.RegexField(
        r"^[0-9]{1,12}$",
        label=_("Ou numéro d’un autre compte"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Écrivez le numéro du compte, par exemple 6140.")},
    )
    label = forms.CharField(label=_("Libellé"), max_length=200, required=False)

    def __init__(
        self,
        *args: Any,
        receipt: bool,
        notices: Sequence[Receivable],
        parties: Sequence[tuple[str, str]],
        invoices: Sequence[OpenInvoice] = (),
        suppliers: Sequence[tuple[UUID, str]] = (),
        clients: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.clients = clients
        usual = [(role.value, usual_account(role)) for role in USUAL]
        if clients:  # a non-profit bills clients, on the chart of associations
            usual = usual_of_association()
            self.fields["notice"].label, self.fields["party"].label = _("Facture à un client"), _("Client")
        # What goes out pays invoices, what comes in pays calls, or credit notes where there are some.
        wanted = InvoiceKind.CREDIT_NOTE if receipt else InvoiceKind.INVOICE
        fitting = [invoice for invoice in invoices if invoice.kind is wanted]
        left_out = {Kind.NOTICE} if not receipt else set()
        left_out |= {Kind.INVOICE} if not fitting else set()
        kinds = [kind for kind in Kind if kind not in left_out]
        self._offer("kind", [(kind.value, (CLIENT_KIND if clients else KIND)[kind]) for kind in kinds])
        self._offer("notice", [("", "—"), *((str(n.notice_id), _told(n)) for n in notices)])
        self._offer("invoice", [("", "—"), *((str(one.invoice_id), _owed(one)) for one in fitting)])
        self._offer("party", [("", "—"), *parties])
        self._offer("account", [("", "—"), *usual])
        self._offer("supplier", [("", "—"), *((str(party), name) for party, name in suppliers)])
        if not suppliers:
            del self.fields["supplier"]
        if not receipt:
            del self.fields["notice"]
        if not fitting:
            del self.fields["invoice"]

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or {}
        needed = {
            Kind.NOTICE.value: (
                "notice",
                _("Choisissez la facture que ce mouvement paie.")
                if self.clients
                else _("Choisissez l’appel que ce mouvement paie."),
            ),
            Kind.INVOICE.value: ("invoice", _("Choisissez la facture que ce mouvement paie.")),
            Kind.PARTY.value: (
                "party",
                _("Choisissez le client.") if self.clients else _("Choisissez le copropriétaire."),
            ),
            Kind.OTHER_ACCOUNT.value: ("account", _("Choisissez le compte du plan.")),
        }
        field, sentence = needed.get(str(facts.get("kind")), ("", ""))
        chosen = facts.get(field) or (field == "account" and facts.get("code"))
        if field and not chosen and not {field, "code"} & set(self.errors):
            self.add_error(field, sentence)
        of_suppliers = field == "account" and facts.get("account") == AccountRole.SUPPLIERS and not facts.get("code")
        if of_suppliers and "supplier" in self.fields and not facts.get("supplier"):
            self.add_error("supplier", _("Choisissez le fournisseur dont ce mouvement change le solde."))
        return facts

    def choice(self, find: Finder) -> Choice:
        """What the operation is asked to book; ``find`` knows the accounts. Raises what it raises."""
        facts = self.cleaned_data
        kind = Kind(facts["kind"])
        if kind is Kind.NOTICE:
            return Choice(kind, notice_id=UUID(facts["notice"]), label=facts["label"])
        if kind is Kind.PARTY:
            return Choice(kind, party_id=UUID(facts["party"]), label=facts["label"])
        if kind is Kind.INVOICE:
            return Choice(kind, invoice_id=UUID(facts["invoice"]), label=facts["label"])
        if kind is Kind.OTHER_ACCOUNT:
            usual = facts["account"]  # a role, or the code of an account of the chart of associations
            role = AccountRole(usual) if usual and not usual.isdigit() else None
            account = find(role=role, code=facts["code"] or (usual if usual.isdigit() else ""))
            of = facts.get("supplier") if role is AccountRole.SUPPLIERS and not facts["code"] else ""
            return Choice(kind, account_id=account, party_id=UUID(of) if of else None, label=facts["label"])
        return Choice(kind, label=facts["label"])


def _told(notice: Receivable) -> str:
    return f"{notice.party_name} · {notice.title} · {formats.money(notice.open_cents)}"


def _owed(invoice: OpenInvoice) -> str:
    return f"{invoice.supplier_name} · {invoice.number} · {formats.money(invoice.open_cents)}"
