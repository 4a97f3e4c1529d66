"""Writing into the books: what is accepted, what is refused, and by whom."""

from datetime import date

import pytest

from koprogo.condominiums.rules.rights import Role
from koprogo.kernel.refusals import NotAllowed, NotFound, Refused
from koprogo.ledger.models import Account, Entry, FiscalYear, Journal, Posting
from koprogo.ledger.operations import books, entries
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole as R
from koprogo.ledger.rules.years import PeriodClosed
from koprogo.ledger.tests import world as worlds
from koprogo.ledger.tests.world import World, sentence
from koprogo.platform import audit
from koprogo.testing import casting
from koprogo.testing.counting import statements

pytestmark = pytest.mark.django_db
TWO = (Line(100, R.BANK_CURRENT), Line(-100, R.INTEREST))


@pytest.fixture
def world() -> World:
    return worlds.build()


def close(world: World, year: FiscalYear) -> None:
    FiscalYear.objects.filter(id=year.id).update(state="closed")


def test_the_first_entry_opens_the_books(world: World) -> None:
    with world.inside():
        entry = world.post(*TWO)
        year = entry.fiscal_year
        assert (year.code, year.starts_on, year.ends_on) == ("2026", date(2026, 1, 1), date(2026, 12, 31))
        assert entry.number == 1
        assert entry.sealed_at == casting.NOW
        assert entry.posted_by_id == world.syndic.person_id
        assert {row.code for row in Journal.objects.all()} == {"ACH", "APP", "DEC", "OD", "OPN"}
        assert [line.action for line in audit.lines(world.syndic, limit=2)] == [
            "ledger.entry_posted",
            "ledger.books_opened",
        ]


def test_opening_again_changes_nothing(world: World) -> None:
    with world.inside():
        first = books.ensure_books(world.syndic, on=worlds.DAY)
        accounts = Account.objects.count()
        assert books.ensure_books(world.syndic, on=date(2026, 12, 31)).id == first.id
        assert books.ensure_books(world.syndic, on=date(2027, 1, 1)).code == "2027"
        assert Account.objects.count() == accounts


def test_a_year_starts_where_the_building_says() -> None:
    world = worlds.build("juillet", year_starts_month=7)
    with world.inside():
        year = books.ensure_books(world.syndic, on=date(2026, 3, 2))
        assert (year.starts_on, year.ends_on) == (date(2025, 7, 1), date(2026, 6, 30))


def test_numbers_follow_in_each_journal_and_year(world: World) -> None:
    with world.inside():
        numbers = [
            world.post(*TWO, on=on, journal=journal).number
            for on, journal in [
                (date(2026, 1, 5), JournalKind.MISCELLANEOUS),
                (date(2026, 1, 4), JournalKind.MISCELLANEOUS),
                (date(2026, 1, 5), JournalKind.OPENING),
                (date(2027, 1, 5), JournalKind.MISCELLANEOUS),
                (date(2026, 6, 5), JournalKind.MISCELLANEOUS),
            ]
        ]
        assert numbers == [1, 2, 1, 1, 3]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((), "ledger.empty_entry"),
        ((Line(5, R.CASH),), "ledger.empty_entry"),
        ((Line(5, R.CASH), Line(0, R.INTEREST)), "ledger.empty_entry"),
        ((Line(5, R.CASH), Line(-4, R.INTEREST)), "ledger.unbalanced_entry"),
        ((Line(5, R.CASH), Line(-5)), "ledger.unknown_account"),
        ((Line(5, R.CASH), Line(-5, R.OWNERS_CHARGES)), "ledger.party_missing"),
    ],
)
def test_refused_with_words(world: World, lines: tuple[Line, ...], code: str) -> None:
    with world.inside(), pytest.raises(Refused) as caught:
        world.post(*lines)
    assert caught.value.code == code
    assert sentence(caught.value).endswith(".")
    with world.inside():
        assert Entry.objects.count() == 0


def test_zero_lines_are_left_out(world: World) -> None:
    with world.inside():
        entry = world.post(*TWO, Line(0, R.CASH))
        assert Posting.objects.filter(entry=entry).count() == 2


def test_another_building_s_account_does_not_exist(world: World) -> None:
    other = worlds.build("autre")
    with other.inside():
        books.ensure_books(other.syndic, on=worlds.DAY)
        foreign = other.account("57").id
    with world.inside(), pytest.raises(entries.UnknownAccount):
        world.post(Line(5, account_id=foreign), Line(-5, R.INTEREST))


def test_nothing_is_back_dated_into_a_closed_year(world: World) -> None:
    with world.inside():
        close(world, world.post(*TWO, on=date(2026, 12, 31)).fiscal_year)
        for on in (date(2026, 6, 1), date(2025, 6, 1), date(2024, 1, 1)):
            with pytest.raises(PeriodClosed) as caught:
                world.post(*TWO, on=on)
            assert str(on.year) in sentence(caught.value)
        assert world.post(*TWO, on=date(2027, 1, 1)).number == 1


def test_a_bank_journal_is_named_by_its_id(world: World) -> None:
    with world.inside():
        made = books.bank_journal(world.syndic, iban="BE68539007547034", role=R.BANK_CURRENT, label="Compte courant")
        again = books.bank_journal(world.syndic, iban="BE68539007547034", role=R.BANK_CURRENT, label="Autre")
        second = books.bank_journal(world.syndic, iban="BE43068999999501", role=R.BANK_RESERVE, label="Épargne")
        assert made == again
        account, journal = made
        assert (account.code, journal.code, account.family) == ("55101", "FIN1", "bank_current")
        assert (second[0].code, second[1].code) == ("55001", "FIN2")
        voucher = Voucher("bank_movement", None, "Extrait 1")
        lines = (Line(100, account_id=account.id), Line(-100, R.INTEREST))
        entry = entries.post(
            world.syndic, journal=journal.id, on=worlds.DAY, label="Intérêts", lines=lines, voucher=voucher
        )
        assert entry.number == 1
        with pytest.raises(entries.UnknownJournal):
            world.post(*TWO, journal=JournalKind.BANK)
        with pytest.raises(books.UnusableBankRole):
            books.bank_journal(world.syndic, iban="BE00", role=R.CASH, label="x")


def test_codes_are_the_building_s_own(world: World) -> None:
    with world.inside():
        books.ensure_books(world.syndic, on=worlds.DAY)
        insurance = world.account("614")
        sub = books.add_account(world.syndic, parent_id=insurance.id, code="6140001", label="Franchise")
        assert (sub.nature, sub.parent_code) == ("cost", "614")
        debt = books.add_account(world.syndic, parent_id=world.account("4101").id, code="41019", label="Litiges")
        with pytest.raises(entries.PartyMissing):
            world.post(Line(5, account_id=debt.id), Line(-5, R.PROVISIONS))
        books.set_code(world.syndic, account_id=insurance.id, code="6140", label="Assurance incendie")
        sub.refresh_from_db()
        assert sub.parent_code == "6140"
        for code, refusal in (
            ("6140001", books.CodeTaken),
            ("61A", books.UnusableCode),
            ("", books.UnusableCode),
        ):
            with pytest.raises(refusal):
                books.set_code(world.syndic, account_id=insurance.id, code=code)
        with pytest.raises(NotFound):
            books.set_code(world.syndic, account_id=world.org.id, code="1")


def test_a_counter_entry_mirrors_and_happens_once(world: World) -> None:
    with world.inside():
        entry = world.post(*world.on_each(R.OWNERS_CHARGES, {"Alice": 300}), Line(-300, R.PROVISIONS))
        undone = entries.reverse(world.syndic, entry_id=entry.id, on=date(2027, 1, 3), label="Annulation")
        assert (undone.reverses_id, undone.number, undone.fiscal_year.code) == (entry.id, 1, "2027")
        assert undone.voucher_label == "OD-2026-1"
        rows = Posting.objects.filter(entry=undone).order_by("position")
        assert [(row.amount_cents, row.party_id) for row in rows] == [
            (-300, world.parties["Alice"]),
            (300, None),
        ]
        for again, refusal in ((entry, entries.AlreadyReversed), (undone, entries.CounterEntry)):
            with pytest.raises(refusal):
                entries.reverse(world.syndic, entry_id=again.id, on=date(2027, 1, 3), label="Encore")


def test_a_counter_entry_is_never_dated_before(world: World) -> None:
    with world.inside():
        entry = world.post(*TWO)
        with pytest.raises(entries.ReversedTooEarly) as caught:
            entries.reverse(world.syndic, entry_id=entry.id, on=date(2026, 3, 1), label="Trop tôt")
        assert "2 mars 2026" in sentence(caught.value)


def test_the_number_of_statements_does_not_grow_with_the_lines(world: World) -> None:
    def cost(lines: int) -> int:
        with world.inside():
            parts = [Line(1, R.OWNERS_CHARGES, party_id=world.parties["Alice"]) for _ in range(lines)]
            with statements() as found:
                world.post(*parts, Line(-lines, R.PROVISIONS))
        return len(found)

    cost(2)
    assert cost(2) == cost(400) <= 10  # two of them link the entry into the chain


@pytest.mark.parametrize("role", [Role.OWNER, Role.COUNCIL, Role.AUDITOR, Role.OCCUPANT])
def test_who_may_not_write(world: World, role: Role) -> None:
    reader = casting.access_as(role, world.org)
    with world.inside():
        entry = world.post(*TWO)
        with pytest.raises(NotAllowed):
            entries.reverse(reader, entry_id=entry.id, on=worlds.DAY, label="x")
        with pytest.raises(NotAllowed):
            books.ensure_books(reader, on=worlds.DAY)


def test_the_accountant_writes(world: World) -> None:
    accountant = casting.access_as(Role.ACCOUNTANT, world.org)
    with world.inside():
        year = books.ensure_books(accountant, on=worlds.DAY)
        assert year.code == "2026"
