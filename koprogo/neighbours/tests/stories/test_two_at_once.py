"""Two neighbours at the same moment, in real transactions: one slot, one place in line, one deposit, one answer."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from koprogo.ledger.queries import costs
from koprogo.neighbours.models import Booking, DepositRetention, Facility, PollTaker, PollUrn, WaitingPlace
from koprogo.neighbours.operations import bookings, deposits, facilities, polls, waiting
from koprogo.neighbours.operations.polls import PollFacts
from koprogo.neighbours.rules.bookings import BookingState, SlotTaken, WaitingState, Wish
from koprogo.neighbours.rules.deposits import RetainedAlready
from koprogo.neighbours.rules.polls import AnsweredAlready, PollKind
from koprogo.neighbours.tests import life
from koprogo.neighbours.tests.life import House
from koprogo.platform import boundary
from koprogo.testing import at_once, casting
from koprogo.testing.at_once import together

TOMORROW = casting.TODAY + timedelta(days=1)


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[House]:
    with at_once.kept(django_db_blocker):
        yield life.build("a-deux")


def _two_bookings_of_one_slot(house: House) -> None:
    """One wins; the other is told, with the next free slot; the database would have refused anyway."""
    with boundary.within(house.built.org.id):
        facility = life.laundry(house)

    def book(who: str) -> None:
        with boundary.within(house.built.org.id):
            bookings.book(house.at(who), facility_id=facility.id, wish=Wish(TOMORROW, 1))

    failures = together(lambda: book("chloe"), lambda: book("tarek"))
    assert [type(one) for one in failures] == [SlotTaken]
    assert isinstance(failures[0], SlotTaken)
    with boundary.within(house.built.org.id):
        (row,) = Booking.objects.all()
        assert failures[0].facts["next_at"] == row.ends_at
        # Whoever went round the operation would be stopped by the constraint, at once.
        copy = Booking.objects.get(id=row.id)
        copy.id, copy.starts_at = facility.id, row.starts_at + timedelta(minutes=30)
    with pytest.raises(IntegrityError, match="booking_never_double"), boundary.within(house.built.org.id):
        copy.save(force_insert=True)
    # Touching is not meeting, and another day is another day.
    with boundary.within(house.built.org.id):
        bookings.book(house.at("tarek"), facility_id=facility.id, wish=Wish(TOMORROW, 2))


def _a_freed_slot_is_offered_once(house: House) -> None:
    """Two bookings of one line are given back at once: the first in line is asked, once for each freed slot."""
    with boundary.within(house.built.org.id):
        row = Booking.objects.filter(state=BookingState.BOOKED).earliest("starts_at")
        owner = next(who for who in ("chloe", "tarek") if house.resident(who).id == row.resident_id)
        for who in ("bruno", "paulette"):
            waiting.wait(house.at(who), facility_id=row.facility_id, wish=Wish(TOMORROW, 1))

    def give_back() -> None:
        with boundary.within(house.built.org.id):
            bookings.cancel(house.at(owner), booking_id=row.id)

    failures = together(give_back, give_back)
    assert len(failures) == 1 and "not_found" in str(failures[0])
    with boundary.within(house.built.org.id):
        (held,) = Booking.objects.filter(state=BookingState.HELD)
        assert held.resident_id == house.resident("bruno").id
        states = WaitingPlace.objects.order_by("asked_at", "id").values_list("state", flat=True)
        assert list(states) == [WaitingState.OFFERED, WaitingState.WAITING]


def _a_deposit_is_kept_once(house: House) -> None:
    """The syndic's two windows: one keeps, the other is told; the database would have refused anyway."""
    with boundary.within(house.built.org.id):
        facility = Facility.objects.get()
        facilities.set_price(house.syndic(), facility_id=facility.id, price_cents=0, deposit_cents=5_000)
        (row,) = bookings.book(house.at("chloe"), facility_id=facility.id, wish=Wish(TOMORROW, 4))
    later = casting.NOW + timedelta(days=3)

    def keep() -> None:
        with boundary.within(house.built.org.id):
            deposits.retain(house.syndic(later), booking_id=row.id, cents=2_000, reason="Une vitre est fendue.")

    failures = together(keep, keep)
    assert [type(one) for one in failures] == [RetainedAlready]
    with boundary.within(house.built.org.id):
        kept = DepositRetention.objects.get()
        found = costs.lines(house.syndic(later), from_on=later.date(), to_on=later.date())
        assert sorted(one.cents for one in found) == [-2_000, 2_000]
    kept.id = facility.id
    with pytest.raises(IntegrityError, match="deposit_retained_once"), boundary.within(house.built.org.id):
        kept.save(force_insert=True)


def _one_answer_for_each_resident(house: House) -> None:
    with boundary.within(house.built.org.id):
        facts = PollFacts(PollKind.YES_NO, "Un banc dans la cour ?", TOMORROW)
        poll = polls.ask(house.at("paulette"), facts=facts)

    def answer(who: str, what: int) -> None:
        with boundary.within(house.built.org.id):
            polls.answer(house.at(who), poll_id=poll.id, answer=[what])

    failures = together(
        lambda: answer("chloe", 0), lambda: answer("chloe", 1), lambda: answer("tarek", 1), lambda: answer("bruno", 1)
    )
    assert [type(one) for one in failures] == [AnsweredAlready]
    with boundary.within(house.built.org.id):
        assert PollTaker.objects.count() == 3
        answers = PollUrn.objects.get().answers
        assert len(answers) == 3 and answers == sorted(answers)


def _nothing_in_the_tables_joins_who_answered_with_what_was_said(house: House) -> None:
    """No key, no order, no moment, not even the mark of the transaction: one row holds all answers, sorted."""
    with boundary.within(house.built.org.id), connection.cursor() as cursor:
        columns = {field.name for field in PollTaker._meta.local_fields} & {f.name for f in PollUrn._meta.local_fields}
        assert columns == {"id", "org", "poll"}
        cursor.execute("SELECT count(DISTINCT xmin::text), count(*) FROM neighbours_pollurn")
        assert cursor.fetchone() == (1, 1)
        cursor.execute("SELECT id::text FROM neighbours_polltaker")
        # Version 4: an identity drawn by lot, without the moment that the others carry.
        assert {row[0][14] for row in cursor.fetchall()} == {"4"}
        cursor.execute("SELECT person_id FROM platform_auditline WHERE action = 'neighbours.poll_answered'")
        assert {row[0] for row in cursor.fetchall()} == {None}


def test_slots_at_once(house: House) -> None:
    """Each step goes on from what the one before left: one test, so that one worker runs them in this order."""
    _two_bookings_of_one_slot(house)
    _a_freed_slot_is_offered_once(house)
    _a_deposit_is_kept_once(house)


def test_answers_at_once(house: House) -> None:
    """As above."""
    _one_answer_for_each_resident(house)
    _nothing_in_the_tables_joins_who_answered_with_what_was_said(house)
