"""Whoever owns the tables can switch off every check of the database. What they alter, the chain finds and names."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koprogo.ledger.models import ChainLink, Counter, Entry
from koprogo.ledger.operations import chain, entries
from koprogo.ledger.queries import chain as queries
from koprogo.ledger.rules.chain import SERIES
from koprogo.ledger.tests import world as worlds
from koprogo.ledger.tests.stories.test_chain import TWO, drafts, faults
from koprogo.ledger.tests.world import World
from koprogo.platform import postgres_paths
from koprogo.testing.races import as_role

TABLES = ("ledger_entry", "ledger_posting", "ledger_chainlink", "ledger_postingallocation")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """Five entries, one of them undone, and the head of the day: written by the application, looked at by the owner."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        world = worlds.build("a-falsifier")
        with world.inside():
            entries.post_many(world.syndic, drafts=drafts(world, 5))
            entries.reverse(world.syndic, entry_id=Entry.objects.get(number=2).id, on=worlds.DAY, label="Annulation")
            chain.seal_day(world.syndic)
        as_role(postgres_paths.OWNER)
        yield world
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE platform_org, people_person CASCADE")
        as_role(postgres_paths.APP)


@contextmanager
def forged(world: World) -> Iterator[Any]:
    """A transaction of the owner without the triggers, undone at its end."""
    with transaction.atomic():
        with world.inside(), connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield cursor
        transaction.set_rollback(True)


def test_nothing_is_off_before(world: World) -> None:
    with world.inside():
        assert faults(world) == []


ENTRY = (
    "number = number + 40",
    "entry_on = entry_on + 1",
    "label = label || ' '",
    "label = replace(label, '«', '<')",
    "voucher_kind = 'x'",
    "voucher_id = gen_random_uuid()",
    "voucher_label = ''",
    "posted_by_id = gen_random_uuid()",
    "posted_at = posted_at + interval '1 microsecond'",
    "sealed_at = sealed_at - interval '1 microsecond'",
    "journal_id = (SELECT id FROM ledger_journal WHERE code = 'ACH')",
    "reverses_id = (SELECT id FROM ledger_entry WHERE number = 1)",
)
POSTING = (
    "amount_cents = amount_cents + 1",
    "amount_cents = -amount_cents",
    "position = position + 10",
    "label = label || 'x'",
    "account_id = (SELECT id FROM ledger_account WHERE code = '57')",
    "party_id = (SELECT id FROM condominiums_party WHERE sort_name LIKE 'bruno%%')",
    "lot_id = (SELECT id FROM condominiums_lot LIMIT 1)",
)
SHARED = (
    "key_id = NULL",
    "occupant_percent = occupant_percent + 1",
    "period_from = period_from - 1",
    "period_to = '2026-12-31'",
)


@pytest.mark.parametrize("change", ENTRY)
def test_a_changed_entry_is_named(world: World, change: str) -> None:
    with forged(world) as cursor:
        cursor.execute(f"UPDATE ledger_entry SET {change} WHERE number = 4")
        assert cursor.rowcount == 1
        number = 44 if change.startswith("number") else 4
        journal = "ACH" if change.startswith("journal") else "OD"
        assert faults(world) == [("ledger.chain.altered", f"{journal}-2026-{number}")]


@pytest.mark.parametrize("change", POSTING)
@pytest.mark.parametrize("position", [1, 3])
def test_a_changed_line_is_named(world: World, change: str, position: int) -> None:
    with forged(world) as cursor:
        cursor.execute(
            f"UPDATE ledger_posting SET {change} WHERE position = {position}"
            " AND entry_id = (SELECT id FROM ledger_entry WHERE number = 3)"
        )
        assert cursor.rowcount == 1
        assert faults(world) == [("ledger.chain.altered", "OD-2026-3")]


@pytest.mark.parametrize("change", SHARED)
def test_whoever_bears_a_cost_is_part_of_it(world: World, change: str) -> None:
    where = (
        "posting_id = (SELECT p.id FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id"
        " WHERE e.number = 5 AND p.position = 1)"
    )
    with forged(world) as cursor:
        cursor.execute(f"UPDATE ledger_postingallocation SET {change} WHERE {where}")
        assert cursor.rowcount == 1
        assert faults(world) == [("ledger.chain.altered", "OD-2026-5")]
    with forged(world) as cursor:
        cursor.execute(f"DELETE FROM ledger_postingexemption WHERE {where}")
        assert cursor.rowcount == 2
        assert faults(world) == [("ledger.chain.altered", "OD-2026-5")]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.integers(1, 6), place=st.integers(0, 9), sign=st.characters(codec="utf-8", exclude_characters="\x00"))
def test_any_sign_of_any_label(world: World, number: int, place: int, sign: str) -> None:
    with forged(world) as cursor:
        cursor.execute("SELECT label FROM ledger_entry WHERE number = %s", [number])
        label = cursor.fetchone()[0]
        changed = label[:place] + sign + label[place + 1 :]
        cursor.execute("UPDATE ledger_entry SET label = %s WHERE number = %s", [changed, number])
        wanted = [] if changed == label else [("ledger.chain.altered", f"OD-2026-{number}")]
        assert faults(world) == wanted


def test_a_line_added_or_taken_away_is_named(world: World) -> None:
    line = "entry_id = (SELECT id FROM ledger_entry WHERE number = 1) AND position = 2"
    with forged(world) as cursor:
        cursor.execute(f"DELETE FROM ledger_posting WHERE {line}")
        assert faults(world) == [("ledger.chain.altered", "OD-2026-1")]
    with forged(world) as cursor:
        cursor.execute(
            "INSERT INTO ledger_posting (id, org_id, entry_id, position, account_id, amount_cents, label)"
            f" SELECT gen_random_uuid(), org_id, entry_id, 9, account_id, 5, '' FROM ledger_posting WHERE {line}"
        )
        assert faults(world) == [("ledger.chain.altered", "OD-2026-1")]


def test_an_entry_smuggled_in_has_no_link(world: World) -> None:
    with forged(world) as cursor:
        cursor.execute(
            "INSERT INTO ledger_entry (id, org_id, journal_id, fiscal_year_id, number, entry_on, label, voucher_kind,"
            " voucher_label, posted_at, sealed_at) SELECT gen_random_uuid(), org_id, journal_id, fiscal_year_id, 99,"
            " entry_on, label, voucher_kind, voucher_label, posted_at, sealed_at FROM ledger_entry WHERE number = 1"
        )
        assert faults(world) == [("ledger.chain.unlinked", "OD-2026-99")]


def test_links_taken_away_leave_a_hole_or_a_short_chain(world: World) -> None:
    with forged(world) as cursor:
        cursor.execute("DELETE FROM ledger_chainlink WHERE position = 3")
        found = faults(world)
        assert ("ledger.chain.unlinked", "OD-2026-3") in found
        assert ("ledger.chain.altered", "OD-2026-4") in found
        assert "ledger.chain.cut" in {code for code, _what in found}
    with forged(world) as cursor:
        cursor.execute("DELETE FROM ledger_chainlink WHERE position = 6")
        cursor.execute("UPDATE ledger_counter SET last = 5 WHERE key = %s", [SERIES])
        found = faults(world)
        assert ("ledger.chain.unlinked", "OD-2026-6") in found and ("ledger.chain.head", 6) in found


def test_a_whole_chain_written_again_does_not_agree_with_the_heads(world: World) -> None:
    """The best a forger can do with the tables alone: alter an entry and compute every link again."""
    with forged(world) as cursor:
        cursor.execute("UPDATE ledger_entry SET label = 'autre chose' WHERE number = 2")
        cursor.execute("DELETE FROM ledger_chainlink")
        cursor.execute("UPDATE ledger_counter SET last = 0 WHERE key = %s", [SERIES])
        chain.seal_day(world.syndic)
        assert queries.end(world.syndic).position == 6
        assert faults(world) == [("ledger.chain.head", 6)]


@pytest.mark.parametrize("begun_by", ["a posting", "the night"])
def test_books_older_than_the_chain_are_taken_in_order(world: World, begun_by: str) -> None:
    """As after the upgrade: entries, and neither links nor heads nor a counter."""
    with forged(world) as cursor:
        for table in ("chainlink", "chainhead"):
            cursor.execute(f"DELETE FROM ledger_{table}")
        cursor.execute("DELETE FROM ledger_counter WHERE key = %s", [SERIES])
        assert faults(world) == [], "nothing to prove before it begins"
        if begun_by == "a posting":
            world.post(*TWO)
        else:
            assert chain.seal_day(world.syndic) is not None
        written = list(Entry.objects.order_by("posted_at", "id").values_list("id", flat=True))
        assert list(ChainLink.objects.order_by("position").values_list("entry_id", flat=True)) == written
        assert Counter.objects.get(key=SERIES).last == len(written)
        assert faults(world) == []
        world.post(*TWO)
        assert faults(world) == []
