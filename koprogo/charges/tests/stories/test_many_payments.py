"""Payments put against notices together, and taken back together, do what they do one after the other."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koprogo.charges.models import NoticeSettlement
from koprogo.charges.operations import calls, settle
from koprogo.charges.operations.settle import Payment
from koprogo.charges.queries import dues
from koprogo.charges.tests.stories.test_call_year import quarter, world
from koprogo.kernel.identifiers import uuid7
from koprogo.ledger.operations import entries
from koprogo.ledger.operations.entries import Draft, Line, Voucher
from koprogo.ledger.queries import self_check
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.testing.tilleuls import Tilleuls

__all__ = ["world"]
pytestmark = pytest.mark.django_db
OWNERS = ("Alice", "Bruno", "Chloé")
#: Whose payment it is, its cents, and which of the owner's notices it names.
PAYMENTS = st.lists(
    st.tuples(st.sampled_from(OWNERS), st.integers(1, 90_000), st.sampled_from([None, 0, 1])), min_size=1, max_size=6
)
Given = list[tuple[str, int, int | None]]


def _payments(access: Access, built: Tilleuls, given: Given) -> list[Payment]:
    found = []
    for name, cents, named in given:
        party = built.parties[name]
        notices = dues.open_notices(access, party_ids=frozenset({party}))
        found.append(Payment(party, cents, uuid7(), notices[named].notice_id if named is not None else None))
    return found


def _together(access: Access, payments: list[Payment]) -> dict[UUID, list[tuple[UUID, int]]]:
    return settle.payments(access, payments=payments)


def _in_turn(access: Access, payments: list[Payment]) -> dict[UUID, list[tuple[UUID, int]]]:
    return {
        one.source_id: settle.payment(
            access, party_id=one.party_id, cents=one.cents, source_id=one.source_id, notice_id=one.notice_id
        )
        for one in payments
    }


def _back_together(access: Access, payments: list[Payment], written: dict[UUID, UUID]) -> dict[UUID, int]:
    labels = {written[one.source_id]: "Annulation" for one in reversed(payments)}
    entries.reverse_many(access, labels=labels, on=access.today)
    return settle.undo_payments(access, parties={one.source_id: one.party_id for one in reversed(payments)})


def _back_in_turn(access: Access, payments: list[Payment], written: dict[UUID, UUID]) -> dict[UUID, int]:
    found = {}
    for one in reversed(payments):
        entries.reverse(access, entry_id=written[one.source_id], on=access.today, label="Annulation")
        found[one.source_id] = settle.undo_payment(access, source_id=one.source_id, party_id=one.party_id)
    return found


def _book(access: Access, payments: list[Payment]) -> dict[UUID, UUID]:
    drafts = [
        Draft(
            JournalKind.MISCELLANEOUS,
            access.today,
            "Paiement",
            [
                Line(cents=one.cents, role=AccountRole.BANK_CURRENT),
                Line(cents=-one.cents, role=AccountRole.OWNERS_CHARGES, party_id=one.party_id),
            ],
            Voucher("payment", one.source_id, "test"),
        )
        for one in payments
    ]
    posted = entries.post_many(access, drafts=drafts)
    assert [entry.number for entry in posted] == list(range(posted[0].number, posted[0].number + len(posted)))
    return {one.source_id: entry.id for one, entry in zip(payments, posted, strict=True)}


def _settled(access: Access) -> list[tuple[object, ...]]:
    """What stands against each notice, by kind. The notices of the last call are named by their owner and amount."""
    sums = NoticeSettlement.objects.filter(org_id=access.org_id).values_list(
        "notice__party_id", "notice__amount_cents", "source"
    )
    return sorted(sums.annotate(sum=Sum("cents")).order_by(), key=str)


def _story(
    built: Tilleuls,
    payments: list[Payment],
    settled: Callable[[Access, list[Payment]], object],
    back: Callable[[Access, list[Payment], dict[UUID, UUID]], object],
) -> list[object]:
    access = built.syndic_access
    with transaction.atomic():
        with boundary.within(access.org_id):
            told: list[object] = [settled(access, payments)]
            written = _book(access, payments)
            calls.send(access, number=quarter(access, total=60_000).number)  # what was paid ahead is used here
            told += [_settled(access), back(access, payments, written), _settled(access), dues.owed_by_party(access)]
            told.append([(n.party_id, n.call_number, n.open_cents) for n in dues.open_notices(access)])
            assert self_check.problems(access) == []
        transaction.set_rollback(True)
    return told


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given=PAYMENTS)
def test_together_is_in_turn(world: Tilleuls, given: Given) -> None:
    access = world.syndic_access
    with transaction.atomic():
        with boundary.within(access.org_id):
            for total in (225_000, 100_000):
                calls.send(access, number=quarter(access, total=total).number)
            payments = _payments(access, world, given)
        assert _story(world, payments, _together, _back_together) == _story(world, payments, _in_turn, _back_in_turn)
        transaction.set_rollback(True)


def test_of_two_payments_the_second_sees_the_first(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(access.org_id):
        calls.send(access, number=quarter(access).number)
        party = world.parties["Alice"]
        (notice,) = dues.open_notices(access, party_ids=frozenset({party}))
        assert notice.due_on == date(2026, 12, 31)
        one, two = uuid7(), uuid7()
        applied = settle.payments(
            access, payments=[Payment(party, notice.open_cents - 1, one, notice.notice_id), Payment(party, 500, two)]
        )
        assert applied == {one: [(notice.notice_id, notice.open_cents - 1)], two: [(notice.notice_id, 1)]}
