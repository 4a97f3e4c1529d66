"""Whoever leaves takes along all that they had put up; what the others wrote, borrowed and waited for goes on."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from koprogo.neighbours.models import Booking, Coming, Message, Notice, Picture, ReplyAddress, Resident
from koprogo.neighbours.operations import (
    bookings,
    deals,
    exchange,
    facilities,
    gifts,
    loans,
    messages,
    notices,
    residents,
    skills,
    things,
    waiting,
    wanted,
)
from koprogo.neighbours.operations.exchange import AdFacts
from koprogo.neighbours.operations.facilities import FacilityFacts
from koprogo.neighbours.operations.gifts import GiftFacts
from koprogo.neighbours.operations.things import ThingFacts
from koprogo.neighbours.queries import exchange as board
from koprogo.neighbours.queries import gifts as giving
from koprogo.neighbours.queries import hours as balances
from koprogo.neighbours.queries import lending as lent
from koprogo.neighbours.queries import notices as hung
from koprogo.neighbours.queries import skills as known
from koprogo.neighbours.rules.bookings import BookingState, Wish
from koprogo.neighbours.rules.exchange import Category, Side
from koprogo.neighbours.rules.facilities import FacilityKind
from koprogo.neighbours.rules.gifts import Kind
from koprogo.neighbours.rules.lending import Condition
from koprogo.neighbours.rules.moderation import NotCarried
from koprogo.neighbours.rules.notices import NoticeFacts, NoticeKind
from koprogo.neighbours.rules.residents import Agreement
from koprogo.neighbours.rules.skills import Field
from koprogo.neighbours.tests.life import LAUNDRY
from koprogo.platform import boundary
from koprogo.testing import at_once, neighbours
from koprogo.testing.casting import NOW, TODAY
from koprogo.testing.neighbours import Street

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def street(django_db_setup: None, django_db_blocker: Any) -> Iterator[Street]:
    with at_once.kept(django_db_blocker):
        found = neighbours.group()
        with boundary.within(found.org.id):
            for access in found.access.values():
                for agreement in (Agreement.EXCHANGE, Agreement.LENDING):
                    residents.accept(access, agreement=agreement)
        yield found


def _event(title: str) -> NoticeFacts:
    starts = NOW + timedelta(days=3)
    return NoticeFacts(NoticeKind.EVENT, title, "Tous", starts_at=starts, ends_at=starts + timedelta(hours=2))


def test_all_that_was_put_up_goes_and_the_hours_sum_to_zero(street: Street) -> None:
    marc, yasmine = street.access["marc"], street.access["yasmine"]
    with boundary.within(street.org.id):
        offered = exchange.put_up(marc, side=Side.OFFER, facts=AdFacts(Category(next(iter(Category))), "Un ourlet"))
        deal = deals.propose(yasmine, ad_id=offered.id, quarters=4)
        deals.agree(marc, deal_id=deal.id)
        deals.tell_done(yasmine, deal_id=deal.id, quarters=4)
        assert balances.balance_of(marc, resident_id=street.me["marc"].id) == 4
        things.show(marc, facts=ThingFacts(name="Échelle"))
        wanted.ask(marc, name="Une foreuse", starts_at=NOW + timedelta(hours=1), due_at=NOW + timedelta(hours=3))
        gifts.put_up(marc, facts=GiftFacts(Kind.GIVE, "Une lampe"))
        skills.show(marc, field=Field(next(iter(Field))), words="Purger un radiateur")
        notices.hang(marc, facts=_event("Fête"))
        residents.leave(marc)
        me = street.me["yasmine"]
        assert board.board(yasmine, me=me).rows == []
        assert lent.catalogue(yasmine, me=me).rows == [] and lent.wanted(yasmine, me=me) == []
        assert giving.listing(yasmine, me=me).rows == [] and known.directory(yasmine, me=me) == []
        assert hung.listing(yasmine, me_id=me.id) == []
        (event,) = hung.feed(yasmine, resident_id=me.id)
        assert event.cancelled and event.sequence == 1
        assert not Picture.objects.filter(resident_id=street.me["marc"].id).exists()
        assert balances.balance_of(yasmine, resident_id=me.id) == -4
        common = balances.balance_of(yasmine, resident_id=None)
        assert common == 4  # nothing is paid out, nothing is lost


def test_what_is_out_on_loan_can_still_be_given_back_to_nobody_by_name(street: Street) -> None:
    marc, yasmine = street.access["marc"], street.access["yasmine"]
    with boundary.within(street.org.id):
        ladder = things.show(marc, facts=ThingFacts(name="Échelle"))
        row = loans.ask(
            yasmine, thing_id=ladder.id, starts_at=NOW + timedelta(hours=1), due_at=NOW + timedelta(hours=3)
        )
        loans.accept(marc, loan_id=row.id)
        loans.hand_over(marc, loan_id=row.id, condition=Condition.GOOD)
        residents.leave(marc)
        (still,) = lent.live(yasmine, me=street.me["yasmine"])
        assert (still.thing, still.owner) == ("Échelle", "Ancien voisin")
        loans.give_back(yasmine, loan_id=row.id, condition=Condition.GOOD)


def test_booked_slots_go_to_whoever_waits_and_nobody_counts_on_them(street: Street) -> None:
    marc, yasmine, paulette = (street.access[who] for who in ("marc", "yasmine", "paulette"))
    tomorrow: date = TODAY + timedelta(days=1)
    with boundary.within(street.org.id):
        facility = facilities.add(paulette, facts=FacilityFacts(FacilityKind.LAUNDRY, "Buanderie", LAUNDRY))
        (booked,) = bookings.book(marc, facility_id=facility.id, wish=Wish(tomorrow, 0))
        waiting.wait(yasmine, facility_id=facility.id, wish=Wish(tomorrow, 0))
        event = notices.hang(paulette, facts=_event("Soupe"))
        notices.come(marc, notice_id=event.id, coming=True, people=4)
        residents.leave(marc)
        assert Booking.objects.get(id=booked.id).state == BookingState.CANCELLED
        held = Booking.objects.get(resident_id=street.me["yasmine"].id)
        assert held.state == BookingState.HELD
        assert not Coming.objects.filter(notice=event).exists()


def test_words_stay_without_a_name_and_nothing_is_carried_to_or_from_them(street: Street, settings: Any) -> None:
    settings.KOPROGO_INBOX = type("Box", (), {"address": "boite@koprogo.example"})()
    marc, yasmine = street.access["marc"], street.access["yasmine"]
    with boundary.within(street.org.id):
        notice = notices.hang(yasmine, facts=NoticeFacts(NoticeKind.WORD, "Vélo trouvé", "Au rez"))
        notices.answer(marc, notice_id=notice.id, text="C’est le mien")
        said = messages.write(marc, receiver_id=street.me["yasmine"].id, text="Merci")
        residents.leave(marc)
        thread = known.thread(yasmine, thread_id=said.thread_id, me=street.me["yasmine"])
        assert (thread.other, thread.rows[0].who, thread.rows[0].text) == ("Ancien voisin", "Ancien voisin", "Merci")
        shown = hung.show(yasmine, notice_id=notice.id, me_id=street.me["yasmine"].id)
        assert [one.name for one in shown.threads] == ["Ancien voisin"]
        with pytest.raises(NotCarried):
            notices.answer(yasmine, notice_id=notice.id, text="Venez", neighbour_id=street.me["marc"].id)
        assert ReplyAddress.objects.count() == 2
        assert not ReplyAddress.objects.filter(expires_at__gt=NOW).exists()
        assert Message.objects.count() == 1 and Notice.objects.count() == 1
        gone = Resident.objects.get(id=street.me["marc"].id)
        assert (gone.person_id, gone.pseudonym, gone.contact) == (None, "", "")
