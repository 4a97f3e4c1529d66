"""Energy and carbon: the check of the specification, and what cannot be otherwise."""

from datetime import date
from fractions import Fraction

from koprogo.hosting.rules import carbon
from koprogo.hosting.rules.carbon import Counted, Factors, Range

TEN_WATTS = Factors(date(2025, 1, 1), Range(5, 10, 20), Range(0, 0, 0), Range(60, 60, 60), "", "", "")


def test_one_of_a_thousand_on_ten_watts_is_the_figure_of_the_specification() -> None:
    found = carbon.footprint(Counted(1, 1_000, 0, 365, 1), TEN_WATTS)
    assert found.milligrams[1] == 5_256  # 0,0053 kg
    assert found.milligrams[1] == carbon.server_milligrams_a_year(
        watts=10, grams_per_kilowatt_hour=60, condominiums=1_000
    )
    assert found.watthours == (Fraction("43.8"), Fraction("87.6"), Fraction("175.2"))


def test_bytes_weigh_by_the_gigabyte() -> None:
    factors = carbon.FACTORS[0]
    found = carbon.footprint(Counted(0, 0, 2_000_000_000, 10, 1), factors)
    assert list(found.watthours) == [4, 20, 120]
    assert list(found.milligrams) == [4 * 30, 20 * 60, 120 * 170]


def test_a_year_at_the_pace_of_the_days_counted() -> None:
    found = carbon.footprint(Counted(1, 1_000, 0, 73, 1), TEN_WATTS)
    assert carbon.a_year(found, days=73)[1] == 5_256
    assert list(carbon.a_year(found, days=0)) == [0, 0, 0]


def test_factors_hold_from_their_day() -> None:
    assert carbon.factors(date(2020, 1, 1)) == carbon.FACTORS[0] == carbon.factors(date(2026, 1, 1))
    for one in carbon.FACTORS:
        for bounds in (one.watts, one.watthours_per_gigabyte, one.grams_per_kilowatt_hour):
            assert bounds.low <= bounds.mid <= bounds.high
