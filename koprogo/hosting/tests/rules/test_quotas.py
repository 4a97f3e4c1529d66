"""Quotas and overage: tables of cases. No database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.hosting.rules import overage, quotas
from koprogo.hosting.rules.catalogue import FOUNDING, MEGABYTE
from koprogo.hosting.rules.overage import GIGABYTE, Pool, Used
from koprogo.hosting.rules.quotas import Day, Meter

FIRST = date(2026, 11, 1)
PRICE = FOUNDING.infrastructure.storage_gigabyte_month_millicents


def month(*requests: int) -> list[Day]:
    return [Day(FIRST + timedelta(days=n), requests=count) for n, count in enumerate(requests)]


def gauge(days: list[Day], meter: Meter, today: date) -> quotas.Gauge:
    return next(one for one in quotas.gauges(days, FOUNDING.quotas, today=today) if one.meter == meter)


@pytest.mark.parametrize(
    ("requests", "today", "percent", "reached", "over_on"),
    [
        ((), date(2026, 11, 10), 0, (), None),
        ((1_000,) * 10, date(2026, 11, 10), 10, (), None),  # 30 000 at the end of the month
        ((4_000,) * 10, date(2026, 11, 10), 40, (), date(2026, 11, 26)),  # 25 days fill it exactly, the 26th passes
        ((8_000,) * 10, date(2026, 11, 10), 80, (80,), date(2026, 11, 13)),
        ((10_000,) * 10, date(2026, 11, 10), 100, (80, 100), date(2026, 11, 11)),
        ((10_000,) * 11, date(2026, 11, 11), 110, (80, 100), date(2026, 11, 11)),  # passed on the 11th
        ((3_333,) * 10, date(2026, 11, 10), 33, (), None),  # the pace would pass on day 31 of a month of 30
        ((3_334,) * 10, date(2026, 11, 10), 33, (), date(2026, 11, 30)),
        ((3_334,) * 30, date(2026, 12, 5), 100, (80, 100), date(2026, 11, 30)),  # a past month only says what happened
        ((3_000,) * 30, date(2026, 12, 5), 90, (80,), None),
    ],
)
def test_requests(
    requests: tuple[int, ...], today: date, percent: int, reached: tuple[int, ...], over_on: date | None
) -> None:
    found = gauge(month(*requests), Meter.REQUESTS, today)
    assert (found.percent, found.reached, found.over_on) == (percent, reached, over_on)


@pytest.mark.parametrize(
    ("sizes", "over_on"),
    [
        ((), None),
        ((400,), None),  # one measure shows no pace
        ((400, 400), None),
        ((410, 400), None),
        ((400, 410), date(2026, 11, 12)),  # 2 November, and ten days for the 90 that are left and one more byte
        ((499, 500), date(2026, 11, 3)),  # full is not over
        ((499, 500, 501), date(2026, 11, 3)),
        ((100, None, 110), None),  # 78 days at 5 a day from the 3rd: within the horizon
    ],
)
def test_storage(sizes: tuple[int | None, ...], over_on: date | None) -> None:
    days = [
        Day(FIRST + timedelta(days=n), stored_bytes=None if size is None else size * MEGABYTE)
        for n, size in enumerate(sizes)
    ]
    found = gauge(days, Meter.STORAGE, date(2026, 11, 3)).over_on
    if sizes == (100, None, 110):
        assert found == date(2026, 11, 3) + timedelta(days=79)
    else:
        assert found == over_on


def test_storage_far_away_is_no_warning() -> None:
    days = [Day(FIRST, stored_bytes=1), Day(FIRST + timedelta(days=1), stored_bytes=2)]
    assert gauge(days, Meter.STORAGE, FIRST).over_on is None


def test_users_are_the_most_of_the_month() -> None:
    days = [Day(FIRST, users=49), Day(FIRST + timedelta(days=1), users=51), Day(FIRST + timedelta(days=2), users=40)]
    found = gauge(days, Meter.USERS, FIRST)
    assert (found.used, found.over, found.over_on, found.percent) == (51, 1, date(2026, 11, 2), 102)


@given(st.lists(st.integers(0, 40_000), min_size=1, max_size=29))
def test_the_day_foretold_is_the_first_on_which_the_pace_passes(requests: list[int]) -> None:
    today = FIRST + timedelta(days=len(requests) - 1)
    found = gauge(month(*requests), Meter.REQUESTS, today)
    total, quota = sum(requests), FOUNDING.quotas.requests
    if found.over_on is not None and total <= quota:
        count = (found.over_on - FIRST).days + 1
        assert total * count > quota * len(requests) >= total * (count - 1)


POOL = Pool(millicents=590_000, requests=1_000_000, users=2_000)  # 5,90 €: Value and DNS


@pytest.mark.parametrize(
    ("used", "cents"),
    [
        (Used(0, 0, 0, 30), []),
        (Used(10 * GIGABYTE * 30, 0, 0, 30), [7]),  # 10 GB beyond, the whole month: 10 × 0,007 €
        (Used(10 * GIGABYTE * 15, 0, 0, 30), [4]),  # half the month: 3,5 cents, half up
        (Used(GIGABYTE * 30, 0, 0, 30), [1]),  # 0,7 cent
        (Used(0, 0, 100_000, 30), [59]),  # a tenth of all requests: a tenth of 5,90 €
        (Used(0, 200, 0, 30), [59]),
        (Used(0, 100, 100_000, 30), [59]),  # both: the larger part once, the servers are not paid twice
        (Used(0, 300, 100_000, 30), [89]),
        (Used(1, 0, 1, 30), [0, 0]),  # shown, and nothing to pay
    ],
)
def test_overage(used: Used, cents: list[int]) -> None:
    found = overage.lines(used, POOL, storage_gigabyte_month_millicents=PRICE)
    assert [line.cents for line in found] == cents
    assert overage.total_cents(found) == sum(cents)


def test_nobody_at_all_asks_nothing() -> None:
    assert overage.lines(Used(0, 0, 0, 30), Pool(590_000, 0, 0), storage_gigabyte_month_millicents=PRICE) == []


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 500)), min_size=1, max_size=40))
def test_all_together_never_pay_more_than_the_servers_cost(each: list[tuple[int, int]]) -> None:
    pool = Pool(590_000, sum(requests for requests, _users in each), sum(users for _requests, users in each))
    paid = sum(
        line.exact_millicents
        for requests, users in each
        for line in overage.lines(Used(0, users, requests, 30), pool, storage_gigabyte_month_millicents=PRICE)
    )
    assert paid <= 2 * pool.millicents  # twice only if the persons and the requests are different condominiums'
