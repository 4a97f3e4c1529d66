"""A call that left is cancelled by its mirror: nothing is due, what was paid is an advance, the next call uses it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction

from koprogo.charges.models import CallNotice, FundCall
from koprogo.charges.operations import calls, corrections, letters, settle
from koprogo.charges.queries import dues, soundness
from koprogo.charges.rules.calls import AlreadyCancelled
from koprogo.charges.tests.stories.test_call_year import quarter
from koprogo.charges.tests.stories.test_call_year import world as world
from koprogo.condominiums.operations import parties
from koprogo.condominiums.operations.parties import PartyFacts
from koprogo.kernel.identifiers import uuid7
from koprogo.ledger.operations import entries
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.queries import days, self_check
from koprogo.ledger.queries import parties as ledger_parties
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import boundary, files, jobs
from koprogo.platform.models import Mailing, StoredFile
from koprogo.platform.pdf import gate
from koprogo.testing import counting
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db
CHARGES, RESERVE = AccountRole.OWNERS_CHARGES, AccountRole.OWNERS_RESERVE


def test_paid_calls_are_cancelled_and_called_again(world: Tilleuls) -> None:
    """David pays 284,40 of which 14,40 for the reserve; the call was 100,00 too high for everybody."""
    access, david = world.syndic_access, world.parties["David"]
    with boundary.within(world.org.id):
        facts = PartyFacts(name="David Tilleul", channel="email", email="david@example.org")
        parties.change_party(access, party_id=david, facts=facts)
        call = quarter(access)
        calls.send(access, number=call.number)
        source = uuid7()
        applied = settle.payment(access, party_id=david, cents=28_440, source_id=source)
        assert [cents for _notice, cents in applied] == [28_440]
        lines = [
            Line(cents=28_440, role=AccountRole.BANK_CURRENT),
            Line(cents=-27_000, role=CHARGES, party_id=david),
            Line(cents=-1_440, role=RESERVE, party_id=david),
        ]
        receipt = entries.post(
            access,
            journal=JournalKind.MISCELLANEOUS,
            on=access.today,
            label="Reçu",
            lines=lines,
            voucher=Voucher("payment", source, ""),
        )
    jobs.run_waiting(until=access.now + timedelta(seconds=1), clock=lambda: access.now)
    later = replace(access, now=access.now + timedelta(hours=2))
    with boundary.within(world.org.id):
        corrections.cancel(later, number=call.number, reason="Budget mal recopié")
        assert FundCall.objects.get().state == "cancelled"
        assert dues.open_notices(later) == [] and settle.advances(later) == {david: 28_440}
        held = ledger_parties.party_balance_by_role(later, party_id=david, on=later.today)
        assert held == {CHARGES: -28_440, RESERVE: 0}
        assert soundness.problems(later) == self_check.problems(later) == []
        with pytest.raises(AlreadyCancelled), transaction.atomic():
            corrections.cancel(later, number=call.number, reason="")
    jobs.run_waiting(until=later.now + timedelta(seconds=1), clock=lambda: later.now)
    with boundary.within(world.org.id):
        told = CallNotice.objects.exclude(cancel_letter_id=None)
        assert told.count() == 7
        letter = told.get(party_id=david).cancel_letter_id
        assert letter is not None
        kept = StoredFile.objects.get(id=letter)
        text = " ".join(gate(files.content(kept)).text.replace("\u200b", "").split())
        assert "Appel annulé" in text and "Budget mal recopié" in text and "284,40" in text
        mails = Mailing.objects.filter(purpose="fund_call_cancelled")
        others = {f"{name}@les-tilleuls.example" for name in ("alice", "bruno", "chloe", "ines")}
        assert sorted(mail.recipient for mail in mails) == sorted({"david@example.org", *others}), "one each"
        mail = mails.get(recipient="david@example.org")
        assert "284,40" in mail.text
        assert corrections.untold(later, call_id=call.id) == []
        again = quarter(later, total=215_000)
        calls.send(later, number=again.number)
        assert settle.advances(later) == {david: 1_200}
        held = ledger_parties.party_balance_by_role(later, party_id=david, on=later.today)
        assert held == {CHARGES: -1_200, RESERVE: 0}
        entries.reverse(later, entry_id=receipt.id, on=later.today, label="Impayé")
        settle.undo_payment(later, source_id=source, party_id=david)
        mine = frozenset({david})
        assert [n.open_cents for n in dues.open_notices(later, party_ids=mine)] == [27_240]
        assert soundness.problems(later) == self_check.problems(later) == []


def test_a_draft_or_a_recalled_call_is_not_cancelled(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        call = quarter(access)
        with pytest.raises(AlreadyCancelled), transaction.atomic():
            corrections.cancel(access, number=call.number, reason="")
        calls.send(access, number=call.number)
        calls.recall(access, number=call.number)
        with pytest.raises(AlreadyCancelled), transaction.atomic():
            corrections.cancel(access, number=call.number, reason="")
        assert letters.unwritten(access, call_id=call.id) == []


def test_cancelling_costs_a_constant_number_of_statements(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        call = quarter(access)
        calls.send(access, number=call.number)
        with counting.statements() as made:
            corrections.cancel(access, number=call.number, reason="Essai")
        assert len(made) <= 30


def test_a_call_of_last_year_is_corrected_in_the_year_that_bore_it(world: Tilleuls) -> None:
    """Its provisions would else be deducted from that year’s settlement although nobody owes them."""
    access = world.syndic_access
    with boundary.within(world.org.id):
        call = quarter(access)
        sent = calls.send(access, number=call.number)
        assert sent.entry is not None
        next_year = replace(access, now=access.now + timedelta(days=365))
        assert days.correction_day(access, entry_id=sent.entry.id) == access.today
        assert days.correction_day(next_year, entry_id=sent.entry.id) == sent.entry.entry_on
