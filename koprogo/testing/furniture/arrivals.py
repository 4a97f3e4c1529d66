"""Documents that came in: a PDF for somebody to read, an electronic invoice that waits for the rules, a bare mail."""

from typing import Any

from koprogo.platform.access import Access
from koprogo.platform.incoming import Incoming
from koprogo.purchases.operations import arrivals, mailbox
from koprogo.purchases.queries.arrivals import JUDGE
from koprogo.testing.tilleuls import Tilleuls

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"
UBL = (
    b'<?xml version="1.0"?><Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"'
    b' xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"><cbc:ID>7</cbc:ID></Invoice>'
)


def furnish(built: Tilleuls, access: Access) -> dict[str, Any]:
    """Furnish one house. Runs inside its boundary."""
    scan = arrivals.receive(access, data=PDF, name="scan.pdf")
    judged = arrivals.receive(access, data=UBL, name="facture.xml")
    token = mailbox.renew(access).token
    bare = Incoming("<1@kone.example>", "factures@kone.example", "Rappel", "Bonjour", None, (), (), 0)
    mailbox.receive(access, incoming=bare, token=token)
    return {"arrival_id": scan.id, JUDGE: judged.id}
