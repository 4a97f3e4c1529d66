"""Reading the books: running balances, pages, and what one owner sees of another."""

from datetime import date, timedelta

import pytest

from koprogo.condominiums.rules.rights import Role
from koprogo.kernel.refusals import NotFound
from koprogo.ledger.models import Posting
from koprogo.ledger.operations import books, entries
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.queries import accounts, ledger, parties, self_check
from koprogo.ledger.queries import entries as entry_queries
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole as R
from koprogo.ledger.tests import world as worlds
from koprogo.ledger.tests.world import World
from koprogo.platform.access import Access
from koprogo.testing import casting
from koprogo.testing.counting import statements

pytestmark = pytest.mark.django_db
END = date(2026, 12, 31)


@pytest.fixture
def world() -> World:
    """A call on Alice and Bruno, then a payment of each by bank."""
    world = worlds.build()
    with world.inside():
        call = [Line(30_000, R.OWNERS_CHARGES, party_id=world.parties["Alice"], lot_id=world.lot_id, label="Lot A")]
        call += [Line(20_000, R.OWNERS_CHARGES, party_id=world.parties["Bruno"], label="Lot B")]
        world.post(*call, Line(-50_000, R.PROVISIONS), journal=JournalKind.CALLS, label="Appel 1")
        _account, journal = books.bank_journal(
            world.syndic, iban="BE68539007547034", role=R.BANK_CURRENT, label="Compte courant"
        )
        for name, cents in (("Alice", 10_000), ("Bruno", 20_000)):
            entries.post(
                world.syndic,
                journal=journal.id,
                on=worlds.DAY + timedelta(days=10),
                label=f"Versement de {name}",
                lines=[
                    Line(cents, R.BANK_CURRENT, label=f"de {name}"),
                    Line(-cents, R.OWNERS_CHARGES, party_id=world.parties[name], label=f"payé par {name}"),
                ],
                voucher=Voucher("bank_movement", None, f"Extrait 1, {name}"),
            )
    return world


def lines(access: Access, code: str, **filters: object) -> ledger.AccountLedger:
    return ledger.account_ledger(access, account=accounts.account(access, code=code), **filters)  # type: ignore[arg-type]


def test_running_balance(world: World) -> None:
    with world.inside():
        found = lines(world.syndic, "4101")
        assert [row.running_cents for row in found.rows] == [30_000, 50_000, 40_000, 20_000]
        assert (found.opening_cents, found.closing_cents, found.total) == (0, 20_000, 4)
        late = lines(world.syndic, "4101", from_on=date(2026, 3, 3))
        assert (late.opening_cents, [row.running_cents for row in late.rows]) == (50_000, [40_000, 20_000])
        early = lines(world.syndic, "4101", to_on=date(2026, 3, 3))
        assert (early.closing_cents, early.total) == (50_000, 2)
        one = lines(world.syndic, "4101", party_id=world.parties["Alice"])
        assert [(row.party_name, row.running_cents) for row in one.rows] == [("Alice", 30_000), ("Alice", 20_000)]


def test_a_long_account_is_read_by_the_hundred(world: World) -> None:
    with world.inside():
        world.post(*(Line(1, R.CASH) for _ in range(250)), Line(-250, R.INTEREST))
        last = lines(world.syndic, "57", page=9)
        assert (last.page, last.pages, len(last.rows), last.total) == (3, 3, 50, 250)
        assert last.rows[-1].running_cents == 250
        with statements() as found:
            lines(world.syndic, "57", page=2)
        assert len(found) == 3


def test_an_owner_sees_own_lines_in_full_and_others_masked(world: World) -> None:
    alice = world.owner("Alice")
    with world.inside():
        rows = lines(alice, "4101").rows
        assert [(row.party_name, row.lot_number, row.masked) for row in rows] == [
            ("Alice", "A", False),
            ("Un copropriétaire", "", True),
            ("Alice", "", False),
            ("Un copropriétaire", "", True),
        ]
        assert [row.running_cents for row in rows] == [30_000, 50_000, 40_000, 20_000]
        assert [row.label for row in rows] == ["Appel 1", "Appel 1", "Versement de Alice", "Banque"]


@pytest.mark.parametrize("role", [Role.OWNER, Role.COUNCIL])
def test_no_page_of_the_books_names_another_owner(world: World, role: Role) -> None:
    reader = casting.access_as(role, world.org)
    with world.inside():
        seen: list[object] = [lines(reader, code) for code in ("4101", "551", "701")]
        for journal, number in (("APP", 1), ("FIN1", 1), ("FIN1", 2)):
            seen.append(entry_queries.entry(reader, journal=journal, year="2026", number=number))
            seen.append(entry_queries.journal_entries(reader, journal=journal, year="2026"))
        assert "Alice" not in repr(seen)
        assert "Bruno" not in repr(seen)
        assert lines(reader, "4101", party_id=world.parties["Bruno"]).rows == []
        assert parties.party_balances(reader, on=END) == {}
        with pytest.raises(NotFound):
            parties.party_balance(reader, party_id=world.parties["Bruno"], on=END)
        with pytest.raises(NotFound):
            parties.party_postings(reader, party_id=world.parties["Bruno"], from_on=worlds.DAY, to_on=END)


@pytest.mark.parametrize("role", [Role.SYNDIC, Role.ACCOUNTANT, Role.AUDITOR])
def test_those_who_check_the_accounts_see_every_name(world: World, role: Role) -> None:
    reader = casting.access_as(role, world.org)
    with world.inside():
        assert {row.party_name for row in lines(reader, "4101").rows} == {"Alice", "Bruno"}
        assert entry_queries.entry(reader, journal="FIN1", year="2026", number=2).label == "Versement de Bruno"
        assert len(parties.party_balances(reader, on=END)) == 2


def test_an_owner_s_own_account(world: World) -> None:
    alice = world.owner("Alice")
    with world.inside():
        assert parties.party_balance(alice, party_id=world.parties["Alice"], on=END) == 20_000
        assert parties.party_balances(alice, on=END) == {world.parties["Alice"]: {R.OWNERS_CHARGES: 20_000}}
        rows = parties.party_postings(alice, party_id=world.parties["Alice"], from_on=worlds.DAY, to_on=END)
        assert [(row.reference, row.amount_cents, row.label) for row in rows] == [
            ("APP-2026-1", 30_000, "Lot A"),
            ("FIN1-2026-1", -10_000, "payé par Alice"),
        ]


def test_an_entry_and_its_counter_entry_name_each_other(world: World) -> None:
    with world.inside():
        entry = world.post(Line(5, R.CASH), Line(-5, R.INTEREST))
        entries.reverse(world.syndic, entry_id=entry.id, on=worlds.DAY, label="Annulation")
        first = entry_queries.entry(world.syndic, journal="OD", year="2026", number=1)
        second = entry_queries.entry(world.syndic, journal="OD", year="2026", number=2)
        assert (first.reversed_by, first.reverses, first.reversible) == ("OD-2026-2", "", False)
        assert (second.reversed_by, second.reverses, second.reversible) == ("", "OD-2026-1", False)
        assert second.voucher_label == "OD-2026-1"
        assert entry_queries.of_voucher(world.syndic, voucher_id=entry.id) == ["OD-2026-2"]
        with pytest.raises(NotFound):
            entry_queries.entry(world.syndic, journal="OD", year="2026", number=3)


def test_journals_and_banks(world: World) -> None:
    with world.inside():
        rows = entry_queries.journals(world.syndic)
        assert [(row.code, row.name, row.entries) for row in rows] == [
            ("APP", "Appels aux copropriétaires", 1),
            ("FIN1", "Compte courant", 2),
        ]
        (bank,) = accounts.bank_accounts(world.syndic, on=END)
        assert (bank.code, bank.iban, bank.balance_cents) == ("55101", "BE68539007547034", 0)
        assert accounts.account_balance(world.syndic, account_id=world.account("551").id, on=END) == 30_000
        assert accounts.role_balance(world.syndic, role=R.BANK_CURRENT, until=END) == 30_000


def test_another_building_s_books_are_not_these(world: World) -> None:
    other = worlds.build("autre")
    with other.inside():
        assert accounts.accounts(other.syndic, until=END) == []
        assert entry_queries.journals(other.syndic) == []
        with pytest.raises(NotFound):
            accounts.account(other.syndic, code="4101")


def test_the_self_check_finds_what_is_wrong(world: World) -> None:
    with world.inside():
        assert self_check.problems(world.syndic) == []
        sealed = world.post(Line(5, R.CASH), Line(-5, R.INTEREST))
        open_entry = type(sealed).objects.create(
            org_id=world.org.id,
            journal=sealed.journal,
            fiscal_year=sealed.fiscal_year,
            number=7,
            entry_on=worlds.DAY,
            label="x",
            voucher_kind="manual",
            posted_at=casting.NOW,
        )
        Posting.objects.create(
            org_id=world.org.id, entry=open_entry, position=1, account=world.account("4101"), amount_cents=3
        )
        problems = self_check.problems(world.syndic)
        found = {(one.code, one.facts.get("entry") or one.facts.get("cents")) for one in problems}
        assert found == {
            ("ledger.entries.unsealed", "OD-2026-7"),
            ("ledger.entries.short", "OD-2026-7"),
            ("ledger.entries.unbalanced", "OD-2026-7"),
            ("ledger.numbers.gap", None),
            ("ledger.total.unbalanced", 3),
            ("ledger.owners.nameless", 3),
        }
