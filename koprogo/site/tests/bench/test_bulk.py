"""The large acts: a call for 200 lots, a year of bank, a click on 300 movements, the letters of a call."""

from datetime import timedelta

import pytest

from koprogo.banking.models import BankTransaction
from koprogo.banking.operations import confirm, importing
from koprogo.banking.queries import pending
from koprogo.banking.rules import coda
from koprogo.banking.rules.matching import Certainty
from koprogo.banking.rules.sorting import proposal
from koprogo.charges.documents.call_letter import render_call
from koprogo.charges.models import CallNotice
from koprogo.charges.operations import letters
from koprogo.charges.queries.receivables import receivables
from koprogo.condominiums.queries import parties
from koprogo.platform import boundary, jobs
from koprogo.settlements.models import SettlementLine
from koprogo.settlements.queries import preview
from koprogo.site.tests.bench import table
from koprogo.testing import block
from koprogo.testing.block import Block
from koprogo.testing.coda import CodaMovement, chain, coda_file
from koprogo.testing.counting import statements

pytestmark = [pytest.mark.bench, pytest.mark.django_db]
IBAN = "BE68539007547034"


def _house(lots: int) -> Block:
    return block.build(f"residence-{lots}", lots=lots, iban=IBAN)


def test_a_call_for_200_lots() -> None:
    took, ran = {}, {}
    for lots in (20, 200):
        built = _house(lots)
        with boundary.within(built.org.id):
            block.called(built.access)
            with statements() as found:
                block.called(built.access)
            took[lots] = min(table.seconds(lambda: block.called(built.access)) for _ in range(3))  # noqa: B023
            ran[lots] = len(found)
    assert ran[200] == ran[20]
    table.line(
        "A call for 200 lots, against one for 20",
        ratio=f"{took[200] / took[20]:.1f}x the time, {ran[200] / ran[20]:.0f}x the SQL statements",
        facts=f"{took[200]:.2f} s, {ran[200]} statements",
    )


def test_coda_of_5000_movements() -> None:
    built = _house(200)
    with boundary.within(built.org.id):
        for _quarter in range(18):
            block.called(built.access)
        asked = receivables(built.access)
        day = built.access.today
        movements = [
            CodaMovement(n.open_cents, day, reference=n.structured_reference, name=n.party_name) for n in asked
        ]
        movements += [CodaMovement(-1_000 - place, day, text=f"facture {place}") for place in range(5_000 - len(asked))]
        days = [(day - timedelta(days=9 - part), movements[part * 500 : (part + 1) * 500]) for part in range(10)]
        data = coda_file(chain(IBAN, opening_cents=0, opening_on=day - timedelta(days=10), days=days))
        parse = min(table.seconds(lambda: coda.read(data)) for _ in range(3))
        whole = table.seconds(lambda: importing.import_file(built.access, data=data, name="annee.cod"))
        assert BankTransaction.objects.count() == 5_000
        with statements() as found:
            known = table.seconds(lambda: importing.import_file(built.access, data=data, name="encore.cod"))
        assert BankTransaction.objects.count() == 5_000
        look = table.seconds(lambda: pending.recognise(built.access, bank_account_id=built.account.id))
    table.line(
        "CODA of 5 000 movements taken in, against reading the file alone",
        ratio=f"{whole / parse:.1f}x; handed in again {known / parse:.1f}x; recognising 300 {look / parse:.1f}x",
        facts=f"{whole:.2f} s, {5_000 / whole:,.0f} movements a second; again {len(found)} statements",
    )


def test_confirming_300_movements() -> None:
    built = _house(150)
    with boundary.within(built.org.id):
        for _quarter in range(2):
            block.called(built.access)
        importing.import_file(built.access, data=block.paid(built, receivables(built.access)), name="releve.cod")
        with statements() as found:
            together = table.seconds(lambda: confirm.confirm_certain(built.access, bank_account_id=built.account.id))
        assert pending.waiting(built.access).count() == 0
        for _quarter in range(2):
            block.called(built.access)
        importing.import_file(built.access, data=block.paid(built, receivables(built.access), first=2), name="2.cod")
        seen = pending.recognise(built.access, bank_account_id=built.account.id).rows
        assert len(seen) == 300 and {row.verdict.certainty for row in seen} == {Certainty.CERTAIN}
        alone = table.seconds(lambda: _one_by_one(built, [(row.transaction.id, proposal(row.verdict)) for row in seen]))
    table.line(
        "300 certain movements confirmed by one click, against 300 clicks",
        ratio=f"1/{alone / together:.0f} of the time",
        facts=f"{together:.2f} s, {len(found)} statements; one by one {alone:.2f} s",
    )


def _one_by_one(built: Block, chosen: list) -> None:  # type: ignore[type-arg]
    for transaction_id, choice in chosen:
        confirm.confirm(built.access, transaction_id=transaction_id, choice=choice)


def test_100_letters() -> None:
    built = _house(100)
    access = built.access
    with boundary.within(built.org.id):
        call = block.called(access)
        notice = CallNotice.objects.filter(call=call).select_related("call").earliest("id")
        letter = letters.compose(access, notice=notice, card=parties.card(access, party_id=notice.party_id))
        render_call(letter)
        bare = min(table.seconds(lambda: render_call(letter)) for _ in range(10))
    whole = table.seconds(lambda: jobs.run_waiting(until=access.now + timedelta(minutes=1), clock=lambda: access.now))
    with boundary.within(built.org.id):
        assert letters.written(access, call_id=call.id) == 100
    table.line(
        "100 letters with their mails, against typesetting one letter a hundred times",
        ratio=f"{whole / (100 * bare):.1f}x",
        facts=f"{100 / whole:.0f} letters a second; one alone {1000 * bare:.0f} ms",
    )


def test_a_settlement_for_200_lots_by_60_accounts() -> None:
    took, ran, rows = {}, {}, {}
    for lots in (20, 200):
        built = _house(lots)
        with boundary.within(built.org.id):
            period = block.spent(built.access, accounts=60)
            looked = min(table.seconds(lambda: preview.prepare(built.access, period=period)) for _ in range(3))  # noqa: B023
            with statements() as found:
                took[lots] = table.seconds(lambda: block.settled(built.access, period))  # noqa: B023
            rows[lots] = SettlementLine.objects.count()
            ran[lots] = len(found)
    assert rows[200] == 10 * rows[20] == 12_000
    # One more insert each 4 000 rows of the table.
    assert ran[200] - ran[20] == rows[200] // 4_000 - 1
    table.line(
        "A settlement for 200 lots by 60 accounts, against one for 20 lots",
        ratio=f"{took[200] / took[20]:.1f}x the time, {ran[200] - ran[20]} statements more",
        facts=f"looked at in {looked:.2f} s, issued in {took[200]:.2f} s, {ran[200]} statements",
    )
