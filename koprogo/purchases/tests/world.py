"""Les Tilleuls with books, for the tests of purchases: suppliers, and the costs of law 4.6."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.ledger.operations import books
from koprogo.ledger.queries import accounts
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.purchases.models import Invoice
from koprogo.purchases.operations import invoices, states, suppliers
from koprogo.purchases.operations.invoices import InvoiceFacts
from koprogo.purchases.operations.suppliers import SupplierFacts
from koprogo.purchases.rules.lines import LineFacts
from koprogo.testing import casting, tilleuls
from koprogo.testing.casting import Role
from koprogo.testing.tilleuls import Tilleuls

IBAN = "BE68539007547034"
KONE = "BE43068999999501"
#: account, cents, key, occupant's percent: law 4.6.
YEAR = (
    ("6105", 240_000, "parts", 100),
    ("614", 300_000, "parts", 0),
    ("6130", 210_000, "parts", 50),
    ("650", 4_560, "parts", 0),
    ("6101", 180_000, "lift", 100),
)


@dataclass
class World:
    """The building, who acts in it, and its accounts by code."""

    built: Tilleuls
    syndic: Access
    council: Access
    accountant: Access
    accounts: dict[str, UUID]

    @property
    def org_id(self) -> UUID:
        return self.built.org.id

    def supplier(self, name: str = "KONE Belgium", *, iban: str = KONE, number: str = "") -> UUID:
        facts = SupplierFacts(name, enterprise_number=number, iban=iban)
        return suppliers.add(self.syndic, facts=facts).id

    def line(self, code: str, cents: int, key: str = "parts", percent: int | None = None, **more: object) -> LineFacts:
        lot = more.get("lot_id")
        return LineFacts(
            account_id=self.accounts[code],
            gross_cents=cents,
            key_id=None if lot else self.built.keys[key],
            occupant_percent=percent,
            **more,  # type: ignore[arg-type]
        )

    def record(
        self, supplier: UUID, *lines: LineFacts, number: str = "F-1", by: Access | None = None, **more: object
    ) -> Invoice:
        facts = InvoiceFacts(
            supplier_id=supplier,
            supplier_number=number,
            lines=lines,
            **({"issued_on": date(2026, 3, 2)} | more),  # type: ignore[arg-type]
        )
        return invoices.record(by or self.syndic, facts=facts)

    def booked(self, supplier: UUID, *lines: LineFacts, **more: object) -> Invoice:
        return states.check(self.syndic, number=self.record(supplier, *lines, **more).number)  # type: ignore[arg-type]


def build(slug: str = "les-tilleuls") -> World:
    """Les Tilleuls of law 0.2 with its books open; Alice sits in the council."""
    built = tilleuls.build(slug=slug)
    syndic = built.syndic_access
    with boundary.within(built.org.id):
        books.bank_journal(syndic, iban=IBAN, role=AccountRole.BANK_CURRENT, label="Compte à vue")
        codes = {name.split()[0]: account_id for account_id, name in accounts.choices(syndic)}
    council = casting.access_as(Role.COUNCIL, built.org, who=built.persons["Alice"])
    accountant = casting.access_as(Role.ACCOUNTANT, built.org)
    return World(built, syndic, council, accountant, codes)
