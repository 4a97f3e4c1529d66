"""A room, a laundry, a guest flat: owner, tenant, residents' group and stranger book, give back, wait, and pay once."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from koprogo.condominiums.queries import access as accesses
from koprogo.kernel.refusals import NotAllowed, NotFound
from koprogo.ledger.queries import costs
from koprogo.neighbours.models import Booking, BookingCharge, Facility
from koprogo.neighbours.operations import bookings, charging, deposits, facilities, modules, waiting
from koprogo.neighbours.operations.facilities import FacilityFacts
from koprogo.neighbours.queries import charging as to_charge
from koprogo.neighbours.queries import deposits as kept_deposits
from koprogo.neighbours.queries import facilities as questions
from koprogo.neighbours.queries.facilities import SlotState
from koprogo.neighbours.rules import bookings as rules
from koprogo.neighbours.rules import deposits as deposit_rules
from koprogo.neighbours.rules.bookings import BookingState, Wish
from koprogo.neighbours.rules.facilities import FacilityKind, NoPriceHere
from koprogo.neighbours.rules.modules import Module, ModuleOff
from koprogo.neighbours.rules.residents import NotResident
from koprogo.neighbours.rules.slots import Span
from koprogo.neighbours.tests import life
from koprogo.neighbours.tests.life import House
from koprogo.platform import boundary, jobs
from koprogo.platform.models import Mailing
from koprogo.testing import at_once, casting, neighbours

pytestmark = pytest.mark.django_db
NOW = casting.NOW
TOMORROW = casting.TODAY + timedelta(days=1)


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[House]:
    """Built once; what a test does in it is taken back."""
    with at_once.kept(django_db_blocker):
        yield life.build()


def states(house: House, facility: Facility, who: str, day: date) -> list[str]:
    found = questions.calendar(house.at(who), facility=facility, me_id=house.resident(who).id, first=day)
    (one,) = [row for row in found.days if row.on == day]
    return [slot.state.value for slot in one.slots]


def test_owner_and_tenant_share_a_laundry(house: House) -> None:
    with boundary.within(house.built.org.id):
        facility = life.laundry(house)
        bookings.book(house.at("tarek"), facility_id=facility.id, wish=Wish(TOMORROW, 0, 2))
        assert states(house, facility, "tarek", TOMORROW) == ["mine", "mine", "free", "free", "free", "free"]
        assert states(house, facility, "chloe", TOMORROW)[:3] == ["taken", "taken", "free"]
        with pytest.raises(rules.SlotTaken) as refused:
            bookings.book(house.at("chloe"), facility_id=facility.id, wish=Wish(TOMORROW, 1))
        assert refused.value.facts["next_at"] == datetime(2026, 11, 25, 11, tzinfo=NOW.tzinfo)  # noon in Brussels
        # Fair use: two a week, whoever owns more; the week after is another one.
        bookings.book(house.at("tarek"), facility_id=facility.id, wish=Wish(TOMORROW, 4))
        with pytest.raises(rules.WeekUsed):
            bookings.book(house.at("tarek"), facility_id=facility.id, wish=Wish(TOMORROW, 5))
        bookings.book(house.at("tarek"), facility_id=facility.id, wish=Wish(TOMORROW + timedelta(days=7), 5))
        # Closed: nothing new, what is booked stays.
        facilities.close(house.at("paulette"), facility_id=facility.id, closed=True)
        with pytest.raises(rules.FacilityClosed):
            bookings.book(house.at("chloe"), facility_id=facility.id, wish=Wish(TOMORROW, 3))
        assert len(questions.mine(house.at("tarek"), me_id=house.resident("tarek").id)) == 3


def test_every_week_and_the_days_that_are_not_free(house: House) -> None:
    with boundary.within(house.built.org.id):
        facility = life.laundry(house)
        second = TOMORROW + timedelta(days=7)
        bookings.book(house.at("chloe"), facility_id=facility.id, wish=Wish(second, 2))
        wish = Wish(TOMORROW, 2, times=3)
        with pytest.raises(rules.SomeTaken) as refused:
            bookings.book(house.at("tarek"), facility_id=facility.id, wish=wish)
        assert refused.value.facts == {"taken": [second], "free": 2}
        assert Booking.objects.count() == 1
        rows = bookings.book(house.at("tarek"), facility_id=facility.id, wish=wish, skip_taken=True)
        assert [Span(row.starts_at, row.ends_at).day for row in rows] == [
            TOMORROW,
            TOMORROW + timedelta(days=14),
        ]
        assert len({row.series_id for row in rows}) == 1
        with pytest.raises(rules.TooFarAhead):
            bookings.book(house.at("tarek"), facility_id=facility.id, wish=Wish(TOMORROW, 3, times=6))
        # Given back from one on: what was made with it later goes, what was booked apart stays.
        tarek = house.resident("tarek").id
        assert [one.later for one in questions.mine(house.at("tarek"), me_id=tarek)] == [1, 0]
        bookings.book(house.at("tarek"), facility_id=facility.id, wish=Wish(second, 4))
        gone = bookings.cancel(house.at("tarek"), booking_id=rows[0].id, following=True)
        assert {one.id for one in gone} == {one.id for one in rows}
        (left,) = questions.mine(house.at("tarek"), me_id=tarek)
        assert left.span.day == second


def test_nights_of_the_guest_flat(house: House) -> None:
    with boundary.within(house.built.org.id):
        facts = FacilityFacts(FacilityKind.GUEST_FLAT, "Studio d’amis", life.GUEST_FLAT)
        flat = facilities.add(house.at("paulette"), facts=facts)
        bookings.book(house.at("chloe"), facility_id=flat.id, wish=Wish(TOMORROW, 0, 3))
        with pytest.raises(rules.SlotTaken):
            bookings.book(house.at("bruno"), facility_id=flat.id, wish=Wish(TOMORROW + timedelta(days=2), 0, 2))
        # One leaves at eleven, the next comes at three.
        bookings.book(house.at("bruno"), facility_id=flat.id, wish=Wish(TOMORROW + timedelta(days=3), 0, 2))
        found = questions.calendar(house.at("bruno"), facility=flat, me_id=house.resident("bruno").id, first=TOMORROW)
        days = [slot.state.value for day in found.days[:7] for slot in day.slots]
        assert days == ["free", "taken", "taken", "taken", "mine", "mine", "free"] and len(found.days) == 28


def test_the_first_in_line_is_told_has_a_time_and_then_it_is_the_next(house: House) -> None:
    with boundary.within(house.built.org.id):
        facility = life.laundry(house)
        wish = Wish(TOMORROW, 3)
        with pytest.raises(rules.FreeAlready):
            waiting.wait(house.at("tarek"), facility_id=facility.id, wish=wish)
        (row,) = bookings.book(house.at("chloe"), facility_id=facility.id, wish=wish)
        later = NOW + timedelta(minutes=5)
        first = waiting.wait(house.at("tarek"), facility_id=facility.id, wish=wish)
        assert waiting.wait(house.at("tarek"), facility_id=facility.id, wish=wish).id == first.id
        second = waiting.wait(house.at("bruno", later), facility_id=facility.id, wish=wish)
        assert questions.waiting(house.at("bruno"), me_id=house.resident("bruno").id)[0].before == 1
        house.persons["tarek"].language = "nl"
        house.persons["tarek"].save(update_fields=["language"])
        bookings.cancel(house.at("chloe"), booking_id=row.id)
        (mail,) = Mailing.objects.filter(purpose="neighbours.slot_offered")
        assert mail.recipient == house.persons["tarek"].email and "Buanderie" in mail.subject
        assert "Chloé" not in mail.text and "wachtlijst" in mail.text.casefold()
        # Held: free to nobody else, and only Tarek may take it.
        with pytest.raises(rules.SlotTaken):
            bookings.book(house.at("chloe"), facility_id=facility.id, wish=wish)
        with pytest.raises(NotFound):
            waiting.accept(house.at("bruno"), place_id=first.id)
    # Nobody answers: when the time is over the job passes it on, once.
    over = NOW + timedelta(hours=12, minutes=1)
    jobs.run_waiting(until=over, clock=lambda: over)
    with boundary.within(house.built.org.id):
        with pytest.raises(rules.NotOffered):
            waiting.accept(house.at("tarek", over), place_id=first.id)
        mine = questions.mine(house.at("bruno", over), me_id=house.resident("bruno").id)
        assert [(one.state, one.place_id) for one in mine] == [("held", second.id)]
        taken = waiting.accept(house.at("bruno", over), place_id=second.id)
        assert taken.state == BookingState.BOOKED
        assert Mailing.objects.filter(purpose="neighbours.slot_offered").count() == 2
    after = over + timedelta(hours=13)
    jobs.run_waiting(until=after, clock=lambda: after)
    with boundary.within(house.built.org.id):
        assert Booking.objects.get(id=taken.id).state == BookingState.BOOKED


def test_declined_it_goes_on_and_free_it_is_free(house: House) -> None:
    with boundary.within(house.built.org.id):
        facility = life.laundry(house)
        (row,) = bookings.book(house.at("chloe"), facility_id=facility.id, wish=Wish(TOMORROW, 3))
        place = waiting.wait(house.at("tarek"), facility_id=facility.id, wish=Wish(TOMORROW, 3))
        bookings.cancel(house.at("chloe"), booking_id=row.id)
        waiting.leave(house.at("tarek"), place_id=place.id)
        assert states(house, facility, "chloe", TOMORROW)[3] == SlotState.FREE
        bookings.book(house.at("chloe"), facility_id=facility.id, wish=Wish(TOMORROW, 3))


def test_too_late_to_give_back(house: House) -> None:
    with boundary.within(house.built.org.id):
        facility = life.laundry(house)
        (row,) = bookings.book(house.at("chloe"), facility_id=facility.id, wish=Wish(TOMORROW, 0))
        late = row.starts_at - timedelta(hours=1)
        with pytest.raises(rules.TooLateToCancel):
            bookings.cancel(house.at("chloe", late), booking_id=row.id)
        with pytest.raises(NotFound):
            bookings.cancel(house.at("bruno"), booking_id=row.id)


def test_a_price_becomes_a_private_cost_of_the_lot_once(house: House) -> None:
    with boundary.within(house.built.org.id):
        facility = life.laundry(house, price_cents=250)
        (first,) = bookings.book(house.at("chloe"), facility_id=facility.id, wish=Wish(TOMORROW, 0, 2))
        bookings.book(house.at("tarek"), facility_id=facility.id, wish=Wish(TOMORROW, 2))
        # The price of the day stays; whoever has no lot cannot have what is put on one.
        facilities.set_price(house.syndic(), facility_id=facility.id, price_cents=900)
        with pytest.raises(rules.LotUnknown):
            bookings.book(house.at("resident"), facility_id=facility.id, wish=Wish(TOMORROW, 4))
        assert to_charge.months(house.syndic()) == []  # not before it took place
        later = NOW + timedelta(days=8)
        syndic = house.syndic(later)
        (month,) = to_charge.months(syndic)
        assert [(row.lot, row.cents, row.by_occupant) for row in month.rows] == [("C", 500, False), ("B", 250, True)]
        assert charging.charge(syndic, month=month.month) == 750
        lines = costs.lines(syndic, from_on=date(2026, 11, 1), to_on=date(2026, 11, 30))
        found = sorted((one.lot_id is not None, one.cents, one.occupant_percent, one.role) for one in lines)
        assert [(one[:3], one[3]) for one in found] == [
            ((False, -750, 0), "other_income"),
            ((True, 250, 100), "private_costs"),
            ((True, 500, 0), "private_costs"),
        ]
        assert {one.lot_id for one in lines if one.lot_id} == {house.built.lots["C"], house.built.lots["B"]}
        with pytest.raises(charging.NothingToBook):
            charging.charge(syndic, month=month.month)
        assert BookingCharge.objects.count() == 2
        with pytest.raises(NotAllowed):
            charging.charge(house.at("chloe", later), month=month.month)
        assert first.price_cents == 500


def test_a_deposit_is_frozen_kept_once_told_and_given_back(house: House) -> None:
    """Chloé owns, Tarek rents: the deposit of the day, on the lot; kept, it is a private cost without a reason."""
    why = "Le hublot est fendu, la réparation coûte 35,00 €."
    with boundary.within(house.built.org.id):
        facility = life.laundry(house, deposit_cents=5_000)
        (owned,) = bookings.book(house.at("chloe"), facility_id=facility.id, wish=Wish(TOMORROW, 0, 2))
        (rented,) = bookings.book(house.at("tarek"), facility_id=facility.id, wish=Wish(TOMORROW, 2))
        with pytest.raises(rules.LotUnknown):  # as where there is a price
            bookings.book(house.at("resident"), facility_id=facility.id, wish=Wish(TOMORROW, 4))
        facilities.set_price(house.syndic(), facility_id=facility.id, price_cents=0, deposit_cents=9_000)
        assert (owned.deposit_cents, rented.deposit_cents, rented.by_occupant) == (5_000, 5_000, True)
        with pytest.raises(deposit_rules.NotTheTime):
            deposits.retain(house.syndic(), booking_id=rented.id, cents=100, reason=why)
        after = NOW + timedelta(days=3)
        syndic = house.syndic(after)
        assert [(one.lot, one.cents) for one in kept_deposits.may_keep(syndic)] == [("B", 5_000), ("C", 5_000)]
        with pytest.raises(deposit_rules.MoreThanDeposit):
            deposits.retain(syndic, booking_id=rented.id, cents=5_001, reason=why)
        with pytest.raises(NotAllowed):
            deposits.retain(house.at("paulette", after), booking_id=rented.id, cents=100, reason=why)
        house.persons["tarek"].language = "nl"
        house.persons["tarek"].save(update_fields=["language"])
        kept, told = deposits.retain(syndic, booking_id=rented.id, cents=3_500, reason=why)
        with pytest.raises(deposit_rules.RetainedAlready):
            deposits.retain(syndic, booking_id=rented.id, cents=100, reason=why)
        mail = Mailing.objects.get(purpose=deposits.RETAINED)
        assert told and mail.recipient == house.persons["tarek"].email
        assert "waarborg" in mail.subject and why in mail.text and "35,00" in mail.text
        found = costs.lines(syndic, from_on=after.date(), to_on=after.date())
        assert sorted((one.cents, one.role, one.occupant_percent, one.lot_id) for one in found) == [
            (-3_500, "indemnities", 0, None),
            (3_500, "private_costs", 100, house.built.lots["B"]),
        ]
        assert not any("hublot" in one.label for one in found) and {one.voucher_kind for one in found} == {"deposit"}
        tarek = house.resident("tarek")
        _ahead, (read,) = kept_deposits.mine(house.at("tarek", after), me_id=tarek.id)
        assert (read.cents, read.deposit_cents, read.reason) == (3_500, 5_000, why)
        assert [one.lot for one in kept_deposits.may_keep(syndic)] == ["C"]
        # The wrong amount: undone by the mirror before the mail left, then written again, once.
        assert deposits.give_back(syndic, retention_id=kept.id, why="C’était 30,00 €, pas 35,00 €.")
        assert Mailing.objects.get(purpose=deposits.RETAINED).state == Mailing.State.RECALLED
        assert not Mailing.objects.filter(purpose=deposits.UNDONE).exists()
        with pytest.raises(deposit_rules.NotRetained):
            deposits.give_back(syndic, retention_id=kept.id, why="Une seconde fois.")
        assert sum(one.cents for one in costs.lines(syndic, from_on=after.date(), to_on=after.date())) == 0
        deposits.retain(syndic, booking_id=rented.id, cents=3_000, reason=why)
        later = house.syndic(NOW + timedelta(days=60))
        assert kept_deposits.may_keep(later) == []
        chloe = house.resident("chloe")
        assert kept_deposits.mine(house.at("chloe", later.now), me_id=chloe.id) == ([], [])
        with pytest.raises(deposit_rules.NotTheTime):
            deposits.retain(later, booking_id=owned.id, cents=100, reason=why)


def test_who_may_what(house: House) -> None:
    """The syndic sets prices and rules but books nothing; a neighbour books and sets neither."""
    with boundary.within(house.built.org.id):
        facility = life.laundry(house)
        for act in (
            lambda: bookings.book(house.syndic(), facility_id=facility.id, wish=Wish(TOMORROW)),
            lambda: facilities.set_price(house.at("paulette"), facility_id=facility.id, price_cents=100),
            lambda: facilities.close(house.at("chloe"), facility_id=facility.id, closed=True),
        ):
            with pytest.raises(NotAllowed):
                act()
        nameless = neighbours.access_of(house.built.org.slug, house.built.persons["Alice"])
        with pytest.raises(NotResident):
            bookings.book(nameless, facility_id=facility.id, wish=Wish(TOMORROW))
        modules.switch_off(house.syndic(), module=Module.BOOKINGS)
        with pytest.raises(ModuleOff):
            bookings.book(house.at("chloe"), facility_id=facility.id, wish=Wish(TOMORROW))


def test_a_residents_group_books_without_books() -> None:
    """No condominium, no lots, no syndic: everything but a price and a deposit."""
    street = neighbours.group()
    with boundary.within(street.org.id):
        facts = FacilityFacts(FacilityKind.CARGO_BIKE, "Vélo cargo", life.LAUNDRY)
        bike = facilities.add(street.access["paulette"], facts=facts)
        bookings.book(street.access["marc"], facility_id=bike.id, wish=Wish(TOMORROW, 0))
        with pytest.raises(rules.SlotTaken):
            bookings.book(street.access["yasmine"], facility_id=bike.id, wish=Wish(TOMORROW, 0))
        system = accesses.as_system(org_id=street.org.id, now=NOW)
        for cents in ({"price_cents": 100}, {"price_cents": 0, "deposit_cents": 100}):
            with pytest.raises(NoPriceHere):
                facilities.set_price(system, facility_id=bike.id, **cents)
