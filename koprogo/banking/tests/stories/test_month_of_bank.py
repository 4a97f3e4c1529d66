"""The month's bank: import, confirm what is certain, decide the rest, take back; the books agree to the cent."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from koprogo.banking.models import BankTransaction, ReceiptPart, Reconciliation
from koprogo.banking.operations import accounts, confirm, importing
from koprogo.banking.operations.accounts import AccountKnown, UnusableIban
from koprogo.banking.operations.confirm import AlreadyConfirmed, NotAReceipt, RefundTooLarge
from koprogo.banking.queries import inbox, pending, statements
from koprogo.banking.rules.choices import Choice, ChoiceIncomplete, Kind
from koprogo.banking.rules.purposes import Purpose
from koprogo.banking.tests import world as worlds
from koprogo.banking.tests.world import IBAN, PAID, RESERVE_IBAN, World, receipt
from koprogo.charges.queries import dues
from koprogo.kernel.refusals import NotAllowed
from koprogo.ledger.queries import accounts as chart
from koprogo.ledger.queries import self_check
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.testing import tilleuls
from koprogo.testing.coda import CodaMovement, coda_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return worlds.build()


def hand_in(world: World, *days: list[CodaMovement], first: int = 1, opening: int = 100_000) -> importing.ImportReport:
    data = coda_file(worlds.statements(*days, first=first, opening=opening))
    return importing.import_file(world.access, data=data, name="releve.cod")


def held(access: Access, role: AccountRole) -> int:
    return chart.role_balance(access, role=role, until=access.today)


def only(access: Access) -> BankTransaction:
    return pending.waiting(access).get()


def test_all_owners_pay_and_nobody_owes(world: World) -> None:
    access = world.access
    with boundary.within(access.org_id):
        report = hand_in(world, [receipt(notice) for notice in world.notices])
        assert (report.added, report.movements, report.refused) == (1, 7, False)
        found = inbox.of_building(access)
        assert found is not None and found.equation is not None
        assert len(found.certain) == 7 and found.certain_cents == 237_000 and not found.probable + found.to_decide
        assert (found.equation.in_cents, found.equation.in_count, found.equation.difference_cents) == (237_000, 7, 0)
        count, _batch = confirm.confirm_certain(access, bank_account_id=world.account.id)
        assert count == 7
        assert dues.open_notices(access) == [] and set(dues.owed_by_party(access).values()) == {0}
        # E6: the receipts stand on 551, and each fund's part is off its own account of owners.
        assert held(access, AccountRole.BANK_CURRENT) == 237_000
        assert held(access, AccountRole.OWNERS_CHARGES) == held(access, AccountRole.OWNERS_RESERVE) == 0
        assert self_check.problems(access) == []
        again = inbox.of_building(access)
        assert again is not None and again.count == 0 and again.booked_until == date(2026, 11, 10)
        assert confirm.confirm_certain(access, bank_account_id=world.account.id)[0] == 0


def test_entries_match_what_the_notices_got(world: World) -> None:
    access = world.access
    with boundary.within(access.org_id):
        alice = world.notice("Alice")
        hand_in(world, [receipt(alice, alice.charges_cents + 500)])
        row = confirm.confirm(
            access, transaction_id=only(access).id, choice=Choice(Kind.NOTICE, notice_id=alice.notice_id)
        )
        part = ReceiptPart.objects.get(reconciliation=row)
        assert (part.charges_cents, part.reserve_cents) == (alice.charges_cents, 500)
        lines = dict(row.entry.postings.values_list("account__role", "amount_cents"))
        assert lines == {
            None: alice.charges_cents + 500,
            "owners_charges": -alice.charges_cents,
            "owners_reserve": -500,
        }
        (still,) = dues.open_notices(access, party_ids=frozenset({alice.party_id}))
        assert alice.open_cents - still.open_cents == part.charges_cents + part.reserve_cents


def test_what_is_left_open_is_paid_right_after_an_earlier_payment_is_taken_back(world: World) -> None:
    """The first payment took the charges, the second the reserve; without the first, charges are open again."""
    access = world.access
    with boundary.within(access.org_id):
        bruno = world.notice("Bruno")
        days = ([receipt(bruno, bruno.charges_cents)], [receipt(bruno, bruno.reserve_cents)], [receipt(bruno, 10_000)])
        hand_in(world, *days)
        choice = Choice(Kind.NOTICE, notice_id=bruno.notice_id)
        first, second, third = pending.waiting(access)
        taken = confirm.confirm(access, transaction_id=first.id, choice=choice)
        confirm.confirm(access, transaction_id=second.id, choice=choice)
        confirm.undo(access, reconciliation_id=taken.id)
        row = confirm.confirm(access, transaction_id=third.id, choice=choice)
        assert ReceiptPart.objects.get(reconciliation=row).charges_cents == 10_000
        balances = held(access, AccountRole.OWNERS_RESERVE)
        assert balances == 12_000 - bruno.reserve_cents
        assert self_check.problems(access) == []


def test_too_much_goes_to_the_oldest_then_stays_in_advance(world: World) -> None:
    access = world.access
    with boundary.within(access.org_id):
        worlds.send(world.house, access, "Premier trimestre", date(2027, 3, 31))
        alice = world.notice("Alice")
        hand_in(world, [receipt(alice, alice.open_cents * 3)])
        found = inbox.of_building(access)
        assert found is not None and [row.reason for row in found.probable] == ["reference_amount_differs"]
        (row,) = found.probable
        assert len(row.notices) == 2 and row.advance_cents == alice.open_cents and row.proposal is not None
        confirm.confirm(access, transaction_id=row.transaction.id, choice=row.proposal)
        due = dues.of_parties(access, party_ids=frozenset({alice.party_id}))
        assert due.notices == () and due.ahead_cents == alice.open_cents


def test_two_payments_of_one_notice_are_not_both_certain(world: World) -> None:
    access = world.access
    with boundary.within(access.org_id):
        alice = world.notice("Alice")
        hand_in(world, [receipt(alice), receipt(alice)])
        found = inbox.of_building(access)
        assert found is not None
        assert [row.reason for row in found.rows] == ["reference_exact", "reference_already_paid"]
        assert confirm.confirm_certain(access, bank_account_id=world.account.id)[0] == 1


def test_taking_back_mirrors_the_entry_and_opens_the_notice(world: World) -> None:
    access = world.access
    with boundary.within(access.org_id):
        hand_in(world, [receipt(notice) for notice in world.notices])
        _count, batch_id = confirm.confirm_certain(access, bank_account_id=world.account.id)
        assert confirm.undo_batch(access, batch_id=batch_id) == 7
        assert confirm.undo_batch(access, batch_id=batch_id) == 0
        assert sum(notice.open_cents for notice in dues.open_notices(access)) == 237_000
        assert held(access, AccountRole.BANK_CURRENT) == 0
        assert held(access, AccountRole.OWNERS_CHARGES) == 225_000
        row = Reconciliation.objects.first()
        assert row is not None and row.undo_entry is not None and row.undo_entry.reverses_id == row.entry_id
        assert self_check.problems(access) == []
        assert confirm.confirm_certain(access, bank_account_id=world.account.id)[0] == 7
        assert dues.open_notices(access) == [] and self_check.problems(access) == []


def test_one_movement_is_booked_once(world: World) -> None:
    access = world.access
    with boundary.within(access.org_id):
        hand_in(world, [CodaMovement(-500, PAID, text="frais")])
        transaction_id = only(access).id
        confirm.confirm(access, transaction_id=transaction_id, choice=Choice(Kind.SUSPENSE))
        with pytest.raises(AlreadyConfirmed):
            confirm.confirm(access, transaction_id=transaction_id, choice=Choice(Kind.SUSPENSE))
        assert world.account.journal.entries.count() == 1


@pytest.mark.parametrize(
    ("cents", "choice", "role"),
    [
        (12_000, Choice(Kind.SUSPENSE), AccountRole.SUSPENSE),
        (-48_000, Choice(Kind.TRANSFER), AccountRole.TRANSFERS),
    ],
)
def test_the_other_kinds_book_their_account(world: World, cents: int, choice: Choice, role: AccountRole) -> None:
    access = world.access
    with boundary.within(access.org_id):
        hand_in(world, [CodaMovement(cents, PAID, text="divers")])
        confirm.confirm(access, transaction_id=only(access).id, choice=choice)
        assert (held(access, AccountRole.BANK_CURRENT), held(access, role)) == (cents, -cents)


def test_bank_charges_go_to_any_account_with_a_label(world: World) -> None:
    access = world.access
    with boundary.within(access.org_id):
        hand_in(world, [CodaMovement(-1_140, PAID, text="frais trimestriels")])
        account = chart.account_of(access, role=AccountRole.BANK_CHARGES)
        choice = Choice(Kind.OTHER_ACCOUNT, account_id=account.id, label="Frais du trimestre")
        row = confirm.confirm(access, transaction_id=only(access).id, choice=choice)
        assert held(access, AccountRole.BANK_CHARGES) == 1_140 and row.label == row.entry.label == "Frais du trimestre"


def test_a_transfer_between_own_accounts_is_proposed_on_both(world: World) -> None:
    """E7: 58 against 551, then 550 against 58, and 58 is empty again."""
    access = world.access
    with boundary.within(access.org_id):
        accounts.open_account(access, iban=RESERVE_IBAN, purpose=Purpose.RESERVE, label="Réserve")
        hand_in(world, [CodaMovement(-48_000, PAID, text="réserve", name="ACP", account=RESERVE_IBAN)])
        there = [
            replace(one, iban=RESERVE_IBAN)
            for one in worlds.statements([CodaMovement(48_000, PAID, text="réserve", name="ACP", account=IBAN)])
        ]
        importing.import_file(access, data=coda_file(there), name="reserve.cod")
        for iban in (IBAN, RESERVE_IBAN):
            found = inbox.of_building(access, iban=iban)
            assert found is not None
            (row,) = found.probable
            assert row.reason == "own_account" and row.proposal is not None
            confirm.confirm(access, transaction_id=row.transaction.id, choice=row.proposal)
        roles = (AccountRole.BANK_CURRENT, AccountRole.BANK_RESERVE, AccountRole.TRANSFERS)
        assert [held(access, role) for role in roles] == [-48_000, 48_000, 0]


def test_an_account_is_known_only_once_confirmed(world: World) -> None:
    access = world.access
    with boundary.within(access.org_id):
        ines = world.notice("Ines")
        strange = CodaMovement(ines.open_cents, PAID, text="loyer", name="Studio Neuf", account="BE43068999999501")
        hand_in(world, [strange, replace(strange, text="encore")])
        found = inbox.of_building(access)
        assert found is not None and [row.reason for row in found.rows] == ["nothing_matches"] * 2
        row = confirm.confirm(
            access, transaction_id=found.rows[0].transaction.id, choice=Choice(Kind.PARTY, party_id=ines.party_id)
        )
        worlds.send(world.house, access, "Premier trimestre", date(2027, 3, 31))
        again = inbox.of_building(access)
        assert again is not None and [one.reason for one in again.rows] == ["account_and_amount"]
        confirm.undo(access, reconciliation_id=row.id)
        forgotten = inbox.of_building(access)
        assert forgotten is not None and {one.reason for one in forgotten.rows} == {"nothing_matches"}


def test_an_advance_may_be_paid_back_and_no_more(world: World) -> None:
    access = world.access
    with boundary.within(access.org_id):
        alice = world.notice("Alice")
        hand_in(world, [receipt(alice, alice.open_cents + 5_000)], [CodaMovement(-5_000, PAID, text="trop payé")] * 2)
        paid, back, more = pending.waiting(access)
        choice = Choice(Kind.PARTY, party_id=alice.party_id)
        confirm.confirm(access, transaction_id=paid.id, choice=choice)
        confirm.confirm(access, transaction_id=back.id, choice=choice)
        assert dues.of_parties(access, party_ids=frozenset({alice.party_id})).balance_cents == 0
        with pytest.raises(RefundTooLarge):
            confirm.confirm(access, transaction_id=more.id, choice=choice)
        with pytest.raises(NotAReceipt):
            confirm.confirm(access, transaction_id=more.id, choice=Choice(Kind.NOTICE, notice_id=alice.notice_id))
        with pytest.raises(ChoiceIncomplete):
            confirm.confirm(access, transaction_id=more.id, choice=Choice(Kind.OTHER_ACCOUNT))


def test_owners_read_statements_without_their_neighbours_names(world: World) -> None:
    access = world.access
    with boundary.within(access.org_id):
        alice, bruno = world.notice("Alice"), world.notice("Bruno")
        hand_in(world, [receipt(alice), receipt(bruno), CodaMovement(-900, PAID, name="Vivaqua", text="eau")])
        confirm.confirm_certain(access, bank_account_id=world.account.id)
    owner = tilleuls.access_of(world.house, "Alice")
    with boundary.within(access.org_id):
        rows = statements.transactions(owner, bank_account_id=world.account.id).rows
        assert {(row.name, row.masked) for row in rows} == {
            (alice.party_name, False),
            ("", True),
            ("Vivaqua", False),
        }
        with pytest.raises(NotAllowed):
            confirm.confirm_certain(owner, bank_account_id=world.account.id)


def test_expected_notices_light_the_facade(world: World) -> None:
    access = world.access
    with boundary.within(access.org_id):
        alice, bruno = world.notice("Alice"), world.notice("Bruno")
        hand_in(world, [receipt(alice), receipt(bruno, 100), CodaMovement(100, PAID, text="rien")])
        assert pending.expected(access) == {alice.notice_id, bruno.notice_id}


def test_an_account_is_opened_once_and_only_with_a_sound_iban(world: World) -> None:
    access = world.access
    with boundary.within(access.org_id):
        assert (world.account.account.code, world.account.journal.kind) == ("55101", "FIN")
        with pytest.raises(AccountKnown):
            accounts.open_account(access, iban="BE68 5390 0754 7034", purpose=Purpose.OTHER, label="Double")
        with pytest.raises(UnusableIban):
            accounts.open_account(access, iban="BE68 5390 0754 7035", purpose=Purpose.OTHER, label="Faux")


def test_undo_waits_for_no_clock(world: World) -> None:
    """The bar shows ten minutes; the journal takes back later too, on the movement's own day: the balance of the bank
    stays its statement's on every day."""
    access = world.access
    with boundary.within(access.org_id):
        hand_in(world, [receipt(world.notice("Alice"))])
        confirm.confirm_certain(access, bank_account_id=world.account.id)
        later = replace(access, now=access.now + timedelta(days=3))
        row = confirm.undo(later, reconciliation_id=Reconciliation.objects.get().id)
        assert row.undo_entry is not None and row.undo_entry.entry_on == PAID
        again = confirm.confirm_certain(later, bank_account_id=world.account.id)
        assert again[0] == 1
