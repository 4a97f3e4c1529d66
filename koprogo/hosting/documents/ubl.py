"""The electronic invoice of a bill: Peppol BIS Billing 3 (EN 16931), for a client with an enterprise number.

The association is under the exemption for small enterprises (VAT code, art. 56bis): category E, rate 0, its reason.
"""

import base64
from datetime import date
from xml.sax.saxutils import escape

from django.utils import translation

from koprogo.condominiums.documents.letterhead import registered
from koprogo.hosting.documents import bill_words
from koprogo.hosting.documents.bill import Paper
from koprogo.hosting.labels import books as words
from koprogo.kernel import structured_reference

_CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
_PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"


def write(paper: Paper, *, pdf: bytes, corrected_on: date | None = None) -> bytes:
    """The invoice or credit note as XML, with the paper inside. ``corrected_on``: the day of the bill corrected."""
    kind = "CreditNote" if paper.credit else "Invoice"
    total = _euros(paper.total_cents)
    parts = [
        f"<cbc:CustomizationID>{_CUSTOMIZATION}</cbc:CustomizationID><cbc:ProfileID>{_PROFILE}</cbc:ProfileID>",
        f"<cbc:ID>{escape(paper.number)}</cbc:ID><cbc:IssueDate>{paper.issued_on.isoformat()}</cbc:IssueDate>",
        _type(paper),
        "<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>",
        f"<cbc:BuyerReference>{escape(paper.client['name'][:60])}</cbc:BuyerReference>",
        _corrects(paper, corrected_on),
        _attached(paper, pdf),
        f"<cac:AccountingSupplierParty>{_seller(paper)}</cac:AccountingSupplierParty>",
        f"<cac:AccountingCustomerParty>{_buyer(paper)}</cac:AccountingCustomerParty>",
        _payment(paper),
        f"""<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">0.00</cbc:TaxAmount><cac:TaxSubtotal>
<cbc:TaxableAmount currencyID="EUR">{total}</cbc:TaxableAmount><cbc:TaxAmount currencyID="EUR">0.00</cbc:TaxAmount>
{_category(paper, "TaxCategory")}</cac:TaxSubtotal></cac:TaxTotal>""",
        f"""<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">{total}</cbc:LineExtensionAmount>
<cbc:TaxExclusiveAmount currencyID="EUR">{total}</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount currencyID="EUR">{total}</cbc:TaxInclusiveAmount>
<cbc:PayableAmount currencyID="EUR">{total}</cbc:PayableAmount></cac:LegalMonetaryTotal>""",
        *_lines(paper, kind),
    ]
    spaces = (
        f'xmlns="urn:oasis:names:specification:ubl:schema:xsd:{kind}-2"'
        ' xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"'
        ' xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"'
    )
    body = "\n".join(part for part in parts if part)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{kind} {spaces}>\n{body}\n</{kind}>\n'.encode()


def _type(paper: Paper) -> str:
    if paper.credit:
        return "<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>"
    return f"<cbc:DueDate>{paper.due_on.isoformat()}</cbc:DueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>"


def _corrects(paper: Paper, corrected_on: date | None) -> str:
    if not paper.corrects:
        return ""
    day = f"<cbc:IssueDate>{corrected_on.isoformat()}</cbc:IssueDate>" if corrected_on else ""
    return f"""<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>{escape(paper.corrects)}</cbc:ID>{day}
</cac:InvoiceDocumentReference></cac:BillingReference>"""


def _attached(paper: Paper, pdf: bytes) -> str:
    return f"""<cac:AdditionalDocumentReference><cbc:ID>{escape(paper.number)}</cbc:ID><cac:Attachment>
<cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="{escape(paper.number)}.pdf">{
        base64.b64encode(pdf).decode()
    }</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>"""


def _seller(paper: Paper) -> str:
    head = paper.head
    tax = f"""<cac:PartyTaxScheme><cbc:CompanyID>BE{head.enterprise_number}</cbc:CompanyID>
<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>"""
    street = f"{head.street} {head.house_number}".strip()
    legal = registered(paper.language, head.enterprise_number, head.court)
    return _party(paper.sender, head.enterprise_number, street, head.postcode, head.city, tax, legal=legal)


def _buyer(paper: Paper) -> str:
    one = paper.client
    return _party(one["name"], one["enterprise_number"], one["street"], one["postcode"], one["city"], "")


def _party(name: str, number: str, street: str, postcode: str, city: str, tax: str, legal: str = "") -> str:
    form = f"<cbc:CompanyLegalForm>{escape(legal)}</cbc:CompanyLegalForm>" if legal else ""
    address = "".join(
        f"<cbc:{tag}>{escape(value)}</cbc:{tag}>"
        for tag, value in (("StreetName", street), ("CityName", city), ("PostalZone", postcode))
        if value
    )
    return f"""<cac:Party><cbc:EndpointID schemeID="0208">{number}</cbc:EndpointID>
<cac:PartyName><cbc:Name>{escape(name)}</cbc:Name></cac:PartyName>
<cac:PostalAddress>{address}<cac:Country><cbc:IdentificationCode>BE</cbc:IdentificationCode></cac:Country>
</cac:PostalAddress>{tax}<cac:PartyLegalEntity><cbc:RegistrationName>{escape(name)}</cbc:RegistrationName>
<cbc:CompanyID schemeID="0208">{number}</cbc:CompanyID>{form}</cac:PartyLegalEntity></cac:Party>"""


def _payment(paper: Paper) -> str:
    if paper.credit:
        note = escape(bill_words.words(paper.language, credit=True)["returned"])
        return f"<cac:PaymentTerms><cbc:Note>{note}</cbc:Note></cac:PaymentTerms>"
    reference = structured_reference.pretty(paper.structured_reference)
    return f"""<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>
<cbc:PaymentID>{reference}</cbc:PaymentID>
<cac:PayeeFinancialAccount><cbc:ID>{paper.iban}</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>"""


def _lines(paper: Paper, kind: str) -> list[str]:
    quantity = "CreditedQuantity" if paper.credit else "InvoicedQuantity"
    rows = []
    with translation.override(paper.language):
        for place, line in enumerate(paper.lines, 1):
            count, unit = (line.count, line.unit_cents) if line.count and line.unit_cents else (1, line.cents)
            if unit < 0:  # a price is never below zero: what comes off is a negative quantity
                count, unit = -count, -unit
            rows.append(
                f"""<cac:{kind}Line><cbc:ID>{place}</cbc:ID><cbc:{quantity} unitCode="C62">{count}</cbc:{quantity}>
<cbc:LineExtensionAmount currencyID="EUR">{_euros(line.cents)}</cbc:LineExtensionAmount>
<cac:Item><cbc:Name>{escape(words.line_text(line)[:200])}</cbc:Name>
{_category(paper, "ClassifiedTaxCategory")}</cac:Item>
<cac:Price><cbc:PriceAmount currencyID="EUR">{_euros(unit)}</cbc:PriceAmount></cac:Price></cac:{kind}Line>"""
            )
    return rows


def _category(paper: Paper, name: str) -> str:
    reason = ""
    if name == "TaxCategory":
        said = bill_words.words(paper.language, credit=False)["vat"]
        reason = f"<cbc:TaxExemptionReason>{escape(said)}</cbc:TaxExemptionReason>"
    return (
        f"<cac:{name}><cbc:ID>E</cbc:ID><cbc:Percent>0</cbc:Percent>{reason}"
        f"<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:{name}>"
    )


def _euros(cents: int) -> str:
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"
