"""iCalendar: whatever is typed comes out of a strict reader as it went in."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.neighbours.documents import calendar
from koprogo.neighbours.rules import slots
from koprogo.neighbours.rules.events import Event
from koprogo.neighbours.tests.ical import parsed

ID = UUID("018f0000-0000-7000-8000-000000000001")
AT = datetime(2026, 12, 12, 17, tzinfo=UTC)


def event(**changes: object) -> Event:
    facts: dict[str, object] = {"id": ID, "title": "Soupe", "starts_at": AT, "ends_at": AT + timedelta(hours=1)}
    return Event(**(facts | {"changed_at": AT} | changes))  # type: ignore[arg-type]


TYPED = st.text(st.characters(exclude_categories=("Cc", "Cs")) | st.just("\n"), max_size=300)


@given(TYPED.filter(bool), TYPED, TYPED)
def test_what_is_typed_is_read_again(title: str, place: str, text: str) -> None:
    (found,) = parsed(calendar.write([event(title=title, place=place, text=text)], name=title))
    assert (found["SUMMARY"], found.get("LOCATION", ""), found.get("DESCRIPTION", "")) == (title, place, text)


@pytest.mark.parametrize("evil", ["a\r\nEND:VEVENT\r\nBEGIN:VEVENT", "a\rb", "a\x00\x0b\x7fb", "é" * 80, "😀" * 40])
def test_no_text_ends_an_event(evil: str) -> None:
    (found,) = parsed(calendar.write([event(title=evil, text=evil)]))
    assert "\r" not in found["SUMMARY"] and "\x00" not in found["SUMMARY"]


@pytest.mark.parametrize(
    ("day", "minute", "written"),
    [
        (datetime(2026, 3, 29), 9 * 60, "20260329T070000Z"),  # the day of 23 hours
        (datetime(2026, 10, 25), 9 * 60, "20261025T080000Z"),  # the day of 25 hours
        (datetime(2026, 7, 1), 9 * 60, "20260701T070000Z"),
    ],
)
def test_an_hour_on_the_wall_is_the_same_instant_everywhere(day: datetime, minute: int, written: str) -> None:
    begins = slots.instant(day.date(), minute)
    (found,) = parsed(calendar.write([event(starts_at=begins, ends_at=begins + timedelta(hours=1))]))
    assert found["DTSTART"] == written
