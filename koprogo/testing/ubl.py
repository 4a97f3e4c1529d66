"""An electronic invoice of our own that the official rules let pass: for tests and for the demo world."""

import base64

#: One page, nothing on it.
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"


def invoice(
    *,
    number: str = "2026-0117",
    issued_on: str = "2026-03-12",
    due_on: str = "2026-04-11",
    supplier: str = "0403170701",
    supplier_name: str = "Ascenseurs Meuse SA",
    customer: str = "0843518235",
    iban: str = "BE68539007547034",
    reference: str = "+++090/9337/55493+++",
    pdf: bytes | None = PDF,
    lines: tuple[tuple[str, int, int], ...] = (
        ("Entretien ascenseur, 1er trimestre", 24_000, 21),
        ("Pièces", 5_005, 6),
    ),
    allowance_cents: int = 0,
    prepaid_cents: int = 0,
    rounding_cents: int = 0,
    credit_note: bool = False,
) -> bytes:
    """A Peppol BIS 3 invoice that the official rules let pass. Lines: text, net in cents, percent of VAT."""
    rates: dict[int, int] = {}
    for _, net, percent in lines:
        rates[percent] = rates.get(percent, 0) + net
    first = lines[0][2]
    rates[first] -= allowance_cents
    vat = {percent: (net * percent + 50) // 100 for percent, net in rates.items()}
    net_total, vat_total = sum(rates.values()), sum(vat.values())
    gross = net_total + vat_total
    kind, quantity, type_code = (
        ("CreditNote", "CreditedQuantity", "<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>")
        if credit_note
        else ("Invoice", "InvoicedQuantity", "<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>")
    )
    terms = "<cac:PaymentTerms><cbc:Note>30 jours</cbc:Note></cac:PaymentTerms>" if credit_note else ""
    due = "" if credit_note else f"<cbc:DueDate>{due_on}</cbc:DueDate>"
    attached = (
        ""
        if pdf is None
        else f"""<cac:AdditionalDocumentReference><cbc:ID>{number}</cbc:ID><cac:Attachment>
        <cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="{number}.pdf">
        {base64.b64encode(pdf).decode()}
        </cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>"""
    )
    allowance = (
        f"""<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>
        <cbc:AllowanceChargeReason>Remise fidélité</cbc:AllowanceChargeReason>
        <cbc:Amount currencyID="EUR">{_euros(allowance_cents)}</cbc:Amount>{_category(first)}</cac:AllowanceCharge>"""
        if allowance_cents
        else ""
    )
    shares = "".join(
        f"""<cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">{_euros(rates[percent])}</cbc:TaxableAmount>
        <cbc:TaxAmount currencyID="EUR">{_euros(vat[percent])}</cbc:TaxAmount>{_category(percent)}</cac:TaxSubtotal>"""
        for percent in rates
    )
    rows = "".join(
        f"""<cac:{kind}Line><cbc:ID>{index}</cbc:ID><cbc:{quantity} unitCode="C62">1</cbc:{quantity}>
        <cbc:LineExtensionAmount currencyID="EUR">{_euros(net)}</cbc:LineExtensionAmount>
        <cac:Item><cbc:Name>{text}</cbc:Name>{_category(percent, "ClassifiedTaxCategory")}</cac:Item>
        <cac:Price><cbc:PriceAmount currencyID="EUR">{_euros(net)}</cbc:PriceAmount></cac:Price></cac:{kind}Line>"""
        for index, (text, net, percent) in enumerate(lines, start=1)
    )
    rounding = f'<cbc:PayableRoundingAmount currencyID="EUR">{_euros(rounding_cents)}</cbc:PayableRoundingAmount>'
    prepaid = f'<cbc:PrepaidAmount currencyID="EUR">{_euros(prepaid_cents)}</cbc:PrepaidAmount>'
    deducted = f'<cbc:AllowanceTotalAmount currencyID="EUR">{_euros(allowance_cents)}</cbc:AllowanceTotalAmount>'
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<{kind} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{kind}-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0</cbc:CustomizationID>
<cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>
<cbc:ID>{number}</cbc:ID><cbc:IssueDate>{issued_on}</cbc:IssueDate>{due}{type_code}
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode><cbc:BuyerReference>ACP</cbc:BuyerReference>{attached}
<cac:AccountingSupplierParty><cac:Party><cbc:EndpointID schemeID="0208">{supplier}</cbc:EndpointID>
<cac:PartyName><cbc:Name>{supplier_name}</cbc:Name></cac:PartyName>
<cac:PostalAddress><cbc:StreetName>Quai de Rome 12</cbc:StreetName><cbc:CityName>Liège</cbc:CityName>
<cbc:PostalZone>4000</cbc:PostalZone><cac:Country><cbc:IdentificationCode>BE</cbc:IdentificationCode></cac:Country>
</cac:PostalAddress><cac:PartyTaxScheme><cbc:CompanyID>BE{supplier}</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID>
</cac:TaxScheme></cac:PartyTaxScheme><cac:PartyLegalEntity>
<cbc:RegistrationName>{supplier_name}</cbc:RegistrationName>
<cbc:CompanyID schemeID="0208">{supplier}</cbc:CompanyID></cac:PartyLegalEntity></cac:Party>
</cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cac:Party><cbc:EndpointID schemeID="0208">{customer}</cbc:EndpointID>
<cac:PostalAddress><cbc:CityName>Liège</cbc:CityName><cac:Country><cbc:IdentificationCode>BE</cbc:IdentificationCode>
</cac:Country></cac:PostalAddress><cac:PartyLegalEntity>
<cbc:RegistrationName>ACP Le Verger</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party>
</cac:AccountingCustomerParty><cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>
<cbc:PaymentID>{reference}</cbc:PaymentID>
<cac:PayeeFinancialAccount><cbc:ID>{iban}</cbc:ID></cac:PayeeFinancialAccount>
</cac:PaymentMeans>{terms}{allowance}
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">{_euros(vat_total)}</cbc:TaxAmount>{shares}</cac:TaxTotal>
<cac:LegalMonetaryTotal>
<cbc:LineExtensionAmount currencyID="EUR">{_euros(net_total + allowance_cents)}</cbc:LineExtensionAmount>
<cbc:TaxExclusiveAmount currencyID="EUR">{_euros(net_total)}</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount currencyID="EUR">{_euros(gross)}</cbc:TaxInclusiveAmount>
{deducted if allowance_cents else ""}{prepaid if prepaid_cents else ""}{rounding if rounding_cents else ""}
<cbc:PayableAmount currencyID="EUR">{_euros(gross - prepaid_cents + rounding_cents)}</cbc:PayableAmount>
</cac:LegalMonetaryTotal>{rows}</{kind}>""".encode()


def _euros(cents: int) -> str:
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def _category(percent: int, name: str = "TaxCategory") -> str:
    code = "S" if percent else "Z"
    return (
        f"<cac:{name}><cbc:ID>{code}</cbc:ID><cbc:Percent>{percent}</cbc:Percent>"
        f"<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:{name}>"
    )
