"""Les Tilleuls with a year of books behind it (law 4.5): E1 to E6 through the operations, ready to be settled."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from koprogo.charges.operations import calls
from koprogo.charges.operations.calls import Part
from koprogo.charges.rules.calls import CallKind
from koprogo.condominiums.operations import describe
from koprogo.condominiums.operations.describe import Identity
from koprogo.ledger.operations import allocations, books, entries
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.queries import accounts, parties
from koprogo.ledger.rules.allocation import Allocation
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole as R
from koprogo.platform.access import BRUSSELS, Access
from koprogo.platform.models import Org
from koprogo.testing import casting, tilleuls
from koprogo.testing.tilleuls import Tilleuls

#: The year that is settled: over at the cast's own day.
START, END = date(2025, 1, 1), date(2025, 12, 31)
DUE = date(2026, 12, 31)
IBAN = "BE68539007547034"
VOUCHER = Voucher("manual", None, "Pièce")
#: Account, cents, the lift key or not: the costs of law 4.6 that are shared.
COSTS = (("6105", 240_000, False), ("614", 300_000, False), ("6130", 210_000, False), ("650", 4_560, False))


def at(access: Access, on: date) -> Access:
    """The same person on another day, in the evening."""
    return replace(access, now=datetime.combine(on, time(19, 0), tzinfo=BRUSSELS))


@dataclass(frozen=True, slots=True)
class World:
    """The building, and its syndic today."""

    built: Tilleuls
    access: Access

    @property
    def org(self) -> Org:
        """Its boundary."""
        return self.built.org

    def account(self, code: str) -> UUID:
        """The account of a code."""
        return accounts.account(self.access, code=code).id

    def post(self, *lines: Line, on: date = date(2025, 6, 1), kind: JournalKind = JournalKind.PURCHASES) -> UUID:
        """One entry by hand."""
        row = entries.post(self.access, journal=kind, on=on, label="Pièce", lines=lines, voucher=VOUCHER)
        return row.id

    def cost(self, code: str, cents: int, *, on: date = date(2025, 6, 1), how: Allocation | None = None) -> UUID:
        """A cost on an account, by its own rule or by the one given."""
        line = Line(cents, account_id=self.account(code), allocation=how)
        return self.post(line, Line(-cents, R.SUPPLIERS), on=on)

    def call(
        self, kind: CallKind, cents: int, *, on: date, key: str = "parts", days: tuple[date, date] | None = None
    ) -> str:
        """A call sent on a day; its number."""
        then = at(self.access, on)
        parts = [Part(kind, kind.value, self.built.keys[key], cents)]
        start, end = days or (None, None)
        written = calls.write(
            then,
            title=f"Appel {kind.value}",
            due_on=on + timedelta(days=30),
            parts=parts,
            period_from=start,
            period_to=end,
        )
        calls.send(then, number=written.number)
        return written.number


def build(slug: str = "les-tilleuls") -> World:
    """The building with its books open, its lift key on the lift's account, and nothing booked yet."""
    built = tilleuls.build(slug=slug)
    return World(built, built.syndic_access)


def opened(world: World) -> None:
    """Books, bank account, enterprise number: what a letter needs. Inside the boundary."""
    access = world.access
    speaks(world, "fr", "nl")
    books.ensure_books(access, on=START)
    books.bank_journal(access, iban=IBAN, role=R.BANK_CURRENT, label="Compte à vue")
    allocations.set_account(access, account_id=world.account("6101"), key_code="ascenseur", occupant_percent=100)


def speaks(world: World, language: str, second: str) -> None:
    """The identity of the association, in its languages."""
    identity = Identity(
        name="Les Tilleuls",
        name_2="De Linden",
        street="Avenue des Tilleuls",
        house_number="12",
        postcode="1000",
        city="Bruxelles",
        language=language,
        language_2=second,
        enterprise_number="0403170701",
    )
    describe.describe(world.access, identity=identity)


def spent(world: World) -> None:
    """E4: the costs of the year, the private one of lot E included."""
    for code, cents, _lift in COSTS:
        world.cost(code, cents)
    world.cost("6101", 180_000)
    lot, david = world.built.lots["E"], world.built.parties["David"]
    world.post(Line(8_550, R.PRIVATE_COSTS, lot_id=lot, party_id=david), Line(-8_550, R.SUPPLIERS))


def called(world: World) -> None:
    """E1 to E3: working fund, provisions in four quarters, reserve."""
    world.call(CallKind.WORKING_FUND, 1_200_000, on=date(2025, 1, 5))
    for month in (1, 4, 7, 10):
        world.call(CallKind.PROVISION, 225_000, on=date(2025, month, 6))
    world.call(CallKind.RESERVE, 48_000, on=date(2025, 1, 7))


def paid(world: World) -> None:
    """E5 to E7: suppliers but for 500,00, every owner, the reserve moved to its own bank account."""
    world.post(Line(893_110, R.SUPPLIERS), Line(-893_110, R.BANK_CURRENT), kind=JournalKind.MISCELLANEOUS)
    owed = parties.party_balances(world.access, on=END)
    received = [Line(-cents, role, party_id=party) for party, roles in owed.items() for role, cents in roles.items()]
    world.post(Line(2_148_000, R.BANK_CURRENT), *received, on=date(2025, 11, 30), kind=JournalKind.MISCELLANEOUS)
    world.post(Line(48_000, R.TRANSFERS), Line(-48_000, R.BANK_CURRENT), kind=JournalKind.MISCELLANEOUS)
    world.post(Line(48_000, R.BANK_RESERVE), Line(-48_000, R.TRANSFERS), kind=JournalKind.MISCELLANEOUS)


def owner(world: World, name: str) -> Access:
    """One of the owners today."""
    return tilleuls.access_of(world.built, name, now=casting.NOW)
