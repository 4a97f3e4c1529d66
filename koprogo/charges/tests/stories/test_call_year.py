"""A call from draft to paid: Les Tilleuls calls a quarter, seven owners are asked, nobody is asked twice."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction

from koprogo.charges.models import CallLine, CallNotice, FundCall, NoticeSettlement
from koprogo.charges.operations import calls, letters, settle
from koprogo.charges.operations.calls import Part
from koprogo.charges.queries import account, draft, dues
from koprogo.charges.queries import calls as questions
from koprogo.charges.rules.calls import AlreadySent, CallKind, LotsWithoutHolder, TooLateToRecall
from koprogo.condominiums.operations import describe, ownerships
from koprogo.condominiums.operations.describe import Identity
from koprogo.condominiums.queries import building, keys
from koprogo.kernel.identifiers import uuid7
from koprogo.ledger.operations import books, entries
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.queries import accounts, parties, self_check
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import boundary, jobs
from koprogo.platform.access import Access
from koprogo.platform.models import Mailing, StoredFile
from koprogo.testing import counting, tilleuls
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db
DUE = date(2026, 12, 31)


@pytest.fixture
def world() -> Tilleuls:
    built = tilleuls.build()
    with boundary.within(built.org.id):
        head = building.condominium(built.syndic_access)
        identity = Identity(
            head.name, head.street, head.house_number, head.postcode, head.city, enterprise_number="0403170701"
        )
        describe.describe(built.syndic_access, identity=identity)
        books.bank_journal(
            built.syndic_access, iban="BE68539007547034", role=AccountRole.BANK_CURRENT, label="Compte à vue"
        )
    return built


def quarter(access: Access, *, total: int = 225_000, reserve: int = 12_000) -> FundCall:
    key = keys.deed_key(access, on=access.today)
    assert key is not None
    parts = [Part(CallKind.PROVISION, "Charges", key.key_id, total)]
    if reserve:
        parts.append(Part(CallKind.RESERVE, "Réserve", key.key_id, reserve))
    return calls.write(access, title="Quatrième trimestre", due_on=DUE, parts=parts)


def test_a_quarter_is_called_once_and_books_itself(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        call = quarter(access)
        preview = draft.preview(access, call=call)
        assert preview.problems == () and preview.total_cents == 237_000
        calls.send(access, number=call.number)
    with boundary.within(world.org.id):
        lot_f = CallLine.objects.filter(lot__number="F").order_by("part__position")
        assert [line.amount_cents for line in lot_f] == [29_250, 1_560]
        notices = CallNotice.objects.all()
        assert notices.count() == 7 and len({n.structured_reference for n in notices}) == 7
        assert sum(n.amount_cents for n in notices) == 237_000
        held = {role: accounts.role_balance(access, role=role, until=access.today) for role in AccountRole}
        assert (held[AccountRole.OWNERS_CHARGES], held[AccountRole.OWNERS_RESERVE]) == (225_000, 12_000)
        assert (held[AccountRole.PROVISIONS], held[AccountRole.RESERVE_FUND]) == (-225_000, -12_000)
        assert self_check.problems(access) == []
        with pytest.raises(AlreadySent), transaction.atomic():
            calls.send(access, number=call.number)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            CallLine.objects.update(amount_cents=1)


def test_letters_are_written_once_each_and_mails_wait(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        call = quarter(access)
        calls.send(access, number=call.number)
    jobs.run_waiting(until=access.now + timedelta(seconds=1), clock=lambda: access.now)
    with boundary.within(world.org.id):
        rows = questions.notices(access, call=call)
        assert all(row.letter_id for row in rows)
        written = StoredFile.objects.filter(subject_id=call.id, party_id__isnull=False)
        assert written.count() == 7
        mails = Mailing.objects.filter(subject_id=call.id)
        assert mails.count() == sum(1 for row in rows if row.channel == "email")
        assert all("€" in m.subject and m.state == "waiting" for m in mails)
        legal = "Bénéficiaire : Association des copropriétaires"
        assert all(legal in m.text.replace("\u00a0", " ") for m in mails if "Montant" in m.text)
        by_post = [row for row in rows if row.channel == "post"]
        assert (letters.post_batch(access, call_id=call.id) is not None) == bool(by_post)
        for row in rows:
            letters.write(access, notice_id=row.notice_id)
        assert written.count() == 7


def test_a_call_is_taken_back_within_ten_minutes_only(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        call = quarter(access)
        calls.send(access, number=call.number)
        late = replace(access, now=access.now + timedelta(minutes=11))
        with pytest.raises(TooLateToRecall), transaction.atomic():
            calls.recall(late, number=call.number)
        calls.recall(access, number=call.number)
        assert dues.open_notices(access) == []
        assert set(dues.owed_by_party(access).values()) == {0}
        assert self_check.problems(access) == []
    jobs.run_waiting(until=access.now + timedelta(hours=1), clock=lambda: access.now)
    with boundary.within(world.org.id):
        assert not StoredFile.objects.filter(subject_id=call.id).exists()


def pay(access: Access, party: object, cents: int, notice: object = None) -> list[tuple[object, int]]:
    source = uuid7()
    applied = settle.payment(access, party_id=party, cents=cents, source_id=source, notice_id=notice)  # type: ignore[arg-type]
    entries.post(
        access,
        journal=JournalKind.MISCELLANEOUS,
        on=access.today,
        label="Paiement",
        lines=[
            Line(cents=cents, role=AccountRole.BANK_CURRENT),
            Line(cents=-cents, role=AccountRole.OWNERS_CHARGES, party_id=party),  # type: ignore[arg-type]
        ],
        voucher=Voucher("payment", source, "test"),
    )
    return list(applied)


def test_imputation_and_advance(world: Tilleuls) -> None:
    """Law 6: a reference names the debt, the surplus goes to the oldest other one, the rest is an advance."""
    access = world.syndic_access
    with boundary.within(world.org.id):
        first, second = quarter(access), quarter(access, total=100_000, reserve=0)
        for call in (first, second):
            calls.send(access, number=call.number)
        party = world.parties["Eve / Frank"]
        opened = {n.call_number: n for n in dues.open_notices(access, party_ids=frozenset({party}))}
        assert [n.open_cents for n in opened.values()] == [30_810, 13_000]
        named = opened[second.number]
        applied = pay(access, party, 14_000, named.notice_id)
        assert applied == [(named.notice_id, 13_000), (opened[first.number].notice_id, 1_000)]
        pay(access, party, 40_000)
        due = dues.of_parties(access, party_ids=frozenset({party}))
        assert due.notices == () and due.to_pay_cents == 0 and due.ahead_cents == 10_190
        third = quarter(access, total=50_000, reserve=0)
        calls.send(access, number=third.number)
        left = dues.of_parties(access, party_ids=frozenset({party}))
        assert left.ahead_cents == 10_190 - 6_500 and left.notices == ()
        year = account.of_parties(access, party_ids=frozenset({party}), year=access.today.year)
        assert year.balance_cents == -(10_190 - 6_500) == year.closing_cents
        assert [row.cents for row in year.rows] == [30_810, 13_000, -14_000, -40_000, 6_500]


def test_an_advance_is_used_to_the_cent_and_withdrawn_with_its_payment(world: Tilleuls) -> None:
    """Paid ahead, used on charges first, then on the reserve; when the payment is undone the notice opens again."""
    access = world.syndic_access
    party = world.parties["Eve / Frank"]
    with boundary.within(world.org.id):
        ahead = uuid7()
        settle.payment(access, party_id=party, cents=30_000, source_id=ahead)
        lines = [
            Line(cents=30_000, role=AccountRole.BANK_CURRENT),
            Line(cents=-30_000, role=AccountRole.OWNERS_CHARGES, party_id=party),
        ]
        entry = entries.post(
            access,
            journal=JournalKind.MISCELLANEOUS,
            on=access.today,
            label="Avance",
            lines=lines,
            voucher=Voucher("payment", ahead, "test"),
        )
        calls.send(access, number=quarter(access).number)
        mine = frozenset({party})
        assert [n.open_cents for n in dues.open_notices(access, party_ids=mine)] == [810]
        held = parties.party_balance_by_role(access, party_id=party, on=access.today)
        assert held == {AccountRole.OWNERS_CHARGES: 0, AccountRole.OWNERS_RESERVE: 810}
        entries.reverse(access, entry_id=entry.id, on=access.today, label="Erreur")
        settle.undo_payment(access, source_id=ahead, party_id=party)
        due = dues.of_parties(access, party_ids=mine)
        assert [n.open_cents for n in due.notices] == [30_810] and due.earlier_cents == 0
        held = parties.party_balance_by_role(access, party_id=party, on=access.today)
        assert held == {AccountRole.OWNERS_CHARGES: 29_250, AccountRole.OWNERS_RESERVE: 1_560}, "each as it was asked"
        assert self_check.problems(access) == []


def test_undoing_a_payment_opens_what_it_closed(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        calls.send(access, number=quarter(access).number)
        before = [(n.notice_id, n.open_cents) for n in dues.open_notices(access)]
        source = uuid7()
        settle.payment(access, party_id=world.parties["Alice"], cents=10_000, source_id=source)
        assert settle.undo_payment(access, source_id=source) == 10_000
        assert [(n.notice_id, n.open_cents) for n in dues.open_notices(access)] == before
        assert settle.undo_payment(access, source_id=source) == 0
        assert NoticeSettlement.objects.filter(source_id=source).count() == 2


def test_a_lot_without_owner_holds_the_call_back(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        call = quarter(access)
        ownerships.correct_transfer(access, lot_id=world.lots["H"])
        assert isinstance(draft.preview(access, call=call).problems[0], LotsWithoutHolder)
        with pytest.raises(LotsWithoutHolder), transaction.atomic():
            calls.send(access, number=call.number)
        assert FundCall.objects.get().state == "draft"


def test_sending_costs_a_constant_number_of_statements(world: Tilleuls) -> None:
    access = world.syndic_access
    counts = []
    for _ in range(2):
        with boundary.within(world.org.id):
            call = quarter(access)
            with counting.statements() as found:
                calls.send(access, number=call.number)
            counts.append(len(found))
    assert counts[1] <= counts[0] <= 45
