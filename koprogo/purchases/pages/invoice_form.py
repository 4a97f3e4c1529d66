"""The form of an invoice: four fields on a phone, the rest folded; each line says what, how much, and who bears it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from koprogo.condominiums.queries import keys
from koprogo.ledger.queries import accounts
from koprogo.ledger.rules.chart_account import Nature
from koprogo.platform import formats
from koprogo.platform.access import Access
from koprogo.purchases.labels import KIND
from koprogo.purchases.operations.invoices import InvoiceFacts
from koprogo.purchases.pages.fields import Cents, day, offer, text
from koprogo.purchases.queries import preview, suppliers
from koprogo.purchases.queries.invoices import InvoiceDetail
from koprogo.purchases.queries.suppliers import LastUse
from koprogo.purchases.rules.lines import RATES, LineFacts
from koprogo.purchases.rules.states import Kind

MOST_LINES = 40
#: Accounts of class 6 that no supplier's invoice goes to: variations of the funds, values carried forward.
NOT_BOUGHT = ("68", "69")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form offers: accounts, who bears, the names of suppliers and of owners (four queries)."""

    accounts: list[tuple[str, str]]
    keys: list[tuple[str, str]]
    lots: list[tuple[str, str]]
    suppliers: list[str]
    owners: dict[str, UUID]

    @property
    def bearers(self) -> list[tuple[str, str]]:
        """The usual key of the account, each key, each lot alone."""
        return [("", gettext("Clé habituelle de ce poste")), *self.keys, *self.lots]


def choices(access: Access) -> Choices:
    """Everything there is to choose from today."""
    chart = accounts.choices(access, natures=(Nature.COST.value,))
    lots = preview.lots(access, on=access.today)
    alone = gettext("Lot %(lot)s seul, %(name)s")
    return Choices(
        accounts=[(str(one), name) for one, name in chart if not name.startswith(NOT_BOUGHT)],
        keys=[(f"key:{key.key_id}", key.label) for key in keys.all(access, on=access.today)],
        lots=[(f"lot:{lot}", alone % {"lot": number, "name": name or "—"}) for lot, number, _h, name in lots],
        suppliers=suppliers.names(access),
        owners={name: holder for _lot, _number, holder, name in lots if holder},
    )


class HeadForm(forms.Form):
    """What the document says as a whole."""

    supplier = text(160, label=_("Fournisseur"), required=True, attributes={"list": "fournisseurs"})
    supplier_number = text(60, label=_("Numéro de la facture"))
    issued_on = day(label=_("Date de la facture"))
    kind = forms.ChoiceField(
        label=_("Document"), choices=[(kind.value, KIND[kind]) for kind in Kind], initial=Kind.INVOICE.value
    )
    due_on = day(label=_("À payer avant le"), required=False)
    payment_reference = text(140, label=_("Communication du paiement"))
    iban = text(42, label=_("Compte du fournisseur (IBAN)"))
    total = Cents(label=_("Total imprimé sur le document"))
    credits = text(12, label=_("Note de crédit de la facture"))
    reverse_charge = forms.BooleanField(label=_("Le document dit « autoliquidation »"), required=False)
    note = text(400, label=_("Remarque"))
    enterprise_number = text(20, label=_("Numéro d’entreprise"))
    email = forms.EmailField(label=_("E-mail"), required=False)
    sure = forms.BooleanField(label=_("C’est bien une autre facture"), required=False)

    def facts(self, supplier_id: UUID, lines: Sequence[LineFacts]) -> InvoiceFacts:
        """What the operation is asked to record."""
        given = self.cleaned_data
        return InvoiceFacts(
            supplier_id=supplier_id,
            lines=lines,
            kind=Kind(given["kind"]),
            total_cents=given["total"],
            **{
                name: given[name]
                for name in (
                    "supplier_number",
                    "issued_on",
                    "due_on",
                    "payment_reference",
                    "iban",
                    "credits",
                    "reverse_charge",
                    "note",
                )
            },
        )


class LineForm(forms.Form):
    """One line of the document."""

    account = forms.ChoiceField(label=_("De quoi s’agit-il ?"), required=False)
    gross = Cents(label=_("Montant TVA comprise"))
    vat = forms.ChoiceField(label=_("TVA"), required=False)
    who = forms.ChoiceField(label=_("Qui paie ?"), required=False)
    percent = forms.IntegerField(
        label=_("Part de l’occupant, en %"),
        min_value=0,
        max_value=100,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    label = text(200, label=_("Précision"))
    period_from = day(label=_("Pour la période du"), required=False)
    period_to = day(label=_("au"), required=False)
    exempt = text(400, label=_("Ne paient pas (procès gagné contre l’association)"), attributes={"list": "personnes"})

    def __init__(self, *args: Any, known: Choices, final: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        #: While somebody types, what is still missing is no fault.
        self.final = final
        offer(self, "account", [("", gettext("Choisir…")), *known.accounts])
        offer(self, "vat", [("", "—"), *((str(rate), f"{rate // 100} %") for rate in RATES)])
        offer(self, "who", known.bearers)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed on it."""
        return not any(str(self.data.get(self.add_prefix(name), "")).strip() for name in ("account", "gross", "label"))

    def clean_exempt(self) -> frozenset[UUID]:
        """The owners named, apart by a semicolon."""
        names = [name.strip() for name in str(self.cleaned_data["exempt"]).split(";") if name.strip()]
        unknown = [name for name in names if name not in self.known.owners]
        if unknown:
            raise forms.ValidationError(_("Choisissez un copropriétaire de la liste."))
        return frozenset(self.known.owners[name] for name in names)

    def clean(self) -> dict[str, Any]:
        """An account for each amount, an amount for each account."""
        facts = super().clean() or {}
        if self.final and facts.get("gross") and not facts.get("account") and "account" not in self.errors:
            self.add_error("account", _("Dites de quoi il s’agit."))
        if self.final and facts.get("account") and not facts.get("gross") and "gross" not in self.errors:
            self.add_error("gross", _("Indiquez le montant, TVA comprise."))
        start, end = facts.get("period_from"), facts.get("period_to")
        if start and end and end < start:
            self.add_error("period_to", _("La période finit avant de commencer. Vérifiez les deux dates."))
        return facts

    def line(self) -> LineFacts:
        """The line to record; only after validation."""
        given = self.cleaned_data
        bearer, _colon, subject = given["who"].partition(":")
        return LineFacts(
            account_id=UUID(given["account"]),
            gross_cents=given["gross"],
            vat_bp=int(given["vat"]) if given["vat"] else None,
            label=given["label"],
            key_id=UUID(subject) if bearer == "key" else None,
            occupant_percent=given["percent"],
            lot_id=UUID(subject) if bearer == "lot" else None,
            period_from=given["period_from"],
            period_to=given["period_to"],
            exempt=given["exempt"],
        )


def line_count(data: Mapping[str, Any] | None, *, least: int = 1) -> int:
    """How many lines the form shows: as many as it had, and one more where asked."""
    if data is None:
        return least
    asked = str(data.get("lines", ""))
    count = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else least
    return max(1, min(count + (1 if "more" in data else 0), MOST_LINES))


def suggested(data: Any, last: LastUse | None) -> Any:
    """The same data with the first line filled as this supplier's last invoice was, where nothing was chosen yet."""
    if last is None or data.get("l0-account"):
        return data
    filled = data.copy()
    filled["l0-account"] = str(last.account_id)
    filled["l0-who"] = data.get("l0-who") or (f"key:{last.key_id}" if last.key_id else "")
    if not data.get("l0-percent") and last.occupant_percent is not None:
        filled["l0-percent"] = str(last.occupant_percent)
    filled["l0-vat"] = data.get("l0-vat") or ("" if last.vat_bp is None else str(last.vat_bp))
    return filled


def drafted(found: InvoiceDetail, owners: Mapping[str, UUID]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A draft as the form shows it again: the head, and each line."""
    row = found.row
    names = {party: name for name, party in owners.items()}
    head = {
        "supplier": row.supplier.party.name,
        "credits": found.credits,
        "iban": formats.iban(row.iban.iban) if row.iban else "",
        **{
            name: getattr(row, name)
            for name in (
                "supplier_number",
                "issued_on",
                "kind",
                "due_on",
                "payment_reference",
                "reverse_charge",
                "note",
            )
        },
    }
    lines = [
        {
            "account": str(line.account_id),
            "gross": formats.amount(line.gross_cents),
            "vat": "" if line.vat_bp is None else str(line.vat_bp),
            "who": f"lot:{line.lot_id}" if line.lot_id else f"key:{line.key_id}" if line.key_id else "",
            "percent": line.occupant_percent,
            "label": line.label,
            "period_from": line.period_from,
            "period_to": line.period_to,
            "exempt": "; ".join(names[party] for party in line.exempt if party in names),
        }
        for line in found.lines
    ]
    return head, lines


def preview_lines(forms_of_lines: Sequence[LineForm]) -> list[LineFacts]:
    """The lines that can be shared already: whatever else is missing can wait."""
    return [form.line() for form in forms_of_lines if form.is_valid() and form.cleaned_data["gross"]]


def day_of(data: Mapping[str, Any], today: date) -> date:
    """The day of the document as far as it is typed, else today."""
    try:
        return date.fromisoformat(str(data.get("issued_on", "")))
    except ValueError:
        return today
