"""Fifty years of chance in one building, through the database: whatever happens, each year is settled to the cent."""

import random
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from koprogo.charges.operations import settle
from koprogo.charges.queries import dues
from koprogo.charges.queries import soundness as calls_soundness
from koprogo.charges.rules.calls import CallKind
from koprogo.condominiums.operations import keys as key_operations
from koprogo.condominiums.operations import ownerships
from koprogo.condominiums.operations.keys import KeyFacts
from koprogo.condominiums.queries import history
from koprogo.kernel.identifiers import uuid7
from koprogo.ledger.operations import entries
from koprogo.ledger.operations.entries import Draft, Line, Voucher
from koprogo.ledger.queries import accounts, self_check
from koprogo.ledger.rules.allocation import Allocation
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole as R
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.settlements.operations import issue
from koprogo.settlements.queries import preview, soundness
from koprogo.settlements.rules.period import Span
from koprogo.settlements.tests import world as worlds
from koprogo.settlements.tests.world import World

pytestmark = pytest.mark.django_db
YEARS = range(2021, 2071)
ACCOUNTS = ("6105", "614", "6130", "650", "6101", "6111", "6120", "742")


class Life:
    """One building and its luck."""

    def __init__(self, world: World, chance: random.Random) -> None:
        self.world, self.chance = world, chance
        lots = list(world.built.lots.values())
        weights = {lot: chance.choice((0, 1, 7, 333)) for lot in lots} | {lots[0]: 5}
        facts = KeyFacts("Au hasard", sum(weights.values()))
        odd = key_operations.add_key(world.access, facts=facts, weights=weights)
        self.keys = [world.built.keys["parts"], world.built.keys["lift"], odd.id]
        self.lots, self.parties = lots, list(world.built.parties.values())
        self.ids = {code: world.account(code) for code in ACCOUNTS}

    def day(self, year: int) -> date:
        return date(year, 1, 1) + timedelta(days=self.chance.randint(0, 364))

    def costs(self, year: int) -> None:
        """Invoices and credit notes, some private, some exempt, some for days of their own."""
        drafts = []
        for _ in range(self.chance.randint(3, 9)):
            cents = self.chance.choice((1, 99, 4_560, 123_457, 999_999)) * self.chance.choice((1, 1, 1, -1))
            on = self.day(year)
            if self.chance.random() < 0.15:
                line = Line(cents, R.PRIVATE_COSTS, lot_id=self.chance.choice(self.lots))
            else:
                line = Line(cents, account_id=self.ids[self.chance.choice(ACCOUNTS)], allocation=self.how(on))
            label = "Avoir" if cents < 0 else "Facture"
            lines = [line, Line(-cents, R.SUPPLIERS)]
            drafts.append(Draft(JournalKind.PURCHASES, on, label, lines, Voucher("manual", None, label)))
        entries.post_many(self.world.access, drafts=drafts)

    def how(self, on: date) -> Allocation:
        chance = self.chance
        exempt = frozenset({chance.choice(self.parties)}) if chance.random() < 0.1 else frozenset()
        last = on + timedelta(days=chance.randint(0, 200)) if chance.random() < 0.3 else None
        key = self.keys[0] if exempt else chance.choice(self.keys)
        return Allocation(key, chance.choice((None, 0, 33, 50, 100)), on if last else None, last, exempt)

    def sale(self, year: int) -> None:
        lot = self.chance.choice(self.lots)
        (latest, *_before) = history.holders(self.world.access, lot_id=lot)
        buyer = self.chance.choice([party for party in self.parties if party != latest.party_id])
        on = max(self.day(year), latest.starts_on + timedelta(days=1))
        ownerships.transfer_lot(self.world.access, lot_id=lot, party_id=buyer, on=on)

    def payment(self, access: Access) -> None:
        owed = dues.open_notices(access)
        for notice in self.chance.sample(owed, min(2, len(owed))):
            cents = self.chance.randint(1, notice.open_cents + 500)
            lines = [Line(cents, R.BANK_CURRENT), Line(-cents, R.OWNERS_CHARGES, party_id=notice.party_id)]
            voucher = Voucher("payment", uuid7(), "Versement")
            entries.post(
                access, journal=JournalKind.MISCELLANEOUS, on=access.today, label="Reçu", lines=lines, voucher=voucher
            )
            assert voucher.id is not None
            settle.payment(
                access, party_id=notice.party_id, cents=cents, source_id=voucher.id, notice_id=notice.notice_id
            )


def settled(life: Life, year: int) -> None:
    """Settle one year, and look at what it did."""
    period = Span(date(year, 1, 1), date(year, 12, 31))
    then = worlds.at(life.world.access, date(year + 1, 1, 15))
    made = preview.prepare(then, period=period)
    assert made.ready, (year, made.found)
    before = dues.owed_by_party(then)
    row = issue.issue(then, from_on=period.from_on, to_on=period.to_on, title=str(year), due_on=date(year + 1, 2, 15))
    after = dues.owed_by_party(then)
    moved = {party: after.get(party, 0) - before.get(party, 0) for party in after}
    wanted = made.table.by_party()
    assert {party: cents for party, cents in moved.items() if cents} == {p: c for p, c in wanted.items() if c}
    assert made.table.owner_cents + made.table.occupant_cents == row.cost_cents
    assert sum(wanted.values()) == row.cost_cents - row.advance_cents
    for account in (*life.ids.values(), *special(life)):
        assert accounts.account_balance(then, account_id=account, on=period.to_on) == 0


def special(life: Life) -> list[UUID]:
    roles = (R.PROVISIONS, R.PRIVATE_COSTS, R.SPECIAL_CALLS)
    return [accounts.account_of(life.world.access, role=role).id for role in roles]


def test_fifty_years_of_one_building() -> None:
    world = worlds.build()
    with boundary.within(world.org.id):
        worlds.opened(world)
        life = Life(replace(world), random.Random(2026))
        for year in YEARS:
            if life.chance.random() < 0.7:
                life.sale(year)
            on = date(year, life.chance.randint(1, 11), 9)
            kind = life.chance.choice((CallKind.PROVISION, CallKind.PROVISION, CallKind.SPECIAL))
            world.call(kind, life.chance.choice((1, 99_999, 900_001)), on=on)
            life.costs(year)
            settled(life, year)
            life.payment(worlds.at(world.access, date(year + 1, 1, 20)))
        end = worlds.at(world.access, date(YEARS[-1] + 1, 6, 1))
        assert soundness.problems(end) == []
        assert calls_soundness.problems(end) == []
        assert self_check.problems(end) == []
