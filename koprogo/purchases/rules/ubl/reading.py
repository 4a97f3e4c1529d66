"""Opens an XML file that nobody vouches for: no entity, no document type, no network, bounded size and depth."""

from lxml import etree

from koprogo.kernel.refusals import Refused

#: Larger than any invoice with its PDF inside; the upload limit of an installation may be lower.
MAX_BYTES = 20 * 1024 * 1024
#: An invoice of 5 000 lines has about 150 000 elements.
MAX_ELEMENTS = 200_000
INVOICE = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
CREDIT_NOTE = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"
CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
NAMESPACES = {"cac": CAC, "cbc": CBC}
#: Root element -> what the document is.
KINDS = {f"{{{INVOICE}}}Invoice": "Invoice", f"{{{CREDIT_NOTE}}}CreditNote": "CreditNote"}


class Unreadable(Refused):
    """A file is no UBL invoice that may be opened.

    `reason` is empty | too_large | malformed | doctype | too_many_elements | not_ubl.
    """

    code = "purchases.ubl_unreadable"


def parsed(data: bytes) -> etree._Element:
    """The root of a harmless XML file. Raises `Unreadable`; never fetches, never expands an entity."""
    if not data.strip():
        raise Unreadable(reason="empty")
    if len(data) > MAX_BYTES:
        raise Unreadable(reason="too_large", limit_bytes=MAX_BYTES)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,  # keeps libxml2's own limits: 256 levels, 10 MB for one text
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise Unreadable(reason="malformed", detail=str(error)[:200]) from error
    if root is None:
        raise Unreadable(reason="malformed", detail="")
    # Said once the parser is through: a text search would miss a document type written in another encoding.
    if root.getroottree().docinfo.doctype or root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(reason="doctype")
    for count, _ in enumerate(root.iter()):
        if count >= MAX_ELEMENTS:
            raise Unreadable(reason="too_many_elements", limit=MAX_ELEMENTS)
    return root


def opened(data: bytes) -> etree._Element:
    """The root of a UBL 2 invoice or credit note. Raises `Unreadable`."""
    root = parsed(data)
    if root.tag not in KINDS:
        raise Unreadable(reason="not_ubl", root=etree.QName(root).localname[:80])
    return root


def looks_like_ubl(data: bytes) -> bool:
    """Whether a file can be opened as a UBL invoice or credit note; says nothing about its being valid."""
    try:
        opened(data)
    except Unreadable:
        return False
    return True
