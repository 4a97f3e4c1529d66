"""The same ledger read simply: receipts, expenses, treasury, funds, claims and debts; and the switch both ways."""

from datetime import date

import pytest

from koprogo.condominiums.operations import lots
from koprogo.condominiums.operations.lots import LotFacts
from koprogo.condominiums.rules.lots import LotKind
from koprogo.condominiums.rules.rights import Role
from koprogo.kernel.refusals import NotAllowed
from koprogo.ledger.models import Account, Entry
from koprogo.ledger.operations import books, entries, regime
from koprogo.ledger.operations.entries import Draft, Line, Voucher
from koprogo.ledger.queries import regime as queries
from koprogo.ledger.queries import simplified
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.regime import DecisionMissing, Regime
from koprogo.ledger.rules.roles import AccountRole as R
from koprogo.ledger.tests import world as worlds
from koprogo.ledger.tests.world import World
from koprogo.testing import casting
from koprogo.testing.counting import statements

pytestmark = pytest.mark.django_db
NEW_YEAR, SILVESTER = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def world() -> World:
    """The first quarter: an opening, a call, receipts, a transfer to the reserve, an invoice and its payment."""
    world = worlds.build()
    with world.inside():
        account, _journal = books.bank_journal(
            world.syndic, iban="BE68539007547034", role=R.BANK_CURRENT, label="Compte à vue"
        )
        bank = account.id
        world.post(
            Line(500_000, account_id=bank),
            Line(-400_000, R.WORKING_FUND),
            Line(-100_000, R.RESERVE_FUND),
            on=date(2026, 1, 1),
            journal=JournalKind.OPENING,
            label="Reprise",
        )
        owed = {"Alice": 60_000, "Bruno": 40_000}
        world.post(*world.on_each(R.OWNERS_CHARGES, owed), Line(-100_000, R.PROVISIONS), journal=JournalKind.CALLS)
        alice = world.parties["Alice"]
        world.post(Line(60_000, account_id=bank), Line(-60_000, R.OWNERS_CHARGES, party_id=alice), label="Alice paie")
        cleaning = Account.objects.get(code="6105").id
        world.post(Line(25_000, account_id=cleaning), Line(-25_000, R.SUPPLIERS), journal=JournalKind.PURCHASES)
        world.post(Line(20_000, R.SUPPLIERS), Line(45, R.BANK_CHARGES), Line(-20_045, account_id=bank), label="Net SA")
        world.post(Line(30_000, R.TRANSFERS), Line(-30_000, account_id=bank), label="Vers la réserve")
        world.post(Line(30_000, R.BANK_RESERVE), Line(-30_000, R.TRANSFERS), label="Vers la réserve")
    return world


def add_lots(world: World, count: int, kind: LotKind = LotKind.APARTMENT) -> list[str]:
    numbers = [f"{kind.value[:2]}{index}" for index in range(count)]
    for number in numbers:
        lots.add_lot(world.syndic, facts=LotFacts(number, kind, 1))
    return numbers


def test_what_the_law_asks_of_simplified_books(world: World) -> None:
    with world.inside():
        book = simplified.book(world.syndic, from_on=NEW_YEAR, to_on=SILVESTER)
        held = [(one.code, one.opening_cents, one.in_cents, one.out_cents, one.closing_cents) for one in book.holdings]
        assert held == [("550", 0, 30_000, 0, 30_000), ("55101", 500_000, 60_000, 50_045, 509_955)]
        assert [(one.code, one.cents) for one in book.headings.received] == [("4101", 60_000)]
        assert [(one.code, one.cents) for one in book.headings.paid] == [("440", 20_000), ("650", 45)]
        gained = book.headings.received_cents - book.headings.paid_cents
        assert gained == book.total("closing_cents") - book.total("opening_cents")
        assert [(one.code, one.cents) for one in book.funds] == [("100", 400_000), ("160", 100_000)]
        assert [(one.name, one.cents) for one in book.owners] == [("Bruno", 40_000)]
        assert book.owners_cents == 40_000
        assert [(one.code, one.cents) for one in book.others] == [("440", -5_000)]
        moves = [(one.label, one.cents, one.transfer) for one in book.movements]
        assert moves == [
            ("Alice paie", 60_000, False),
            ("Net SA", -20_045, False),
            ("Vers la réserve", -30_000, True),
            ("Vers la réserve", 30_000, True),
        ]


def test_the_next_period_begins_with_what_this_one_leaves(world: World) -> None:
    with world.inside():
        before = simplified.book(world.syndic, from_on=date(2026, 1, 1), to_on=date(2026, 2, 28))
        after = simplified.book(world.syndic, from_on=date(2026, 3, 1), to_on=date(2026, 12, 31))
        assert before.total("closing_cents") == after.total("opening_cents") == 500_000
        assert before.movements == () and before.headings.received == ()


def test_an_owner_reads_the_book_without_the_names_of_the_others(world: World) -> None:
    alice = world.owner("Alice")
    with world.inside():
        book = simplified.book(alice, from_on=NEW_YEAR, to_on=SILVESTER)
        assert book.owners == () and book.owners_cents == 40_000
        bruno = world.owner("Bruno")
        seen = simplified.book(bruno, from_on=NEW_YEAR, to_on=SILVESTER)
        assert [one.name for one in seen.owners] == ["Bruno"]
        assert "Alice paie" not in [one.label for one in seen.movements]


def test_the_statements_do_not_grow(world: World) -> None:
    def cost() -> int:
        with statements() as found:
            simplified.book(world.syndic, from_on=NEW_YEAR, to_on=SILVESTER, page=None)
        return len(found)

    with world.inside():
        few = cost()
        lines = [[Line(cents, R.CASH), Line(-cents, R.INTEREST)] for cents in range(1, 30)]
        voucher = Voucher("manual", None, "Caisse")
        drafts = [Draft(JournalKind.MISCELLANEOUS, worlds.DAY, "Caisse", one, voucher) for one in lines]
        entries.post_many(world.syndic, drafts=drafts)
        assert cost() == few == 4


def test_crossing_the_line_both_ways_moves_nothing(world: World) -> None:
    with world.inside():
        assert queries.standing(world.syndic).told is None
        regime.begin(world.syndic)
        assert regime.begin(world.syndic) is None
        add_lots(world, 18)
        add_lots(world, 30, LotKind.CELLAR)
        standing = queries.standing(world.syndic)
        assert (standing.counted, standing.regime, standing.crossed) == (19, Regime.SIMPLIFIED, False)
        before = Entry.objects.count()
        last = lots.add_lot(world.syndic, facts=LotFacts("Z", LotKind.SHOP, 1))
        standing = queries.standing(world.syndic)
        assert (standing.regime, standing.compulsory, standing.crossed) == (Regime.FULL, True, True)
        regime.take_note(world.syndic)
        assert not queries.standing(world.syndic).crossed
        lots.remove_lot(world.syndic, lot_id=last.id)
        standing = queries.standing(world.syndic)
        assert (standing.regime, standing.crossed) == (Regime.SIMPLIFIED, True)
        assert Entry.objects.count() == before


def test_a_small_association_may_choose_full_books(world: World) -> None:
    with world.inside():
        with pytest.raises(DecisionMissing):
            regime.choose(world.syndic, full=True, decision="", decided_on=date(2026, 3, 1))
        regime.choose(world.syndic, full=True, decision="AG du 1er mars, point 4", decided_on=date(2026, 3, 1))
        standing = queries.standing(world.syndic)
        assert (standing.regime, standing.compulsory, standing.crossed) == (Regime.FULL, False, False)
        add_lots(world, 30)
        regime.take_note(world.syndic)
        assert queries.standing(world.syndic).decision == "AG du 1er mars, point 4"
        regime.choose(world.syndic, full=False, decision="", decided_on=None)
        assert queries.standing(world.syndic).regime is Regime.FULL, "thirty lots leave no choice"
        with pytest.raises(NotAllowed):
            regime.choose(
                casting.access_as(Role.ACCOUNTANT, world.org), full=False, decision="", decided_on=None
            )
