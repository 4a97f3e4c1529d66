"""A small building with books, for the tests of this context."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from koprogo.condominiums.operations import create, describe, lots, parties
from koprogo.condominiums.operations.describe import Identity
from koprogo.condominiums.operations.lots import LotFacts
from koprogo.condominiums.operations.parties import PartyFacts
from koprogo.condominiums.rules.lots import LotKind
from koprogo.condominiums.rules.rights import Role
from koprogo.kernel.refusals import Refused
from koprogo.ledger import labels
from koprogo.ledger.models import Account, Entry
from koprogo.ledger.operations import entries
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.platform.models import Org
from koprogo.testing import casting

#: The parties and shares of Les Tilleuls (law 0.2), out of 1 000.
SHARES = {
    "Alice": 180,
    "Bruno": 120,
    "Chloé": 300,
    "David": 120,
    "Eve et Frank": 130,
    "Greta": 80,
    "Ines": 70,
}
DAY = date(2026, 3, 2)


def sentence(refusal: Refused) -> str:
    """What a person reads about a refusal of this context."""
    return labels.REFUSALS[refusal.code](refusal.facts)


@dataclass
class World:
    """One building, its syndic, its parties by name."""

    org: Org
    syndic: Access
    parties: dict[str, UUID] = field(default_factory=dict)
    lot_id: UUID | None = None

    @contextmanager
    def inside(self) -> Iterator[None]:
        """A transaction of this building."""
        with boundary.within(self.org.id):
            yield

    def account(self, code: str) -> Account:
        """The account of a code."""
        return Account.objects.get(org_id=self.org.id, code=code)

    def owner(self, name: str) -> Access:
        """The access of an owner of this building."""
        email = f"{name.split()[0].lower()}@tilleuls.example"
        return casting.access_as(Role.OWNER, self.org, who=casting.person(email, name), party_id=self.parties[name])

    def post(
        self,
        *lines: Line,
        on: date = DAY,
        journal: JournalKind = JournalKind.MISCELLANEOUS,
        label: str = "Essai",
    ) -> Entry:
        """Post as the syndic."""
        voucher = Voucher("manual", None, "Pièce 1")
        return entries.post(self.syndic, journal=journal, on=on, label=label, lines=lines, voucher=voucher)

    def on_each(self, role: AccountRole, cents: dict[str, int]) -> list[Line]:
        """One line for each party on an owners' account."""
        return [Line(amount, role, party_id=self.parties[name]) for name, amount in cents.items()]


def build(slug: str = "les-tilleuls", *, year_starts_month: int = 1) -> World:
    """A building with its seven parties and nothing in its books yet."""
    founder = casting.person(f"syndic@{slug}.example")
    seat = create.Seat("Rue des Tilleuls", "1", "1000", "Bruxelles")
    org = create.create(founder.id, name="Les Tilleuls", deed_total=1_000, now=casting.NOW, seat=seat, slug=slug)
    world = World(org, casting.access_as(Role.SYNDIC, org))
    with boundary.within(org.id):
        identity = Identity(
            name="Les Tilleuls",
            street=seat.street,
            house_number=seat.house_number,
            postcode=seat.postcode,
            city=seat.city,
            year_starts_month=year_starts_month,
        )
        describe.describe(world.syndic, identity=identity)
        for name in SHARES:
            world.parties[name] = parties.add_party(world.syndic, facts=PartyFacts(name=name)).id
        world.lot_id = lots.add_lot(world.syndic, facts=LotFacts("A", LotKind.SHOP, 180)).id
    return world
