"""What an electronic invoice says: parties, totals, lines, payment, the files it carries (EN 16931 names in brackets).

Amounts are whole cents or None when missing or not whole cents; nothing is computed or corrected here.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from lxml import etree

from koprogo.kernel import enterprise_number
from koprogo.purchases.rules.ubl import reading

_MAX_CENTS = 10**15
#: The Belgian enterprise number in the list of identification schemes.
_BELGIAN_SCHEME = "0208"


@dataclass(frozen=True, slots=True)
class Trader:
    """Seller or buyer [BG-4, BG-7]. ``identifier`` is the electronic address, ``scheme`` its list."""

    name: str | None
    legal_name: str | None
    enterprise_number: str | None
    vat_number: str | None
    identifier: str | None
    scheme: str | None
    street: str | None
    postal_code: str | None
    city: str | None
    country: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class Amount:
    """A line [BG-25], or an allowance (negative) or charge of the whole document [BG-20, BG-21]; before VAT."""

    text: str
    net_cents: int | None
    category: str | None
    #: Hundredths of a percent: 21 % is 2100.
    rate: int | None


@dataclass(frozen=True, slots=True)
class VatShare:
    """One row of the VAT breakdown [BG-23]."""

    category: str | None
    rate: int | None
    base_cents: int | None
    vat_cents: int | None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file carried inside [BT-125]."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class EInvoice:
    """An invoice or credit note as its file says it; amounts of a credit note are positive, as in the file."""

    kind: str
    number: str | None
    issued_on: date | None
    due_on: date | None
    period_from: date | None
    period_to: date | None
    currency: str | None
    supplier: Trader
    customer: Trader
    payment_references: tuple[str, ...]
    ibans: tuple[str, ...]
    preceding: tuple[str, ...]
    note: str | None
    lines: tuple[Amount, ...]
    adjustments: tuple[Amount, ...]
    vat_shares: tuple[VatShare, ...]
    net_cents: int | None
    vat_cents: int | None
    gross_cents: int | None
    prepaid_cents: int | None
    rounding_cents: int | None
    payable_cents: int | None

    @property
    def is_credit_note(self) -> bool:
        """Whether the supplier owes, and not the association."""
        return self.kind == "CreditNote"


def read(root: etree._Element) -> EInvoice:
    """The facts of a document opened by `reading.opened`. Raises nothing: what is missing is None."""
    kind = reading.KINDS[str(root.tag)]
    currency = _text(root, "cbc:DocumentCurrencyCode")
    totals = _first(root, "cac:LegalMonetaryTotal")
    line = "cac:CreditNoteLine" if kind == "CreditNote" else "cac:InvoiceLine"
    return EInvoice(
        kind=kind,
        number=_text(root, "cbc:ID"),
        issued_on=_day(root, "cbc:IssueDate"),
        due_on=_day(root, "cbc:DueDate") or _day(root, "cac:PaymentMeans/cbc:PaymentDueDate"),
        period_from=_day(root, "cac:InvoicePeriod/cbc:StartDate"),
        period_to=_day(root, "cac:InvoicePeriod/cbc:EndDate"),
        currency=currency,
        supplier=_trader(_first(root, "cac:AccountingSupplierParty/cac:Party")),
        customer=_trader(_first(root, "cac:AccountingCustomerParty/cac:Party")),
        payment_references=_texts(root, "cac:PaymentMeans/cbc:PaymentID"),
        ibans=tuple(
            re.sub(r"\s", "", iban).upper()
            for iban in _texts(root, "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID")
        ),
        preceding=_texts(root, "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"),
        note=_text(root, "cbc:Note"),
        lines=tuple(_line(node) for node in _all(root, line)),
        adjustments=tuple(_adjustment(node) for node in _all(root, "cac:AllowanceCharge")),
        vat_shares=tuple(
            _vat_share(node)
            for node in _all(root, "cac:TaxTotal/cac:TaxSubtotal")
            if _currency_of(_first(node, "cbc:TaxAmount")) in (currency, None)
        ),
        net_cents=_cents(totals, "cbc:TaxExclusiveAmount"),
        vat_cents=_vat_total(root, currency),
        gross_cents=_cents(totals, "cbc:TaxInclusiveAmount"),
        prepaid_cents=_cents(totals, "cbc:PrepaidAmount"),
        rounding_cents=_cents(totals, "cbc:PayableRoundingAmount"),
        payable_cents=_cents(totals, "cbc:PayableAmount"),
    )


def attachments(root: etree._Element) -> tuple[Attachment, ...]:
    """The files carried inside, decoded; one that is no base64 is left out."""
    out = []
    for node in _all(root, "cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject"):
        try:
            data = base64.b64decode(re.sub(r"\s", "", node.text or ""), validate=True)
        except (binascii.Error, ValueError):
            continue
        if data:
            out.append(Attachment(node.get("filename") or "", node.get("mimeCode") or "", data))
    return tuple(out)


def _trader(party: etree._Element | None) -> Trader:
    legal = _text(party, "cac:PartyLegalEntity/cbc:RegistrationName")
    vat = next((text for text in _texts(party, "cac:PartyTaxScheme/cbc:CompanyID") if text[:2].isalpha()), None)
    endpoint = _first(party, "cbc:EndpointID")
    return Trader(
        name=_text(party, "cac:PartyName/cbc:Name") or legal,
        legal_name=legal,
        enterprise_number=_enterprise_number(party, vat, endpoint),
        vat_number=vat,
        identifier=_content(endpoint),
        scheme=None if endpoint is None else endpoint.get("schemeID"),
        street=_text(party, "cac:PostalAddress/cbc:StreetName"),
        postal_code=_text(party, "cac:PostalAddress/cbc:PostalZone"),
        city=_text(party, "cac:PostalAddress/cbc:CityName"),
        country=_text(party, "cac:PostalAddress/cac:Country/cbc:IdentificationCode"),
        email=_text(party, "cac:Contact/cbc:ElectronicMail"),
    )


def _enterprise_number(party: etree._Element | None, vat: str | None, endpoint: etree._Element | None) -> str | None:
    """The ten digits of a Belgian enterprise, from the place that surely means one; None when there is none."""
    legal = _first(party, "cac:PartyLegalEntity/cbc:CompanyID")
    tries = [legal, endpoint]
    candidates = [_content(node) for node in tries if node is not None and node.get("schemeID") == _BELGIAN_SCHEME]
    if vat and vat.upper().startswith("BE"):
        candidates.append(vat)
    if legal is not None and legal.get("schemeID") is None:
        candidates.append(_content(legal))
    return next(
        (enterprise_number.parse(text) for text in candidates if text and enterprise_number.is_valid(text)), None
    )


def _line(node: etree._Element) -> Amount:
    return Amount(
        text=_text(node, "cac:Item/cbc:Name")
        or _text(node, "cac:Item/cbc:Description")
        or _text(node, "cbc:Note")
        or "",
        net_cents=_cents(node, "cbc:LineExtensionAmount"),
        category=_text(node, "cac:Item/cac:ClassifiedTaxCategory/cbc:ID"),
        rate=_rate(node, "cac:Item/cac:ClassifiedTaxCategory/cbc:Percent"),
    )


def _adjustment(node: etree._Element) -> Amount:
    cents = _cents(node, "cbc:Amount")
    charge = _text(node, "cbc:ChargeIndicator") == "true"
    return Amount(
        text=_text(node, "cbc:AllowanceChargeReason") or "",
        net_cents=cents if charge or cents is None else -cents,
        category=_text(node, "cac:TaxCategory/cbc:ID"),
        rate=_rate(node, "cac:TaxCategory/cbc:Percent"),
    )


def _vat_share(node: etree._Element) -> VatShare:
    return VatShare(
        category=_text(node, "cac:TaxCategory/cbc:ID"),
        rate=_rate(node, "cac:TaxCategory/cbc:Percent"),
        base_cents=_cents(node, "cbc:TaxableAmount"),
        vat_cents=_cents(node, "cbc:TaxAmount"),
    )


def _vat_total(root: etree._Element, currency: str | None) -> int | None:
    """The VAT in the currency of the document [BT-110]; a second total is in the accounting currency [BT-111]."""
    amounts = _all(root, "cac:TaxTotal/cbc:TaxAmount")
    own = [node for node in amounts if _currency_of(node) == currency] or amounts[:1]
    return to_cents(_content(own[0])) if own else None


def to_cents(text: str | None) -> int | None:
    """An XML decimal in whole cents; None when missing, no number, or finer than a cent."""
    if text is None or not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", text):
        return None
    try:
        cents = Decimal(text) * 100
    except InvalidOperation:
        return None
    whole = int(cents)
    return whole if whole == cents and abs(whole) < _MAX_CENTS else None


def _cents(node: etree._Element | None, path: str) -> int | None:
    return to_cents(_text(node, path))


def _rate(node: etree._Element, path: str) -> int | None:
    """Hundredths of a percent have as many decimals as cents."""
    return to_cents(_text(node, path))


def _day(root: etree._Element, path: str) -> date | None:
    try:
        return date.fromisoformat((_text(root, path) or "")[:10])
    except ValueError:
        return None


def _currency_of(node: etree._Element | None) -> str | None:
    return None if node is None else node.get("currencyID")


def _content(node: etree._Element | None) -> str | None:
    return None if node is None else ((node.text or "").strip() or None)


def _all(node: etree._Element | None, path: str) -> list[etree._Element]:
    return [] if node is None else list(node.findall(path, reading.NAMESPACES))


def _first(node: etree._Element | None, path: str) -> etree._Element | None:
    return None if node is None else node.find(path, reading.NAMESPACES)


def _text(node: etree._Element | None, path: str) -> str | None:
    return next(iter(_texts(node, path)), None)


def _texts(node: etree._Element | None, path: str) -> tuple[str, ...]:
    return tuple(text for found in _all(node, path) if (text := _content(found)))
