"""Les Tilleuls with a bank account and a quarter called: where the stories of the bank begin."""

from dataclasses import dataclass
from datetime import date

from koprogo.banking.models import BankAccount
from koprogo.banking.operations import accounts
from koprogo.banking.rules.purposes import Purpose
from koprogo.charges.operations import calls
from koprogo.charges.operations.calls import Part
from koprogo.charges.queries.receivables import Receivable, receivables
from koprogo.charges.rules.calls import CallKind
from koprogo.condominiums.operations import describe
from koprogo.condominiums.operations.describe import Identity
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.testing import casting, tilleuls
from koprogo.testing.coda import CodaMovement, CodaStatement, chain
from koprogo.testing.tilleuls import Tilleuls

IBAN = "BE68539007547034"
RESERVE_IBAN = "BE71096123456769"
NUMBER = "0403170701"
OPENED = date(2026, 11, 1)
PAID = date(2026, 11, 20)


@dataclass(frozen=True, slots=True)
class World:
    """The building, its syndic, its current account, and what a quarter asks of its seven owners."""

    house: Tilleuls
    access: Access
    account: BankAccount
    notices: tuple[Receivable, ...]

    def notice(self, name: str) -> Receivable:
        """The notice of one owner by name."""
        return next(n for n in self.notices if n.party_id == self.house.parties[name])


def build() -> World:
    """Law 4.3: a quarter of 2 250.00 of provisions and 120.00 of reserve, due at the end of the year."""
    house = tilleuls.build(casting.NOW)
    access = house.syndic_access
    with boundary.within(house.org.id):
        identity = Identity("Les Tilleuls", "Avenue des Tilleuls", "12", "1000", "Bruxelles", enterprise_number=NUMBER)
        describe.describe(access, identity=identity)
        account = accounts.open_account(access, iban=IBAN, purpose=Purpose.CURRENT, label="Compte courant")
        send(house, access, "Quatrième trimestre", date(2026, 12, 31))
        return World(house, access, account, tuple(receivables(access)))


def send(
    house: Tilleuls, access: Access, title: str, due_on: date, *, total: int = 225_000, reserve: int = 12_000
) -> None:
    """Send one call."""
    parts = [
        Part(CallKind.PROVISION, "Charges", house.keys["parts"], total),
        Part(CallKind.RESERVE, "Réserve", house.keys["parts"], reserve),
    ]
    call = calls.write(access, title=title, due_on=due_on, parts=parts)
    calls.send(access, number=call.number)


def receipt(notice: Receivable, cents: int | None = None, *, account: str = "", text: str = "") -> CodaMovement:
    """A payment of one notice under its structured communication, or under a free text."""
    return CodaMovement(
        cents=notice.open_cents if cents is None else cents,
        on=PAID,
        reference="" if text else notice.structured_reference,
        text=text,
        name=notice.party_name,
        account=account,
    )


def statements(*days: list[CodaMovement], first: int = 1, opening: int = 100_000) -> list[CodaStatement]:
    """One statement for each list of movements, on days that follow one another."""
    dated = [(date(2026, 11, 10 + place), movements) for place, movements in enumerate(days)]
    return chain(IBAN, opening_cents=opening, opening_on=OPENED, days=dated, first=first)
