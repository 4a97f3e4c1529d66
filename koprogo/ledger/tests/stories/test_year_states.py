"""A year waits for the assembly pre-closed, and is then closed for ever; the database holds both."""

import pytest
from django.db import DatabaseError, transaction

from koprogo.ledger.models import Entry, FiscalYear
from koprogo.ledger.operations import books, entries, years
from koprogo.ledger.operations.entries import Line, PeriodClosed, Voucher
from koprogo.ledger.operations.years import WrongState
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole as R
from koprogo.ledger.rules.years import CLOSING_VOUCHER, PeriodHeld
from koprogo.ledger.tests import world as worlds
from koprogo.ledger.tests.world import DAY, World, sentence

pytestmark = pytest.mark.django_db
LINES = (Line(1_000, R.BANK_CHARGES), Line(-1_000, R.BANK_CURRENT))


@pytest.fixture
def world() -> World:
    return worlds.build()


def year(world: World) -> FiscalYear:
    return books.ensure_books(world.syndic, on=DAY)


def closing_entry(world: World) -> Entry:
    return entries.post(
        world.syndic,
        journal=JournalKind.MISCELLANEOUS,
        on=DAY,
        label="Résultat reporté",
        lines=LINES,
        voucher=Voucher(CLOSING_VOUCHER, None, "Clôture"),
    )


def test_a_pre_closed_year_takes_its_closing_only(world: World) -> None:
    with world.inside():
        years.hold(world.syndic, year_id=year(world).id)
        with pytest.raises(PeriodHeld) as refused:
            world.post(*LINES)
        assert "Rouvrez-le" in sentence(refused.value)
        assert closing_entry(world).sealed_at is not None


def test_the_database_says_the_same(world: World) -> None:
    with world.inside():
        before = world.post(*LINES)
        years.hold(world.syndic, year_id=year(world).id)
        facts = {name: getattr(before, name) for name in ("journal_id", "fiscal_year_id", "entry_on", "posted_at")}
        with pytest.raises(DatabaseError) as refused, transaction.atomic():
            Entry.objects.create(org_id=world.org.id, number=9, label="x", voucher_kind="manual", **facts)
        assert getattr(refused.value.__cause__, "sqlstate", "") == "KG005"


def test_opened_again_it_takes_everything(world: World) -> None:
    with world.inside():
        held = years.hold(world.syndic, year_id=year(world).id)
        years.reopen(world.syndic, year_id=held.id)
        assert world.post(*LINES).number == 1


def test_closed_it_never_opens_again(world: World) -> None:
    with world.inside():
        held = years.hold(world.syndic, year_id=year(world).id)
        years.close(world.syndic, year_id=held.id)
        for act in (years.hold, years.reopen, years.close):
            with pytest.raises(WrongState) as refused:
                act(world.syndic, year_id=held.id)
            assert "pour toujours" in sentence(refused.value)
        with pytest.raises(PeriodClosed):
            closing_entry(world)
        with pytest.raises(DatabaseError), transaction.atomic():
            FiscalYear.objects.filter(id=held.id).update(state="preclosed")


def test_an_open_year_is_not_closed_at_once(world: World) -> None:
    with world.inside(), pytest.raises(WrongState):
        years.close(world.syndic, year_id=year(world).id)
