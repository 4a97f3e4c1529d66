"""Calls whose amounts come line by line: the balances of the settlement of law 4.6, and a cost of one lot."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import transaction

from koprogo.charges.models import CallLine, CallNotice
from koprogo.charges.operations import calls, lines, settle
from koprogo.charges.operations.calls import Part
from koprogo.charges.operations.lines import Heading
from koprogo.charges.queries import calls as questions
from koprogo.charges.queries import draft, dues, soundness
from koprogo.charges.queries import today as today_queries
from koprogo.charges.queries.receivables import receivables
from koprogo.charges.rules.calls import BookedElsewhere, BooksSayOtherwise, CallKind, Given, NothingToCall
from koprogo.condominiums.operations import describe
from koprogo.condominiums.operations.describe import Identity
from koprogo.condominiums.queries import building, keys
from koprogo.kernel.identifiers import uuid7
from koprogo.ledger.operations import books, entries
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.queries import accounts, costs, parties, self_check
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import boundary, files, jobs
from koprogo.platform.access import Access
from koprogo.platform.models import StoredFile
from koprogo.platform.pdf import gate
from koprogo.testing import counting, tilleuls
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db
DUE = date(2026, 12, 31)

#: Law 4.6, last column, in cents.
BALANCES = {
    "A": -26_179,
    "B": -17_453,
    "C": 16_756,
    "D": 16_755,
    "E": 21_954,
    "F": 14_522,
    "G": 8_936,
    "H": 7_819,
}


@pytest.fixture
def world() -> Tilleuls:
    built = tilleuls.build()
    access = built.syndic_access
    with boundary.within(built.org.id):
        head = building.condominium(access)
        place = (head.street, head.house_number, head.postcode, head.city)
        describe.describe(access, identity=Identity(head.name, *place, enterprise_number="0403170701"))
        books.bank_journal(access, iban="BE68539007547034", role=AccountRole.BANK_CURRENT, label="Compte à vue")
    return built


def holders(access: Access) -> dict[str, tuple[UUID, UUID]]:
    key = keys.deed_key(access, on=access.today)
    assert key is not None
    found = keys.weights(access, key_id=key.key_id, on=access.today)
    return {w.number: (w.lot_id, w.holder_id) for w in found if w.holder_id}


def given(access: Access) -> list[Given]:
    held = holders(access)
    return [Given(*held[lot], cents) for lot, cents in BALANCES.items()]


def settlement_entry(access: Access, found: list[Given]) -> UUID:
    booked = [
        Line(cents=one.cents, role=AccountRole.OWNERS_CHARGES, party_id=one.party_id, lot_id=one.lot_id)
        for one in found
    ]
    booked.append(Line(cents=-sum(one.cents for one in found), role=AccountRole.PROVISIONS))
    voucher = Voucher("settlement", uuid7(), "2026")
    return entries.post(
        access, journal=JournalKind.SETTLEMENTS, on=access.today, label="Décompte", lines=booked, voucher=voucher
    ).id


def settle_year(access: Access) -> tuple[UUID, str, UUID]:
    found = given(access)
    entry = settlement_entry(access, found)
    call = lines.send_settlement(access, heading=Heading("Solde du décompte", DUE), lines=found, entry_id=entry)
    return call.id, call.number, entry


def open_of(access: Access, party: UUID) -> list[int]:
    return [n.open_cents for n in dues.open_notices(access, party_ids=frozenset({party}))]


def test_who_owes_is_asked_who_is_owed_is_ahead(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        _id, number, _entry = settle_year(access)
        call = questions.get(access, number=number)
        rows = {n.party_name.split()[0]: n for n in questions.notices(access, call=call)}
        assert len(rows) == 5, "seven parties, two of them are owed"
        assert rows["Chloé"].amount_cents == 33_511 and rows["Chloé"].lots == ("C", "D")
        assert CallLine.objects.count() == 8
        assert settle.advances(access) == {world.parties["Alice"]: 26_179, world.parties["Bruno"]: 17_453}
        assert [n.reserve_cents for n in receivables(access)] == [0] * 5
        assert soundness.problems(access) == self_check.problems(access) == []
        with pytest.raises(BookedElsewhere), transaction.atomic():
            calls.recall(access, number=number)
        facade = today_queries.calls(access, own=(world.parties["David"],))
        assert facade.current is not None and len(facade.current.windows) == 8
        assert facade.own[0].lines[0].key_total is None
    jobs.run_waiting()
    with boundary.within(world.org.id):
        kept = StoredFile.objects.get(subject_id=call.id, party_id=world.parties["David"])
        text = gate(files.content(kept)).text
        assert "Solde du décompte" in text and "219,54" in text


def test_a_credit_pays_what_is_still_owed_and_the_reserve_keeps_its_account(world: Tilleuls) -> None:
    """Bruno owes 270,00 of charges and 14,40 of the reserve; the settlement owes him 174,53, then 200,00 more."""
    access = world.syndic_access
    bruno = world.parties["Bruno"]
    with boundary.within(world.org.id):
        key = keys.deed_key(access, on=access.today)
        assert key is not None
        parts = [Part(CallKind.PROVISION, "Charges", key.key_id, 225_000)]
        parts.append(Part(CallKind.RESERVE, "Réserve", key.key_id, 12_000))
        asked = calls.write(access, title="Trimestre", due_on=DUE, parts=parts)
        calls.send(access, number=asked.number)
        assert open_of(access, bruno) == [28_440]
        settle_year(access)
        assert open_of(access, bruno) == [28_440 - 17_453]
        more = [Given(holders(access)["B"][0], bruno, -20_000)]
        entry = settlement_entry(access, more)
        second = lines.send_settlement(access, heading=Heading("Solde", DUE), lines=more, entry_id=entry)
        assert open_of(access, bruno) == []
        held = parties.party_balance_by_role(access, party_id=bruno, on=access.today)
        assert held[AccountRole.OWNERS_RESERVE] == 0
        assert held[AccountRole.OWNERS_CHARGES] == 28_440 - 17_453 - 20_000
        entries.reverse(access, entry_id=entry, on=access.today, label="Correction")
        lines.withdraw_settlement(access, call_id=second.id)
        assert open_of(access, bruno) == [28_440 - 17_453]
        held = parties.party_balance_by_role(access, party_id=bruno, on=access.today)
        assert held == {AccountRole.OWNERS_CHARGES: 27_000 - 17_453, AccountRole.OWNERS_RESERVE: 1_440}
        assert soundness.problems(access) == self_check.problems(access) == []


def test_the_lines_must_be_what_the_entry_booked(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        found = given(access)
        entry = settlement_entry(access, found)
        wrong = [replace(found[0], cents=found[0].cents + 1), *found[1:]]
        with pytest.raises(BooksSayOtherwise), transaction.atomic():
            lines.send_settlement(access, heading=Heading("Solde", DUE), lines=wrong, entry_id=entry)
        assert not CallNotice.objects.exists()


def test_a_settlement_is_taken_back_and_what_was_paid_is_an_advance(world: Tilleuls) -> None:
    access = world.syndic_access
    david = world.parties["David"]
    with boundary.within(world.org.id):
        call_id, number, entry = settle_year(access)
        source = uuid7()
        settle.payment(access, party_id=david, cents=21_954, source_id=source)
        paid = [
            Line(cents=21_954, role=AccountRole.BANK_CURRENT),
            Line(cents=-21_954, role=AccountRole.OWNERS_CHARGES, party_id=david),
        ]
        receipt = entries.post(
            access,
            journal=JournalKind.MISCELLANEOUS,
            on=access.today,
            label="Reçu",
            lines=paid,
            voucher=Voucher("payment", source, ""),
        )
        later = replace(access, now=access.now + timedelta(minutes=30))
        entries.reverse(later, entry_id=entry, on=access.today, label="Correction")
        lines.withdraw_settlement(later, call_id=call_id)
        assert questions.get(access, number=number).state == "cancelled"
        assert settle.advances(access) == {david: 21_954} and dues.open_notices(access) == []
        again = given(access)
        entry = settlement_entry(access, again)
        lines.send_settlement(access, heading=Heading("Solde corrigé", DUE), lines=again, entry_id=entry)
        assert open_of(access, david) == []
        entries.reverse(access, entry_id=receipt.id, on=access.today, label="Erreur")
        assert settle.undo_payment(access, source_id=source, party_id=david) == 0
        assert open_of(access, david) == [21_954]
        assert soundness.problems(access) == self_check.problems(access) == []


def test_a_cost_of_one_lot_is_asked_of_its_owner_and_leaves_the_settlement(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        lot, party = holders(access)["E"]
        line = Given(lot, party, 8_550, "Serrure forcée")
        call = lines.send_private(access, heading=Heading("Frais privatifs", DUE), lines=[line])
        assert open_of(access, party) == [8_550]
        found = costs.lines(access, from_on=access.today, to_on=access.today)
        assert [(c.lot_id, c.cents) for c in found] == [(lot, -8_550)]
        assert accounts.role_balance(access, role=AccountRole.PRIVATE_COSTS, until=access.today) == -8_550
        assert today_queries.calls(access).current is None, "the front does not light up for one lot"
        why = questions.lines_of(access, call_id=call.id, party_id=party)
        assert [one.label for one in why] == ["Serrure forcée"]
        assert soundness.problems(access) == self_check.problems(access) == []
        calls.recall(access, number=call.number)
        assert open_of(access, party) == [] and dues.owed_by_party(access)[party] == 0
        with pytest.raises(NothingToCall), transaction.atomic():
            lines.send_private(access, heading=Heading("Rien", DUE), lines=[replace(line, cents=0)])
        key = keys.deed_key(access, on=access.today)
        assert key is not None
        next_one = calls.write(access, title="T", due_on=DUE, parts=[Part(CallKind.PROVISION, "C", key.key_id, 100)])
        assert draft.preview(access, call=next_one).last_total_cents is None


def test_asking_balances_costs_a_constant_number_of_statements(world: Tilleuls) -> None:
    access = world.syndic_access
    counts = []
    with boundary.within(world.org.id):
        for found in (given(access)[2:4], given(access)):
            entry = settlement_entry(access, found)
            with counting.statements() as made:
                lines.send_settlement(access, heading=Heading("Solde", DUE), lines=found, entry_id=entry)
            counts.append(len(made))
    assert counts[1] <= counts[0] <= 30, counts
