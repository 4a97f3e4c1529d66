"""Les Tilleuls with books of two years: the costs of law 4.6 were paid last year, this year has begun."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID

from koprogo.budgets.operations import budgets
from koprogo.budgets.operations.budgets import Decided, Start
from koprogo.budgets.rules.lines import Line as BudgetLine
from koprogo.budgets.rules.lines import Nature
from koprogo.condominiums.operations import describe
from koprogo.condominiums.operations.describe import Identity
from koprogo.condominiums.queries import building
from koprogo.ledger.operations import books, entries
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.queries import accounts
from koprogo.ledger.rules.allocation import Allocation
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.testing import tilleuls
from koprogo.testing.tilleuls import Tilleuls

#: Law 4.6: account, cents, by the lift's key or the deed's.
COSTS = (
    ("6105", 240_000, "parts"),
    ("614", 300_000, "parts"),
    ("6130", 210_000, "parts"),
    ("650", 4_560, "parts"),
    ("6101", 180_000, "lift"),
)
#: Works and a private cost: in no ordinary charge.
BESIDE = (("6111", 500_000, "parts"), ("643", 8_550, "parts"))
TODAY = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
ENTERPRISE, IBAN = "0403170701", "BE68539007547034"


@dataclass(frozen=True, slots=True)
class House:
    """The building at the beginning of 2026."""

    built: Tilleuls
    access: Access

    def on(self, day: date) -> Access:
        """The syndic on another day."""
        return replace(self.access, now=datetime(day.year, day.month, day.day, 10, tzinfo=UTC))

    def account(self, code: str) -> UUID:
        """The id of an account."""
        return accounts.account(self.access, code=code).id


def build(*, slug: str = "les-tilleuls") -> House:
    """The building, its identity, its bank account, and last year's costs."""
    built = tilleuls.build(TODAY.replace(year=2025), slug=slug)
    access = replace(built.syndic_access, now=TODAY)
    with boundary.within(built.org.id):
        head = building.condominium(access)
        place = (head.street, head.house_number, head.postcode, head.city)
        describe.describe(access, identity=Identity(head.name, *place, enterprise_number=ENTERPRISE))
        books.bank_journal(access, iban=IBAN, role=AccountRole.BANK_CURRENT, label="Compte à vue")
        spend(House(built, access), date(2025, 6, 30), COSTS + BESIDE)
    return House(built, access)


def spend(house: House, on: date, costs: tuple[tuple[str, int, str], ...]) -> None:
    """Book costs of one day; 643 is lot E's alone."""
    books.ensure_books(house.access, on=on)
    lines = [
        Line(
            cents=cents,
            account_id=house.account(code),
            lot_id=house.built.lots["E"] if code == "643" else None,
            allocation=Allocation(key_id=house.built.keys[key]),
        )
        for code, cents, key in costs
    ]
    lines.append(Line(cents=-sum(line.cents for line in lines), role=AccountRole.SUPPLIERS))
    entries.post(
        house.access,
        journal=JournalKind.PURCHASES,
        on=on,
        label="Factures",
        lines=lines,
        voucher=Voucher("manual", None, "F1"),
    )


def law_4_3(house: House, *, cleaning_cents: int = 900_000, reserve_cents: int = 48_000) -> None:
    """Law 4.3 as a budget: 9 000,00 of ordinary charges and 480,00 of reserve by parts, voted on 9 January."""
    proposed(house, cleaning_cents=cleaning_cents, reserve_cents=reserve_cents)
    budgets.vote(house.access, year="2026", decided=VOTE)


def proposed(house: House, *, cleaning_cents: int = 900_000, reserve_cents: int = 48_000) -> None:
    """The same, put before the assembly and not voted yet."""
    access = house.access
    budgets.start(access, year="2026", start=Start("nothing"))
    line = BudgetLine(house.account("6105"), "quotites", Nature.ORDINARY, 100, cleaning_cents)
    budgets.write(access, year="2026", lines=[line], reserve_cents=reserve_cents, reserve_key_code="quotites")
    budgets.propose(access, year="2026")


VOTE = Decided(date(2026, 1, 9), "Le budget 2026 est approuvé", "5")
