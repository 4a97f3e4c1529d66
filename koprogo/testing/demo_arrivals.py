"""What came in at Le Verger: an electronic invoice from a supplier nobody knows yet, and a scan to read."""

from datetime import timedelta

from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.purchases.operations import arrivals
from koprogo.testing import ubl
from koprogo.testing.verger import Verger


def load(built: Verger, access: Access) -> None:
    """Hand two documents in. The worker asks the rules about the first once it runs."""
    issued = access.today
    with boundary.within(built.org.id):
        data = ubl.invoice(
            number="26-0482",
            issued_on=issued.isoformat(),
            due_on=(issued + timedelta(days=30)).isoformat(),
            supplier="0651652334",
            supplier_name="Toitures Lambrecht SRL",
            customer="0403170701",
            iban="BE43068999999501",
            lines=(("Nettoyage des corniches", 38_000, 21), ("Remplacement de deux tuiles", 4_650, 6)),
        )
        arrivals.receive(access, data=data, name="toitures-26-0482.xml")
        arrivals.receive(access, data=ubl.PDF, name="scan-jardinier.pdf")
