"""What changed in Peppol BIS Billing 3 between the packaged rules and release 2026.5, in our own words.

The package that carries the rules is older than the release in force. Every rule below replaces the packaged one of the
same name, or is new. National rules of other countries (DE-R, DK-R, NL-R, SE-R) stay as packaged: they bind sellers of
those countries, most of them only among themselves (docs/decisions/0024).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from koprogo.purchases.rules.ubl.reading import NAMESPACES

_BIS = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
_PROFILES = {
    "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0": "01",
    "urn:peppol:france:billing:regulated": "01",
    "urn:peppol:france:billing:non-regulated": "01",
    "urn:peppol:bis:billing_with_response": "02",
}
_INVOICE_CODES = frozenset(
    "71 80 82 84 102 218 219 326 331 380 382 383 384 386 388 393 395 553 575 623 780 817 870 875 876 877".split()
)
_CREDIT_NOTE_CODES = frozenset("381 396 81 83 532".split())
_ONLY_AMONG_GERMANS = frozenset({"326", "384"})

Finding = tuple[str, str, str]
Check = Callable[[etree._Element, etree._Element], bool]


@dataclass(frozen=True, slots=True)
class Amendment:
    """A rule: for every node of ``context``, ``holds(node, root)`` must be true."""

    rule: str
    severity: str
    context: str
    holds: Check
    message: str


def findings(root: etree._Element) -> Iterator[Finding]:
    """(rule, severity, message) of every amended rule that the document breaks, once per place."""
    for amendment in AMENDMENTS:
        for node in root.xpath(amendment.context, namespaces=NAMESPACES):
            if not amendment.holds(node, root):
                yield amendment.rule, amendment.severity, amendment.message


def _value(node: etree._Element) -> str:
    return " ".join("".join(node.itertext()).split())


def _at(root: etree._Element, path: str) -> str:
    found = root.find(path, NAMESPACES)
    return "" if found is None else _value(found)


def _profile(root: etree._Element) -> str:
    return _PROFILES.get(_at(root, "cbc:ProfileID"), "")


def _among_germans(root: etree._Element) -> bool:
    country = "cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode"
    parties = ("cac:AccountingSupplierParty", "cac:AccountingCustomerParty")
    return all(_at(root, f"{party}/{country}").upper() == "DE" for party in parties)


def _matches(pattern: str) -> Check:
    compiled = re.compile(pattern, re.ASCII)
    return lambda node, root: compiled.fullmatch(_value(node)) is not None


def _code_of(codes: frozenset[str]) -> Check:
    return lambda node, root: not _profile(root) or _value(node) in codes


def _swedish(node: etree._Element, root: etree._Element) -> bool:
    """Ten digits, the last of them by Luhn."""
    digits = _value(node)
    if not re.fullmatch(r"[0-9]{10}", digits):
        return False
    doubled = (sum(divmod(int(digit) * (2 - index % 2), 10)) for index, digit in enumerate(digits))
    return sum(doubled) % 10 == 0


def _identified(scheme: str) -> str:
    """Where an identifier of a list may stand."""
    return " | ".join(
        f"//{place}[@schemeID = '{scheme}']"
        for place in ("cbc:EndpointID", "cac:PartyIdentification/cbc:ID", "cbc:CompanyID")
    )


_DUTCH_VAT = (
    "//cac:PartyTaxScheme[normalize-space(cac:TaxScheme/cbc:ID) = 'VAT']"
    "/cbc:CompanyID[starts-with(normalize-space(.), 'NL')]"
)

AMENDMENTS = (
    Amendment(
        "PEPPOL-EN16931-R007",
        "fatal",
        "/*",
        lambda node, root: _profile(root) != "",
        "Business process MUST have an approved value.",
    ),
    Amendment(
        "PEPPOL-EN16931-R002",
        "fatal",
        "/*",
        lambda node, root: len(node.findall("cbc:Note", NAMESPACES)) <= 1 or _among_germans(root),
        "No more than one note is allowed on document level, unless buyer and seller are German.",
    ),
    Amendment(
        "PEPPOL-EN16931-R004",
        "fatal",
        "/*",
        lambda node, root: (text := _at(root, "cbc:CustomizationID")).startswith(_BIS) and "::" not in text,
        f"Specification identifier MUST start with the value '{_BIS}' and hold no '::'.",
    ),
    Amendment(
        "PEPPOL-EN16931-P0100",
        "fatal",
        "//cbc:InvoiceTypeCode",
        _code_of(_INVOICE_CODES),
        "Invoice type code MUST be set according to the profile.",
    ),
    Amendment(
        "PEPPOL-EN16931-P0101",
        "fatal",
        "//cbc:CreditNoteTypeCode",
        _code_of(_CREDIT_NOTE_CODES),
        "Credit note type code MUST be set according to the profile.",
    ),
    Amendment(
        "PEPPOL-EN16931-P0112",
        "fatal",
        "//cbc:InvoiceTypeCode",
        lambda node, root: _value(node) not in _ONLY_AMONG_GERMANS or _among_germans(root),
        "Invoice type codes 326 and 384 are only allowed when buyer and seller are German.",
    ),
    Amendment(
        "PEPPOL-COMMON-R042",
        "fatal",
        _identified("0184"),
        _matches(r"DK[0-9]{8}|[0-9]{8}"),
        "Danish organization number (CVR) MUST be stated in the correct format.",
    ),
    Amendment(
        "PEPPOL-COMMON-R049",
        "fatal",
        _identified("0007"),
        _swedish,
        "Swedish organization number MUST be stated in the correct format.",
    ),
    Amendment(
        "PEPPOL-COMMON-R052",
        "fatal",
        _identified("0096"),
        _matches(r"[0-9]{10}"),
        "Danish chamber of commerce number (P) MUST be stated in the correct format.",
    ),
    Amendment(
        "PEPPOL-COMMON-R053",
        "fatal",
        _identified("0198"),
        _matches(r"DK[0-9]{8}"),
        "Danish ERSTORG number (SE) MUST be stated in the correct format.",
    ),
    Amendment(
        "PEPPOL-COMMON-R054",
        "warning",
        _identified("0106"),
        _matches(r"[0-9]{8}"),
        "Dutch Chamber of Commerce number (KVK) MUST have 8 digits.",
    ),
    Amendment(
        "PEPPOL-COMMON-R055",
        "warning",
        _identified("0190"),
        _matches(r"[0-9]{20}"),
        "Dutch organization identification number MUST have 20 digits.",
    ),
    Amendment(
        "PEPPOL-COMMON-R056-1",
        "warning",
        _identified("9944"),
        _matches(r"NL[0-9]{9}B[0-9]{2}"),
        "Dutch VAT number MUST be stated in the correct format (NL123456789B12).",
    ),
    Amendment(
        "PEPPOL-COMMON-R056-2",
        "warning",
        _DUTCH_VAT,
        _matches(r"NL[0-9]{9}B[0-9]{2}"),
        "Dutch VAT number MUST be stated in the correct format (NL123456789B12).",
    ),
    Amendment(
        "PEPPOL-COMMON-R057",
        "warning",
        _identified("0217"),
        _matches(r"[0-9]{12}"),
        "Dutch Chamber of Commerce establishment number MUST have 12 digits.",
    ),
)
#: Packaged findings under these names are left aside: the amended rule speaks instead.
SUPERSEDED = frozenset(amendment.rule for amendment in AMENDMENTS)
