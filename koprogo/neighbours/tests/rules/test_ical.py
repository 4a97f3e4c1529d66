"""Waste calendars: what is read, and every hostile file that ends in a refusal or a skipped event."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.neighbours.rules import ical
from koprogo.neighbours.rules.ical import CalendarRefused, Collection
from koprogo.testing.fixtures import fixtures_dir

TODAY = date(2026, 11, 26)


def _file(*events: str) -> bytes:
    inner = "\r\n".join(f"BEGIN:VEVENT\r\n{one}\r\nEND:VEVENT" for one in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{inner}\r\nEND:VCALENDAR\r\n".encode()


@pytest.mark.parametrize(
    ("event", "days"),
    [
        ("DTSTART;VALUE=DATE:20261201\r\nSUMMARY:Papier", [date(2026, 12, 1)]),
        # Night in Greenwich is the next day in Brussels.
        ("DTSTART:20261130T233000Z\r\nSUMMARY:Papier", [date(2026, 12, 1)]),
        ("DTSTART:20261201T070000\r\nSUMMARY:Pap\r\n ier", [date(2026, 12, 1)]),
        (
            "DTSTART;VALUE=DATE:20261124\r\nRRULE:FREQ=WEEKLY;COUNT=4;BYDAY=TU\r\nEXDATE:20261208\r\nSUMMARY:Papier",
            [date(2026, 12, 1), date(2026, 12, 15)],
        ),
        (
            "DTSTART:20261201\r\nRRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20261216\r\nSUMMARY:Papier",
            [date(2026, 12, 1), date(2026, 12, 15)],
        ),
        ("DTSTART:20261201\r\nSUMMARY:Papier\r\nBEGIN:VALARM\r\nSUMMARY:Alarme\r\nEND:VALARM", [date(2026, 12, 1)]),
    ],
)
def test_the_days_of_an_event(event: str, days: list[date]) -> None:
    found = ical.read(_file(event), today=TODAY)
    assert list(found.collections) == [Collection(day, "Papier") for day in days]
    assert found.skipped == 0


def test_words_are_plain_and_short() -> None:
    found = ical.read(_file("DTSTART:20261201\r\nSUMMARY:PMC\\, verre\\nrue\x07 paire " + "x" * 200), today=TODAY)
    assert found.collections[0].what.startswith("PMC, verre rue paire x")
    assert len(found.collections[0].what) == ical.LONGEST


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not_a_calendar"),
        (b"%PDF-1.4", "not_a_calendar"),
        (b"BEGIN:VCALENDAR\n" + b"x" * ical.MOST_BYTES, "too_large"),
        (b"BEGIN:VCALENDAR\n" + b"\n" * (ical.MOST_LINES + 1), "too_many"),
        (_file(*["DTSTART:20261201\r\nSUMMARY:x"] * (ical.MOST_EVENTS + 1)), "too_many"),
        (_file("DTSTART:20200101\r\nSUMMARY:passé"), "nothing_coming"),
        (_file("DTSTART:99999999\r\nSUMMARY:jamais"), "nothing_coming"),
        (_file("DTSTART:20261201\r\nRRULE:FREQ=SECONDLY\r\nSUMMARY:x"), "nothing_coming"),
    ],
)
def test_what_is_no_waste_calendar_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(CalendarRefused) as refused:
        ical.read(data, today=TODAY)
    assert refused.value.facts["reason"] == reason


def test_a_repetition_without_end_stops() -> None:
    found = ical.read(_file("DTSTART:19700101\r\nRRULE:FREQ=DAILY\r\nSUMMARY:x"), today=date(1971, 1, 1))
    assert found.collections[-1].on <= date(1971, 1, 1) + ical.HORIZON
    assert len(found.collections) < ical.MOST_EVENTS


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        found = ical.read(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + data + b"\nEND:VEVENT\n", today=TODAY)
    except CalendarRefused:
        return
    assert all(one.on >= TODAY for one in found.collections)


def test_the_shared_calendars_are_read_or_refused() -> None:
    folder = fixtures_dir()
    if folder is None:
        pytest.skip("the shared fixtures are not beside this copy")
    files = sorted((folder / "ics").glob("*.ics"))
    assert len(files) > 20
    read = 0
    for file in files:
        for today in (date(1996, 1, 1), date(2012, 3, 1), TODAY):
            try:
                found = ical.read(file.read_bytes(), today=today)
            except CalendarRefused:
                continue
            read += 1
            assert all(today <= one.on <= today + timedelta(days=30_000) for one in found.collections), file.name
    assert read
