"""Belgian holidays and the counting of legal terms, on the dates of the law sheet."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.kernel import calendar
from koprogo.testing.fixtures import fixtures_dir

FIXTURES = fixtures_dir()
DAYS = st.dates(date(1980, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    "sunday",
    [
        date(2000, 4, 23),
        date(2008, 3, 23),
        date(2011, 4, 24),
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2038, 4, 25),
        date(2285, 3, 22),
    ],
)
def test_easter(sunday: date) -> None:
    assert calendar.easter(sunday.year) == sunday


def test_holidays_of_2026() -> None:
    assert calendar.holidays(2026) == {
        date(2026, 1, 1): "new-year",
        date(2026, 4, 6): "easter-monday",
        date(2026, 5, 1): "labour-day",
        date(2026, 5, 14): "ascension",
        date(2026, 5, 25): "whit-monday",
        date(2026, 7, 21): "national-day",
        date(2026, 8, 15): "assumption",
        date(2026, 11, 1): "all-saints",
        date(2026, 11, 11): "armistice",
        date(2026, 12, 25): "christmas",
    }


@pytest.mark.skipif(FIXTURES is None, reason="the shared fixtures are not beside this copy")
def test_holidays_agree_with_the_reference_file() -> None:
    assert FIXTURES is not None
    reference = json.loads((FIXTURES / "reference" / "public-holidays.json").read_text(encoding="utf-8"))
    replaced = {entry["replaces"]: entry["day"] for entry in reference["replacements"]}
    for year in range(reference["fromYear"], 2061):
        expected = []
        for holiday in reference["holidays"]:
            rule = holiday["rule"]
            if rule["type"] == "fixed":
                day = date(year, rule["month"], rule["day"])
            else:
                day = calendar.easter(year) + timedelta(days=rule["daysAfterEaster"])
            if any(entry["holiday"] == holiday["id"] for entry in reference["replacements"]):
                day = date.fromisoformat(replaced.get(day.isoformat(), day.isoformat()))
            expected.append((day, holiday["id"]))
        assert list(calendar.holidays(year).items()) == sorted(expected)


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        (date(2026, 3, 3), 15, date(2026, 3, 18)),  # notary, first letter
        (date(2026, 3, 3), 30, date(2026, 4, 2)),  # notary, second letter; also an extraordinary assembly
        (date(2026, 6, 30), 30, date(2026, 7, 30)),  # handover by the outgoing syndic
        (date(2026, 6, 6), 15, date(2026, 6, 22)),  # a Sunday moves to Monday
        (date(2026, 4, 30), 15, date(2026, 5, 15)),  # the Friday after Ascension is a working day
        (date(2026, 4, 29), 15, date(2026, 5, 15)),  # Ascension moves to Friday
        (date(2026, 5, 8), 15, date(2026, 5, 26)),  # Saturday, Sunday, then Whit Monday
    ],
)
def test_legal_terms(start: date, days: int, last: date) -> None:
    assert calendar.add_days_legal(start, days) == last


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [(date(2026, 5, 13), 3, date(2026, 5, 19)), (date(2026, 5, 18), 20, date(2026, 6, 16))],
)
def test_terms_in_working_days(start: date, days: int, last: date) -> None:
    """Law, section 5.4: the notary's notice and the attachment."""
    assert calendar.add_working_days(start, days) == last


def test_convocation_fifteen_days_before_the_assembly() -> None:
    limit = calendar.backward_limit(date(2026, 6, 10), 15)
    assert limit == (date(2026, 5, 26), date(2026, 5, 22))


@pytest.mark.parametrize("days", [0, -3])
def test_terms_below_one_day_are_refused(days: int) -> None:
    for count in (calendar.add_days_legal, calendar.add_working_days, calendar.backward_limit):
        with pytest.raises(calendar.UnusableTerm):
            count(date(2026, 3, 3), days)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 6, 10), 4, date(2026, 10, 10)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 3, 3), -36, date(2023, 3, 3)),
    ],
)
def test_months(day: date, months: int, expected: date) -> None:
    assert calendar.add_months(day, months) == expected


def test_quarters() -> None:
    assert calendar.quarter_bounds(date(2026, 5, 16)) == (date(2026, 4, 1), date(2026, 6, 30))
    assert calendar.quarter_bounds(date(2026, 12, 31)) == (date(2026, 10, 1), date(2026, 12, 31))


@given(DAYS, st.integers(1, 400))
def test_terms_end_on_working_days_and_never_early(day: date, days: int) -> None:
    last = calendar.add_days_legal(day, days)
    assert calendar.is_working_day(last)
    assert timedelta(days) <= last - day <= timedelta(days + 5)
    assert calendar.previous_working_day(calendar.next_working_day(last)) == last


@given(DAYS)
def test_every_day_lies_in_its_quarter(day: date) -> None:
    first, last = calendar.quarter_bounds(day)
    assert first <= day <= last
    assert 90 <= (last - first).days + 1 <= 92
