"""Every vector of the economic model: growth, surplus, projection, savings, carbon."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.hosting.rules import carbon, growth, prices, savings, surplus
from koprogo.hosting.rules.rounding import half_up


@pytest.mark.parametrize(
    ("condominiums", "tier", "cost", "unit", "shown", "left"),
    [
        (100, "Value", 625, 6_250, 63, 9_375),
        (500, "Essential", 1_385, 2_770, 28, 48_615),
        (2_000, "Elite", 3_410, 1_705, 17, 196_590),
    ],
)
def test_economies_of_scale(condominiums: int, tier: str, cost: int, unit: int, shown: int, left: int) -> None:
    month = growth.simulate(condominiums)
    assert month.tier == tier
    assert growth.figures(month) == {
        "cost_cents": cost,
        "unit_cost_millicents": unit,
        "revenue_cents": condominiums * 100,
        "surplus_cents": left,
    }
    # The page says 0,063 €: thousandths of a euro.
    assert half_up(month.unit_cost_millicents * Fraction(1, 100)) == shown


def test_the_unit_cost_falls() -> None:
    units = {one: growth.figures(growth.simulate(one))["unit_cost_millicents"] for one in (100, 500, 2_000)}
    assert half_up(savings.saving(units[100], units[2_000]).percent * 10) == 727
    assert half_up(savings.saving(units[100], units[500]).percent * 10) == 557


@pytest.mark.parametrize(
    ("condominiums", "tier", "servers"),
    [
        (1, "Value", 1),
        (100, "Value", 1),
        (101, "Essential", 1),
        (500, "Essential", 1),
        (501, "Elite", 1),
        (2_000, "Elite", 1),
        (2_001, "Elite", 2),
        (4_000, "Elite", 2),
        (4_001, "Elite", 3),
    ],
)
def test_tiers(condominiums: int, tier: str, servers: int) -> None:
    month = growth.simulate(condominiums)
    assert (month.tier, month.servers) == (tier, servers)


def test_what_a_simulation_can_change() -> None:
    half = growth.simulate(1_000, cloud_percent=50, storage_megabytes=1_000, price_cents=80)
    assert (half.condominiums, half.tier) == (500, "Essential")
    assert growth.figures(half) == {
        "cost_cents": 1_560,
        "unit_cost_millicents": 3_120,
        "revenue_cents": 40_000,
        "surplus_cents": 38_440,
    }


@pytest.mark.parametrize(
    ("condominiums", "cloud", "storage", "price"),
    [
        (0, 100, 500, 100),
        (-5, 100, 500, 100),
        (10, 0, 500, 100),
        (10, 101, 500, 100),
        (10, 100, -1, 100),
        (10, 100, 500, -1),
        (-10, -100, 500, 100),
    ],
)
def test_what_cannot_be_simulated(condominiums: int, cloud: int, storage: int, price: int) -> None:
    with pytest.raises(growth.NobodyHosted):
        growth.simulate(condominiums, cloud_percent=cloud, storage_megabytes=storage, price_cents=price)


def test_rounding_happens_once_and_half_goes_up() -> None:
    """Ten condominiums cost 593,5 cents; the unit is taken from that, not from the 594 shown."""
    found = growth.figures(growth.simulate(10))
    assert found == {"cost_cents": 594, "unit_cost_millicents": 59_350, "revenue_cents": 1_000, "surplus_cents": 406}
    assert [half_up(Fraction(one, 2)) for one in (-3, -1, 1, 3, 4)] == [-1, 0, 1, 2, 2]


@given(st.integers(1, 10**7), st.integers(0, 500))
def test_figures_add_up_and_lie_within_half_a_cent(condominiums: int, price: int) -> None:
    month = growth.simulate(condominiums, price_cents=price)
    found = growth.figures(month)
    assert found["cost_cents"] + found["surplus_cents"] == found["revenue_cents"] == condominiums * price
    assert abs(found["cost_cents"] * 1_000 - month.cost_millicents) <= 500
    assert abs(found["unit_cost_millicents"] * condominiums - month.cost_millicents) <= Fraction(condominiums, 2)


def test_price_lists_are_dated() -> None:
    later = prices.PriceList(date(2026, 7, 1), prices.LISTS[0].tiers, 12_000, 800)
    lists = [later, *prices.LISTS]
    assert prices.on(date(2026, 6, 30), lists) is prices.LISTS[0]
    assert prices.on(date(2026, 7, 1), lists) is later
    assert growth.figures(growth.simulate(100, prices=later))["cost_cents"] == 632
    with pytest.raises(prices.NoPriceList):
        prices.on(date(2024, 12, 31))


def test_the_surplus_of_the_worked_example() -> None:
    """7,00 + 2,00 + 0,10 against 100,00 + 15,00."""
    left = surplus.of([700, 200, 10], [10_000, 1_500])
    assert left == 10_590
    assert surplus.allocate(left) == {
        "reserve": 5_295,
        "development": 3_177,
        "infrastructure": 1_059,
        "emergency": 1_059,
    }


@given(st.integers(0, 10**12))
def test_an_allocation_sums_exactly(cents: int) -> None:
    parts = surplus.allocate(cents)
    assert sum(parts.values()) == cents
    assert list(parts) == ["reserve", "development", "infrastructure", "emergency"]
    for key, part in parts.items():
        assert abs(part - Fraction(cents * surplus.KEYS[key], 100)) < 1


def test_a_loss_and_keys_that_are_no_whole() -> None:
    with pytest.raises(surplus.Loss):
        surplus.allocate(-1)
    for keys in ({"reserve": 99}, {"reserve": 110, "development": -10}):
        with pytest.raises(surplus.KeysIncomplete):
            surplus.allocate(100, keys)
    assert surplus.allocate(101, {"a": 40, "b": 60}) == {"a": 40, "b": 61}


def test_the_projection_of_the_brief() -> None:
    rows = growth.project()
    assert [(row.step.year, row.step.condominiums, row.step.price_cents) for row in rows] == [
        (2025, 100, 100),
        (2026, 500, 80),
        (2027, 1_000, 60),
        (2028, 2_000, 50),
        (2030, 5_000, 40),
    ]
    assert [row.price_change_percent for row in rows] == [0, -20, -40, -50, -60]
    assert [row.figures["revenue_cents"] for row in rows] == [10_000, 40_000, 60_000, 100_000, 200_000]
    assert [row.figures["cost_cents"] for row in rows] == [625, 1_385, 3_060, 3_410, 9_860]
    assert [row.figures["surplus_cents"] for row in rows] == [9_375, 38_615, 56_940, 96_590, 190_140]


def test_a_price_that_leads_into_loss_is_seen() -> None:
    (row,) = growth.project([growth.Step(2026, 100, 6)])
    assert row.figures["surplus_cents"] == -25


def test_savings() -> None:
    assert savings.saving(10_400, 36).hundredths_of_percent == 9_965
    assert savings.saving(1_040_000, 3_600).hundredths_of_percent == 9_965
    assert savings.saving(36, 10_400).cents == -10_364
    for before, after in ((0, 0), (-1, 0), (5, -1)):
        with pytest.raises(savings.NothingToCompare):
            savings.saving(before, after)


@pytest.mark.parametrize(("licence", "before", "shown"), [(20_000, 850_000, 9_958), (50_000, 1_930_000, 9_981)])
def test_twenty_lots_over_three_years(licence: int, before: int, shown: int) -> None:
    """7 200 to 18 000 € of licences, 800 of training, 500 of migration, against 36 × 1 €."""
    today = savings.Today(licence, training_cents=80_000, migration_cents=50_000)
    cloud = savings.in_the_cloud(today, years=3)
    assert (cloud.before_cents, cloud.after_cents, cloud.hundredths_of_percent) == (before, 3_600, shown)
    assert savings.at_home(today, years=3).after_cents == 25_200


def test_slips_of_the_brief_are_not_repeated() -> None:
    assert growth.storage_cents(Fraction(200)) == 140
    assert savings.Today(0, 300_000, 80_000, 50_000).total_cents(3) == 430_000
    # 84 000 € a year of cloud are 7 000 condominiums.
    assert 12 * growth.simulate(7_000).revenue_cents == 8_400_000


def test_carbon_of_a_shared_server() -> None:
    """10 W at 0,06 kg/kWh for 1 000 condominiums: 0,0053 kg a year."""
    found = carbon.server_milligrams_a_year(watts=10, grams_per_kilowatt_hour=60, condominiums=1_000)
    assert found == 5_256
    assert half_up(found * Fraction(1, 100)) == 53
    with pytest.raises(growth.NobodyHosted):
        carbon.server_milligrams_a_year(watts=10, grams_per_kilowatt_hour=60, condominiums=0)
