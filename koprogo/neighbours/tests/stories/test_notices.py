"""The board: hung, answered, come to, pinned, called off; and a calendar that programs read."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from koprogo.kernel.refusals import NotAllowed, NotFound
from koprogo.neighbours.documents import calendar
from koprogo.neighbours.operations import bookings, notices
from koprogo.neighbours.queries import notices as questions
from koprogo.neighbours.queries import residents as people
from koprogo.neighbours.rules import notices as rules
from koprogo.neighbours.rules.bookings import Wish
from koprogo.neighbours.rules.modules import Module
from koprogo.neighbours.rules.notices import NoticeFacts, NoticeKind
from koprogo.neighbours.tests import life
from koprogo.neighbours.tests.ical import parsed
from koprogo.neighbours.tests.life import House
from koprogo.platform import boundary
from koprogo.platform.models import Mailing
from koprogo.testing import at_once, casting, neighbours

pytestmark = pytest.mark.django_db
SOUP = datetime(2026, 12, 12, 17, tzinfo=UTC)


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[House]:
    """Built once; what a test does in it is taken back."""
    with at_once.kept(django_db_blocker):
        yield life.build()


def event(title: str = "Soupe, pain; et \\ vin", **changes: object) -> NoticeFacts:
    facts: dict[str, object] = {"starts_at": SOUP, "ends_at": SOUP + timedelta(hours=3), "place": "Cour, rez"}
    return NoticeFacts(NoticeKind.EVENT, title, "Chacun apporte\nun bol.", **(facts | changes))  # type: ignore[arg-type]


def test_an_event_from_the_board_to_the_calendar(house: House) -> None:
    with boundary.within(house.built.org.id):
        row = notices.hang(house.at("chloe"), facts=event())
        assert row.expires_on == date(2026, 12, 12)
        notices.come(house.at("tarek"), notice_id=row.id, coming=True, people=3)
        notices.come(house.at("bruno"), notice_id=row.id, coming=True)
        notices.come(house.at("bruno"), notice_id=row.id, coming=False)
        (seen,) = questions.listing(house.at("tarek"), me_id=house.resident("tarek").id)
        assert seen.people == 3
        (found,) = parsed(calendar.write([questions.event_of(row)]))
        assert (found["SUMMARY"], found["LOCATION"]) == ("Soupe, pain; et \\ vin", "Cour, rez")
        assert found["DESCRIPTION"] == "Chacun apporte\nun bol."
        assert (found["DTSTART"], found["DTEND"]) == ("20261212T170000Z", "20261212T200000Z")
        # Changed, then called off: programs follow by the sequence, under the same identity.
        notices.change(house.at("chloe"), notice_id=row.id, facts=event("Soupe de potiron"))
        with pytest.raises(rules.NotYourNotice):
            notices.change(house.at("bruno"), notice_id=row.id, facts=event())
        notices.take_down(house.at("chloe"), notice_id=row.id)
        (after,) = questions.feed(house.at("tarek"), resident_id=house.resident("tarek").id)
        (found_after,) = parsed(calendar.write([after], name="Les Tilleuls"))
        assert found_after["UID"] == found["UID"] and found_after["STATUS"] == "CANCELLED"
        assert (found["SEQUENCE"], found_after["SEQUENCE"]) == ("0", "2")
        with pytest.raises(rules.NoticeDown):
            notices.come(house.at("tarek"), notice_id=row.id, coming=True)


def test_the_private_calendar_holds_my_bookings_and_nobody_else_s(house: House) -> None:
    with boundary.within(house.built.org.id):
        facility = life.laundry(house)
        tomorrow = casting.TODAY + timedelta(days=1)
        (mine,) = bookings.book(house.at("tarek"), facility_id=facility.id, wish=Wish(tomorrow, 0))
        bookings.book(house.at("chloe"), facility_id=facility.id, wish=Wish(tomorrow, 1))
        tarek = house.resident("tarek").id
        assert [one.id for one in questions.feed(house.at("tarek"), resident_id=tarek)] == [mine.id]
        bookings.cancel(house.at("tarek"), booking_id=mine.id)
        (gone,) = questions.feed(house.at("tarek"), resident_id=tarek)
        assert gone.cancelled and gone.sequence == 1
        # A new link closes the one before.
        first, second = (notices.link_calendar(house.at("tarek")) for _ in range(2))
        access = house.at("chloe")
        assert questions.reader_of(access, link_id=first.id) is None
        assert questions.reader_of(access, link_id=second.id) == tarek


def test_writing_is_using_and_a_board_with_an_event_to_come_does_not_rest(house: House) -> None:
    later = casting.NOW + timedelta(days=100)
    with boundary.within(house.built.org.id):
        assert Module.NOTICES in people.here(house.at("chloe", later)).resting
        notices.hang(house.at("chloe"), facts=NoticeFacts(NoticeKind.WORD, "Bonjour", "Bonjour"))
        assert Module.NOTICES not in people.here(house.at("chloe", casting.NOW + timedelta(days=89))).resting
        starts = casting.NOW + timedelta(days=95)
        facts = NoticeFacts(NoticeKind.EVENT, "Fête", "Tous", starts_at=starts, ends_at=starts + timedelta(hours=2))
        notices.hang(house.at("chloe"), facts=facts)
        assert Module.NOTICES not in people.here(house.at("chloe", later)).resting


def test_answers_go_through_the_product_between_two(house: House) -> None:
    with boundary.within(house.built.org.id):
        facts = NoticeFacts(NoticeKind.RIDE, "Vers Namur le vendredi", "Deux places.", caution_read=True)
        row = notices.hang(house.at("chloe"), facts=facts)
        notices.answer(house.at("tarek"), notice_id=row.id, text="Je prends une place.")
        notices.answer(house.at("bruno"), notice_id=row.id, text="Moi aussi.")
        tarek, bruno = house.resident("tarek").id, house.resident("bruno").id
        notices.answer(house.at("chloe"), notice_id=row.id, text="Rendez-vous à 8 h.", neighbour_id=tarek)
        with pytest.raises(rules.OwnNotice):
            notices.answer(house.at("chloe"), notice_id=row.id, text="À qui ?")
        with pytest.raises(rules.OwnNotice):
            notices.answer(house.at("chloe"), notice_id=row.id, text="?", neighbour_id=house.resident("paulette").id)
        seen = questions.show(house.at("tarek"), notice_id=row.id, me_id=tarek)
        assert [(m.text, m.mine) for one in seen.threads for m in one.messages] == [
            ("Je prends une place.", True),
            ("Rendez-vous à 8 h.", False),
        ]
        author = questions.show(house.at("chloe"), notice_id=row.id, me_id=house.resident("chloe").id)
        assert {one.neighbour_id for one in author.threads} == {tarek, bruno}
        assert questions.show(house.at("paulette"), notice_id=row.id, me_id=house.resident("paulette").id).threads == ()
        mails = list(Mailing.objects.filter(subject_id=row.id).order_by("id"))
        assert [one.recipient.split("@")[0] for one in mails] == ["chloe", "chloe", "tarek"]
        assert all("@" not in one.text for one in mails)  # nobody's address


def test_the_caution_is_read_before_lifts_and_children(house: House) -> None:
    with boundary.within(house.built.org.id):
        for kind in (NoticeKind.RIDE, NoticeKind.CHILDREN):
            with pytest.raises(rules.CautionUnread):
                notices.hang(house.at("tarek"), facts=NoticeFacts(kind, "Samedi", "Quelqu’un ?"))


def test_pinned_by_an_animator_three_at_most_and_gone_when_over(house: House) -> None:
    with boundary.within(house.built.org.id):
        rows = [
            notices.hang(house.at("tarek"), facts=NoticeFacts(NoticeKind.WORD, f"Mot {n}", "Bonjour")) for n in range(4)
        ]
        with pytest.raises(NotAllowed):
            notices.pin(house.at("tarek"), notice_id=rows[0].id, pinned=True)
        for row in rows[:3]:
            notices.pin(house.at("paulette"), notice_id=row.id, pinned=True)
        with pytest.raises(rules.TooManyPinned):
            notices.pin(house.at("paulette"), notice_id=rows[3].id, pinned=True)
        with pytest.raises(rules.NotYourNotice):
            notices.take_down(house.at("bruno"), notice_id=rows[0].id)
        notices.take_down(house.at("paulette"), notice_id=rows[0].id)
        me = house.resident("chloe").id
        assert [row.notice.title for row in questions.listing(house.at("chloe"), me_id=me)][-1] == "Mot 3"
        later = casting.NOW + timedelta(days=31)
        assert questions.listing(house.at("chloe", later), me_id=me) == []


def test_the_syndic_and_another_group_see_nothing(house: House) -> None:
    with boundary.within(house.built.org.id):
        row = notices.hang(house.at("tarek"), facts=NoticeFacts(NoticeKind.WORD, "Bonjour", "Bonjour"))
        with pytest.raises(NotAllowed):
            notices.hang(house.syndic(), facts=NoticeFacts(NoticeKind.WORD, "Avis", "Avis"))
    street = neighbours.group()
    with boundary.within(street.org.id):
        with pytest.raises(NotFound):
            questions.get(street.access["marc"], notice_id=row.id)
        hung = notices.hang(street.access["marc"], facts=event("Pique-nique"))
        notices.come(street.access["yasmine"], notice_id=hung.id, coming=True, people=2)
        assert questions.show(street.access["marc"], notice_id=hung.id, me_id=street.me["marc"].id).people == 2
