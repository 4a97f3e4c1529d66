"""The days of law 3.1 to 3.3, 3.8, 3.10 and 3.11, and section 13."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.assemblies.rules import calendar
from koprogo.assemblies.rules.calendar import ForwardLimit, Notice, Period
from koprogo.assemblies.rules.quorum import second_session_from
from koprogo.assemblies.rules.unanimity import retry_from

ASSEMBLY = date(2026, 6, 10)


@pytest.mark.parametrize(
    ("day", "starts", "period"),
    [
        (date(2026, 6, 10), "06-01", Period(date(2026, 6, 1), date(2026, 6, 15))),
        (date(2026, 6, 16), "06-01", None),
        (date(2026, 5, 31), "06-01", None),
        # Straddling New Year: 24 December to 7 January holds 3 January.
        (date(2027, 1, 3), "12-24", Period(date(2026, 12, 24), date(2027, 1, 7))),
        (date(2026, 12, 24), "12-24", Period(date(2026, 12, 24), date(2027, 1, 7))),
        (date(2027, 1, 7), "12-24", Period(date(2026, 12, 24), date(2027, 1, 7))),
        (date(2027, 1, 8), "12-24", None),
        (date(2026, 2, 28), "02-29", Period(date(2026, 2, 28), date(2026, 3, 14))),
        (date(2028, 2, 28), "02-29", None),
    ],
)
def test_the_yearly_fortnight(day: date, starts: str, period: Period | None) -> None:
    assert calendar.fortnight_holding(day, starts) == period


@pytest.mark.parametrize(
    ("day", "starts", "first"),
    [
        (date(2026, 6, 15), "06-01", date(2026, 6, 1)),
        (date(2026, 6, 16), "06-01", date(2027, 6, 1)),
        (date(2027, 1, 7), "12-24", date(2026, 12, 24)),
        (date(2027, 1, 8), "12-24", date(2027, 12, 24)),
    ],
)
def test_the_next_fortnight(day: date, starts: str, first: date) -> None:
    assert calendar.next_fortnight(day, starts).first == first


@pytest.mark.parametrize("text", ["", "6-1", "13-01", "02-30", "06-00", "00-01", "06-31", "01/06", "٠٦-01"])
def test_a_fortnight_that_cannot_be_read(text: str) -> None:
    with pytest.raises(calendar.FortnightUnreadable):
        calendar.fortnight(2026, text)


@pytest.mark.parametrize(("received", "in_time"), [(date(2026, 5, 11), True), (date(2026, 5, 12), False)])
def test_an_owners_item_arrives_three_weeks_before_the_fortnight(received: date, in_time: bool) -> None:
    first = date(2026, 6, 1)
    assert calendar.request_in_time(received, first) is in_time
    assert calendar.request_limit(first) == (date(2026, 5, 11), date(2026, 5, 8))


@pytest.mark.parametrize(
    ("sent", "reason", "verdict"),
    [
        (date(2026, 5, 22), "", Notice.IN_TIME),  # Whit Monday on 25 May: the prudent day is the Friday before
        (date(2026, 5, 23), "", Notice.STRICT_ONLY),
        (date(2026, 5, 26), "", Notice.STRICT_ONLY),
        (date(2026, 5, 27), "", Notice.LATE),
        (date(2026, 5, 27), "   ", Notice.LATE),
        (date(2026, 5, 27), "fuite en toiture", Notice.URGENT),
        (date(2026, 5, 26), "fuite en toiture", Notice.STRICT_ONLY),
    ],
)
def test_fifteen_days_of_notice(sent: date, reason: str, verdict: Notice) -> None:
    assert calendar.notice(sent, ASSEMBLY, urgent_because=reason) is verdict
    assert calendar.notice_limit(ASSEMBLY) == (date(2026, 5, 26), date(2026, 5, 22))


def test_house_rules_lengthen_the_notice_and_never_shorten_it() -> None:
    assert calendar.notice_limit(ASSEMBLY, days=21).strict == date(2026, 5, 20)
    assert calendar.notice(date(2026, 5, 22), ASSEMBLY, days=21) is Notice.LATE
    with pytest.raises(calendar.NoticeTooShort):
        calendar.notice_limit(ASSEMBLY, days=14)


def test_the_second_session_is_convened_like_any_other() -> None:
    """25 June is the first day; its convocation leaves on the day of the failed session at the latest."""
    assert second_session_from(ASSEMBLY) == date(2026, 6, 25)
    assert calendar.notice_limit(date(2026, 6, 25)).strict == ASSEMBLY


@pytest.mark.parametrize(
    ("signed", "total", "enough"),
    [(200, 1000, True), (199, 1000, False), (1569, 7843, True), (1568, 7843, False), (0, 1000, False)],
)
def test_a_fifth_of_the_shares_asks_for_an_assembly(signed: int, total: int, enough: bool) -> None:
    assert calendar.request_carries(signed, total) is enough


@pytest.mark.parametrize(
    ("received", "strict", "extended", "cosigner"),
    [
        (date(2026, 3, 3), date(2026, 4, 2), date(2026, 4, 2), date(2026, 4, 3)),
        # The thirtieth day is Saturday 4 April, Monday is Easter Monday.
        (date(2026, 3, 5), date(2026, 4, 4), date(2026, 4, 7), date(2026, 4, 8)),
    ],
)
def test_thirty_days_after_a_request(received: date, strict: date, extended: date, cosigner: date) -> None:
    assert calendar.requested_assembly(received) == ForwardLimit(strict, extended)
    assert calendar.cosigner_from(received) == cosigner


def test_minutes_challenge_and_landlord() -> None:
    assert calendar.minutes_due(ASSEMBLY).strict == date(2026, 7, 10)
    # 10 October is a Saturday: shown as such, and what art. 1.7 may make of it.
    assert calendar.challenge_until(ASSEMBLY) == ForwardLimit(date(2026, 10, 10), date(2026, 10, 12))
    assert calendar.challenge_until(date(2026, 10, 31)).strict == date(2027, 2, 28)
    assert calendar.landlord_tells_by(date(2026, 7, 10)) == ForwardLimit(date(2026, 8, 9), date(2026, 8, 10))
    assert retry_from(ASSEMBLY) == date(2026, 7, 10)


def test_an_assistant_is_announced_four_working_days_before() -> None:
    assert calendar.assistant_limit(ASSEMBLY) == date(2026, 6, 4)
    # Whit Monday does not count.
    assert calendar.assistant_limit(date(2026, 5, 29)) == date(2026, 5, 22)


def test_the_clock_of_an_assembly_in_its_fortnight() -> None:
    marks = calendar.clock(ASSEMBLY, starts="06-01")
    assert [(mark.code, mark.on.isoformat()) for mark in marks] == [
        ("request_limit", "2026-05-11"),
        ("notice_limit", "2026-05-26"),
        ("assistant_limit", "2026-06-04"),
        ("assembly", "2026-06-10"),
        ("second_session_from", "2026-06-25"),
        ("retry_from", "2026-07-10"),
        ("minutes_due", "2026-07-10"),
        ("challenge_until", "2026-10-10"),
    ]
    assert all(mark.article.startswith("CC 3.") for mark in marks)


def test_the_clock_of_an_extraordinary_assembly_has_no_request_limit() -> None:
    assert "request_limit" not in {mark.code for mark in calendar.clock(date(2026, 9, 9), starts="06-01")}
    assert "request_limit" not in {mark.code for mark in calendar.clock(date(2026, 6, 9))}


DAYS = st.dates(date(2019, 1, 1), date(2060, 12, 31))


@given(DAYS, st.dates(date(2024, 1, 1), date(2024, 12, 31)))
def test_every_day_is_before_the_end_of_its_next_fortnight(day: date, starts: date) -> None:
    period = calendar.next_fortnight(day, starts.strftime("%m-%d"))
    assert day <= period.last
    assert period.last - period.first == timedelta(days=14)
    held = calendar.fortnight_holding(day, starts.strftime("%m-%d"))
    assert (held == period) is (period.first <= day)


@given(DAYS)
def test_prudent_days_are_earlier_and_extended_days_later(day: date) -> None:
    assert calendar.notice_limit(day).prudent < calendar.notice_limit(day).strict == day - timedelta(days=15)
    for limit in (calendar.minutes_due(day), calendar.challenge_until(day), calendar.requested_assembly(day)):
        assert limit.strict <= limit.extended
        assert limit.extended - limit.strict <= timedelta(days=4)
