"""A whole year of Les Tilleuls: taken over, E1 to E7 of law 4.5, its banks heard to the last day, settled (E9)."""

from datetime import date

from koprogo.banking.operations import importing
from koprogo.closing.operations import start, takeover
from koprogo.closing.operations.start import Situation
from koprogo.closing.tests import world as worlds
from koprogo.closing.tests.world import CURRENT, RESERVE
from koprogo.ledger.operations import allocations
from koprogo.ledger.operations.entries import Line
from koprogo.ledger.queries import accounts, parties
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole as R
from koprogo.settlements.operations import issue
from koprogo.settlements.tests import world as settled
from koprogo.settlements.tests.world import DUE, END, START, World
from koprogo.testing.coda import CodaMovement, chain, coda_file

#: What the previous syndic handed over: one hundred euros in the bank, in the working fund.
HANDED_OVER = 10_000
BALANCE = "Compte\tLibellé\tSolde\n551\tBanque compte à vue\t100,00\n100\tFonds de roulement\t-100,00"


def begun() -> World:
    """The building with its banks and the opening entry of 1 January 2025. Outside any boundary."""
    return settled.build()


def taken_over(world: World) -> None:
    """Banks, identity, opening entry."""
    access = world.access
    worlds.described(access)
    worlds.banked(access)
    situation = Situation(date(2024, 12, 31), "Gérance Dupuis SRL", "Bilan remis")
    row = start.from_cells(access, situation=situation, text=BALANCE, name="copie")
    worlds.stated(access, row, current=HANDED_OVER, reserve=0)
    takeover.book(access, takeover_id=row.id, label="Reprise")
    allocations.set_account(access, account_id=world.account("6101"), key_code="ascenseur", occupant_percent=100)


def lived(world: World) -> None:
    """E1 to E7, on the bank's own sub-accounts."""
    settled.called(world)
    settled.spent(world)
    banks = {row.iban: row.id for row in accounts.bank_accounts(world.access, on=END)}
    current, reserve = banks[CURRENT], banks[RESERVE]
    by_hand = JournalKind.MISCELLANEOUS
    world.post(Line(893_110, R.SUPPLIERS), Line(-893_110, account_id=current), kind=by_hand)
    owed = parties.party_balances(world.access, on=END)
    received = [Line(-cents, role, party_id=party) for party, roles in owed.items() for role, cents in roles.items()]
    world.post(Line(2_148_000, account_id=current), *received, on=date(2025, 11, 30), kind=by_hand)
    world.post(Line(48_000, R.TRANSFERS), Line(-48_000, account_id=current), kind=by_hand)
    world.post(Line(48_000, account_id=reserve), Line(-48_000, R.TRANSFERS), kind=by_hand)


def heard(world: World, *, current: int = 1_206_890 + HANDED_OVER, reserve: int = 48_000) -> None:
    """One statement of each bank that ends on the last day."""
    for iban, cents in ((CURRENT, current), (RESERVE, reserve)):
        nothing: list[tuple[date, list[CodaMovement]]] = [(END, [])]
        made = chain(iban, opening_cents=cents, opening_on=date(2025, 12, 30), days=nothing)
        importing.import_file(world.access, data=coda_file(made), name=f"{iban}.cod")


def settle(world: World) -> None:
    """E9 for the whole year."""
    issue.issue(world.access, from_on=START, to_on=END, title="Décompte 2025", due_on=DUE)


def whole(world: World) -> None:
    """Everything before the closing."""
    taken_over(world)
    lived(world)
    heard(world)
    settle(world)
