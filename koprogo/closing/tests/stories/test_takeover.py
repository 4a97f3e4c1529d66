"""A building changes hands: its balance is read, agreed with the bank, booked, signed, and may be taken back."""

from datetime import date, timedelta

import pytest

from koprogo.banking.operations import importing
from koprogo.charges.queries import dues
from koprogo.closing import labels
from koprogo.closing.models import TakeoverLine
from koprogo.closing.operations import sheet, start, takeover
from koprogo.closing.operations.start import LineFacts
from koprogo.closing.queries import takeover as queries
from koprogo.closing.rules.handover import Document, SheetNotWritten
from koprogo.closing.rules.takeover import (
    BalancesCalled,
    GapUnnamed,
    NotReady,
    SomethingStands,
    StandsAlready,
    State,
    Totals,
)
from koprogo.closing.tests import world as worlds
from koprogo.closing.tests.world import OWED, SITUATION, balance
from koprogo.ledger.operations import entries as ledger
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.queries import accounts, entries, parties, self_check
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole as R
from koprogo.platform import boundary, files, formats, jobs, pdf
from koprogo.platform.access import Access
from koprogo.purchases.queries import suppliers
from koprogo.testing import tilleuls
from koprogo.testing.coda import CodaMovement, chain, coda_file
from koprogo.testing.counting import statements as counted
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db
FIRST = date(2026, 1, 1)


@pytest.fixture
def world() -> Tilleuls:
    return tilleuls.build(linked=False)


def held(access: Access, role: R) -> int:
    return accounts.role_balance(access, role=role, until=FIRST)


def test_the_balance_of_the_law_is_taken_over_to_the_cent(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        row = worlds.taken_over(world)
        assert row.entry is not None and row.entry.entry_on == FIRST
        assert entries.number_of(row.entry) == "OPN-2026-1"
        assert queries.prepared(access, row=row).plan.totals == Totals(
            banks=1_254_890, owners=43_110, suppliers=-50_000, funds=-1_248_000
        )
        owed = parties.party_balances(access, on=FIRST)
        assert {name: sum(owed[world.parties[name]].values()) for name in OWED} == OWED
        moved = parties.movements(access, from_on=FIRST)
        assert {name: moved[world.parties[name]].opening_cents for name in OWED} == OWED, "owed before, not since"
        sums = accounts.trial_balance(access, until=FIRST)
        assert sums.debit_cents == sums.credit_cents == 1_341_632, "law 4.5: 13 416.32"
        assert held(access, R.SUSPENSE) == 0
        assert [name for _party, name in suppliers.party_names(access)] == ["Kone Belgium"], "unknown, so it was made"
        assert not self_check.problems(access)


def test_the_year_of_the_previous_syndic_is_not_opened(world: Tilleuls) -> None:
    with boundary.within(world.org.id):
        worlds.taken_over(world)
        assert [year.code for year in entries.fiscal_years(world.syndic_access)] == ["2026"]


def test_a_bank_that_says_otherwise_is_refused_until_the_difference_has_a_name(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        worlds.banked(access)
        row = start.from_cells(access, situation=SITUATION, text=balance(), name="copie")
        worlds.stated(access, row, current=1_206_790)
        with pytest.raises(GapUnnamed) as refused:
            takeover.book(access, takeover_id=row.id, label="Reprise")
        assert "499" in labels.REFUSALS[refused.value.code](refused.value.facts)
        booked = takeover.book(access, takeover_id=row.id, label="Reprise", gap_note="Frais oubliés")
        assert (booked.gap_cents, booked.gap_note) == (-100, "Frais oubliés")
        assert held(access, R.BANK_CURRENT) == 1_206_790, "the bank is right about itself"
        assert held(access, R.SUSPENSE) == 100
        assert held(access, R.WORKING_FUND) == -1_200_000, "never in a fund"
        ledger_page = entries.entry(access, journal="OPN", year="2026", number=1)
        assert f"Frais oubliés ({formats.day(SITUATION.on)})" in [one.label for one in ledger_page.rows]


def test_the_first_coda_is_the_word_of_the_bank(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        worlds.banked(access)
        days = [(date(2026, 1, 5), [CodaMovement(-1_000, date(2026, 1, 5), text="frais")])]
        made = chain(worlds.CURRENT, opening_cents=1_206_890, opening_on=date(2025, 12, 31), days=days)
        importing.import_file(access, data=coda_file(made), name="1.cod")
        row = start.from_cells(access, situation=SITUATION, text=balance(current=1_206_880), name="copie")
        worlds.stated(access, row, current=1)  # what is typed counts for nothing beside the statement
        (current, _reserve) = sorted(queries.prepared(access, row=row).plan.banks, key=lambda bank: -bank.books_cents)
        assert current.stated is not None and current.stated.imported and current.gap_cents == 10


def test_a_balance_that_does_not_balance_is_refused(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        worlds.banked(access)
        row = start.from_cells(access, situation=SITUATION, text=balance(suppliers=50_001), name="copie")
        worlds.stated(access, row)
        assert queries.prepared(access, row=row).plan.gap_cents == -1
        with pytest.raises(GapUnnamed):
            takeover.book(access, takeover_id=row.id, label="Reprise")
        assert not entries.openings(access)


def test_what_nobody_could_guess_stops_it_until_a_person_says(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        worlds.banked(access)
        text = balance() + "\n999999\tDivers\t\t\n999001\tInconnu\t5,00\t\n100001\tAvance\t\t5,00"
        row = start.from_cells(access, situation=SITUATION, text=text, name="copie")
        worlds.stated(access, row)
        (problem,) = queries.prepared(access, row=row).plan.problems
        assert (problem.code, problem.where) == ("account_missing", "Cellules collées C15")
        assert "Inconnu" in labels.problem(problem)
        with pytest.raises(NotReady):
            takeover.book(access, takeover_id=row.id, label="Reprise")
        fund = accounts.account_of(access, role=R.WORKING_FUND)
        facts = LineFacts(problem.position, "Inconnu", 500, fund.id, None, None)
        start.correct(access, takeover_id=row.id, lines=[facts], stated={})
        assert takeover.book(access, takeover_id=row.id, label="Reprise").state == State.BOOKED


def test_the_same_opening_is_not_written_twice(world: Tilleuls) -> None:
    with boundary.within(world.org.id):
        worlds.taken_over(world)
        with pytest.raises(StandsAlready):
            start.by_hand(world.syndic_access, situation=SITUATION)


def test_typed_from_paper(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        worlds.banked(access)
        row = start.by_hand(access, situation=SITUATION)
        lines = list(TakeoverLine.objects.filter(takeover=row).order_by("position"))
        assert [one.label for one in lines][:2] == ["Fonds de réserve", "Compte à vue"]
        assert len(lines) == 2 + 7 + 2
        typed = {"Compte à vue": 1_000, "Fonds de roulement": -1_000}
        facts = [
            LineFacts(one.position, one.label, typed.get(one.label, 0), one.account_id, one.party_id, None)
            for one in lines
        ]
        start.correct(access, takeover_id=row.id, lines=facts, stated={})
        worlds.stated(access, row, current=1_000, reserve=0)
        takeover.book(access, takeover_id=row.id, label="Reprise")
        assert held(access, R.BANK_CURRENT) == 1_000


def test_it_is_undone_while_nothing_stands_on_it_and_begins_again_with_its_lines(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        row = worlds.taken_over(world)
        lines = TakeoverLine.objects.filter(takeover=row).count()
        takeover.undo(access, takeover_id=row.id, label="Annulée")
        assert not entries.openings(access) and held(access, R.BANK_CURRENT) == 0
        again = queries.current(access)
        assert again is not None and again.state == State.DRAFT
        assert TakeoverLine.objects.filter(takeover=again).count() == lines
        worlds.stated(access, again)
        assert takeover.book(access, takeover_id=again.id, label="Reprise").state == State.BOOKED
        assert held(access, R.BANK_CURRENT) == 1_206_890


def test_it_is_not_undone_once_a_payment_stands_on_it(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        row = worlds.taken_over(world)
        paid = [
            Line(1_000, R.BANK_CHARGES),
            Line(-1_000, account_id=accounts.bank_accounts(access, on=access.today)[0].id),
        ]
        ledger.post(
            access,
            journal=JournalKind.MISCELLANEOUS,
            on=FIRST + timedelta(days=30),
            label="Frais",
            lines=paid,
            voucher=Voucher("manual", None, "x"),
        )
        with pytest.raises(SomethingStands) as refused:
            takeover.undo(access, takeover_id=row.id, label="Annulée")
        assert "OD-2026-1" in labels.REFUSALS[refused.value.code](refused.value.facts)


def test_the_balances_are_asked_once_with_a_communication_for_each(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        row = worlds.taken_over(world)
        due = access.today + timedelta(days=30)
        asked = takeover.call_balances(access, takeover_id=row.id, title="Solde repris", label="Solde", due_on=due)
        assert asked.owners == 5
        open_now = {one.party_id: one.open_cents for one in dues.open_notices(access)}
        assert open_now == {world.parties[name]: cents for name, cents in OWED.items() if cents > 0}
        with pytest.raises(BalancesCalled):
            takeover.call_balances(access, takeover_id=row.id, title="x", label="x", due_on=due)
        with pytest.raises(SomethingStands):
            takeover.undo(access, takeover_id=row.id, label="Annulée")
        owed = parties.party_balances(access, on=access.today)
        assert {name: sum(owed[world.parties[name]].values()) for name in OWED} == OWED, "nothing is booked twice"


def test_the_control_sheet_is_signed_once_and_then_nothing_changes(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        row = worlds.taken_over(world)
        with pytest.raises(SheetNotWritten):
            takeover.sign(access, takeover_id=row.id, data=b"%PDF-1.7", name="s.pdf", on=access.today)
        takeover.note_handover(access, takeover_id=row.id, received={Document.DEED: (True, "copie notariée")})
        kept = sheet.write(access, takeover_id=row.id)
        gate = pdf.gate(files.content(kept))
        assert gate.tagged and gate.standard == "ua-1" and gate.lang == "fr-BE"
        for words in (
            "Les cinq totaux",
            "12 548,90",
            "Gérance Dupuis SRL",
            "0403.170.701",
            "copie notariée",
            "30 janv. 2026",
        ):
            assert words in gate.text.replace("\u202f", " ").replace("\xa0", " "), words
        signed = takeover.sign(access, takeover_id=row.id, data=b"%PDF-1.7", name="s.pdf", on=access.today)
        assert signed.signed_on == access.today
        with pytest.raises(SomethingStands):
            takeover.undo(access, takeover_id=row.id, label="Annulée")
        with pytest.raises(SomethingStands):
            takeover.note_handover(access, takeover_id=row.id, received={})


def test_the_sheet_is_written_by_the_worker(world: Tilleuls) -> None:
    with boundary.within(world.org.id):
        row = worlds.taken_over(world)
    assert jobs.run_waiting(clock=lambda: world.syndic_access.now) >= 1
    with boundary.within(world.org.id):
        assert queries.sheet(world.syndic_access, row=row) is not None


def test_booking_costs_the_same_for_any_number_of_owners(world: Tilleuls) -> None:
    access = world.syndic_access
    costs = []
    with boundary.within(world.org.id):
        worlds.banked(access)
        for owners in (OWED, dict(list(OWED.items())[:2])):
            row = start.from_cells(access, situation=SITUATION, text=balance(owners=owners, suppliers=0), name="copie")
            worlds.stated(access, row)
            with counted() as ran:
                takeover.book(access, takeover_id=row.id, label="Reprise", gap_note="écart")
            costs.append(len(ran))
            takeover.undo(access, takeover_id=row.id, label="Annulée")
            current = queries.current(access)
            assert current is not None
            start.drop(access, takeover_id=current.id)
    assert costs[0] == costs[1]
