"""The worked example of law 4.6, lot by lot, and the vectors of 1.1, 2, 4.7 and 5.3."""

from datetime import date

import pytest

from koprogo.ledger.rules.roles import AccountRole
from koprogo.settlements.rules.costs import Consumption, Cost, MeterRule, is_shared
from koprogo.settlements.rules.period import Holding, Lot, Span, prorata, rounded
from koprogo.settlements.rules.table import Facts, Table, settle
from koprogo.settlements.tests.rules import tilleuls as t

#: clean, insurance, syndic, bank, lift, private, total, owner, occupant, provisions, balance (law 4.6).
TABLE = {
    "A": (43200, 54000, 37800, 821, 0, 0, 135821, 73721, 62100, 162000, -26179),
    "B": (28800, 36000, 25200, 547, 0, 0, 90547, 49147, 41400, 108000, -17453),
    "C": (36000, 45000, 31500, 684, 38572, 0, 151756, 61434, 90322, 135000, 16756),
    "D": (36000, 45000, 31500, 684, 38571, 0, 151755, 61434, 90321, 135000, 16755),
    "E": (28800, 36000, 25200, 547, 30857, 8550, 129954, 57697, 72257, 108000, 21954),
    "F": (31200, 39000, 27300, 593, 33429, 0, 131522, 53243, 78279, 117000, 14522),
    "G": (19200, 24000, 16800, 365, 20571, 0, 80936, 32765, 48171, 72000, 8936),
    "H": (16800, 21000, 14700, 319, 18000, 0, 70819, 28669, 42150, 63000, 7819),
}
ACCOUNTS = ("6105", "614", "6130", "650", "6101", "643")


def made(costs: list[Cost] | None = None, **more: object) -> Table:
    more.setdefault("lots", t.lots())
    return settle(Facts(t.YEAR, costs=costs if costs is not None else t.year(), **more))  # type: ignore[arg-type]


@pytest.mark.parametrize("lot", TABLE)
def test_the_table_of_the_law(lot: str) -> None:
    table = made(called=t.provisions())
    (found,) = [one for one in table.results if one.number == lot]
    by_account = [t.shares(table, code).get(lot, 0) for code in ACCOUNTS]
    figures = (found.cost_cents, found.owner_cents, found.occupant_cents, found.advance_cents, found.balance_cents)
    assert (*by_account, *figures) == TABLE[lot]


def test_the_sums_of_the_table() -> None:
    table = made(called=t.provisions())
    assert (table.cost_cents, table.advance_cents, table.balance_cents) == (943_110, 900_000, 43_110)
    assert (table.owner_cents, table.occupant_cents) == (418_110, 525_000)
    debits = sum(one.balance_cents for one in table.results if one.balance_cents > 0)
    assert (debits, table.balance_cents - debits) == (86_742, -43_632)
    assert table.by_party()[t.uid("Chloé")] == 33_511
    assert table.by_account()[t.uid("701")] == -900_000


def test_an_owner_who_won_against_the_association_bears_nothing() -> None:
    table = made([t.cost("6130", 500_000, 0, exempt=frozenset({t.uid("David")}))])
    wanted = {"A": 102273, "B": 68182, "C": 85227, "D": 85227, "F": 73864, "G": 45454, "H": 39773}
    assert t.shares(table, "6130") == wanted
    assert table.columns[0].key_total == 880


HEATING = {"A": 410, "B": 220, "C": 380, "D": 0, "E": 505, "F": 295, "G": 610, "H": 180}


def heated(sold: dict[str, tuple[str, date]] | None = None, uses: dict[str, tuple[int, ...]] | None = None) -> Table:
    read = uses or {lot: (units,) for lot, units in HEATING.items()}
    rule = MeterRule(30, "kWh", {t.uid(lot): Consumption(tuple(u * 1000 for u in use)) for lot, use in read.items()})
    return made([t.cost("6122", 1_200_000, 100)], lots=t.lots(sold=sold), meters={"parts": rule})


def test_heating_thirty_seventy() -> None:
    wanted = {"A": 197261, "B": 114277, "C": 176769, "D": 54000, "E": 206354, "F": 142108, "G": 225877, "H": 83354}
    assert t.shares(heated(), "6122") == wanted


def test_a_metered_cost_follows_the_reading_of_the_day_of_the_sale() -> None:
    uses: dict[str, tuple[int, ...]] = {lot: (units,) for lot, units in HEATING.items()} | {"F": (195, 100)}
    table = heated({"F": ("Noa", date(2025, 7, 2))}, uses)
    seller, buyer = [one for one in table.results if one.number == "F"]
    assert seller.cost_cents + buyer.cost_cents == 142108
    # 468,00 fixed: 182 of 365 days; 953,08 metered: 195 of 295 units (630,00, exactly 8 400 × 195 / 2 600).
    assert seller.cost_cents == rounded(46_800 * 182, 365) + 63_000


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100_000, {"A": 1, "B": 1, "C": 1}, {"A": 33334, "B": 33333, "C": 33333}),
        (10_000, {"A": 333, "B": 333, "C": 334}, {"A": 3330, "B": 3330, "C": 3340}),
        (1, {"A": 500, "B": 300, "C": 200}, {"A": 1, "B": 0, "C": 0}),
        (-100_000, {"A": 1, "B": 1, "C": 1}, {"A": -33334, "B": -33333, "C": -33333}),
        (
            1_234_567,
            t.SHARES,
            dict(zip("ABCDEFGH", (222222, 148148, 185185, 185185, 148148, 160494, 98765, 86420), strict=True)),
        ),
    ],
)
def test_roundings(total: int, weights: dict[str, int], parts: dict[str, int]) -> None:
    assert t.shares(made([t.cost("6105", total, 0, t.key("own", weights))]), "6105") == parts


def test_provisions_of_a_quarter_between_seller_and_buyer() -> None:
    assert prorata(30_000, Span(date(2026, 4, 1), date(2026, 6, 30)), date(2026, 5, 16)) == (14_835, 15_165)
    assert prorata(30_000, Span(date(2026, 4, 1), date(2026, 6, 30)), date(2026, 3, 16)) == (0, 30_000)
    assert prorata(30_000, Span(date(2026, 4, 1), date(2026, 6, 30)), date(2026, 7, 16)) == (30_000, 0)


SOLD = {"F": ("Noa", date(2025, 5, 16))}


def parts_of_f(costs: list[Cost], **more: object) -> list[int]:
    return [one.cost_cents for one in made(costs, lots=t.lots(sold=SOLD), **more).results if one.number == "F"]


def test_time_costs_follow_the_days() -> None:
    assert parts_of_f([t.cost("6105", 1_000_000, 100)]) == [rounded(130_000 * 135, 365), 130_000 - 48_082]


def test_a_cost_that_names_its_days_follows_those() -> None:
    quarter = Span(date(2025, 4, 1), date(2025, 6, 30))
    assert parts_of_f([t.cost("6105", 1_000_000, 100, window=quarter)]) == [rounded(130_000 * 45, 91), 65_714]
    before = Span(date(2024, 1, 1), date(2024, 12, 31))
    assert parts_of_f([t.cost("6105", 1_000_000, 100, window=before)]) == [130_000, 0]


def test_works_are_borne_by_whoever_held_the_lot_that_day() -> None:
    assert parts_of_f([t.cost("6111", 1_000_000, 0, on=date(2025, 5, 15))]) == [130_000, 0]
    assert parts_of_f([t.cost("6111", 1_000_000, 0, on=date(2025, 5, 16))]) == [0, 130_000]
    decided = Span(date(2025, 2, 1), date(2025, 2, 1))
    late = t.cost("6111", 1_000_000, 0, on=date(2025, 9, 1), window=decided)
    assert parts_of_f([late]) == [130_000, 0]


def test_a_private_cost_is_the_holder_s_of_that_day_or_whoever_the_line_names() -> None:
    before = t.cost("643", 5_000, 0, None, lot_id=t.uid("F"), on=date(2025, 2, 1))
    named = t.cost("643", 7_000, 0, None, lot_id=t.uid("F"), on=date(2025, 2, 1), party_id=t.uid("Noa"))
    sums = [one.cost_cents for one in made([before, named], lots=t.lots(sold=SOLD)).results if one.number == "F"]
    assert sums == [5_000, 7_000]


def test_a_credit_note_in_the_other_half_goes_to_the_other_holder() -> None:
    first = t.cost("6105", 100_000, 100, window=Span(date(2025, 1, 1), date(2025, 3, 31)))
    back = t.cost("6105", -100_000, 100, window=Span(date(2025, 7, 1), date(2025, 9, 30)))
    table = made([first, back], lots=t.lots(sold=SOLD))
    assert [one.cost_cents for one in table.results if one.number == "F"] == [13_000, -13_000]
    assert table.cost_cents == 0


def test_works_paid_from_the_reserve_and_a_special_call() -> None:
    withdrawn = Cost(t.account("68161", AccountRole.RESERVE_WITHDRAWAL), -1_500_000, date(2025, 6, 1), t.PARTS, 0)
    special = Cost(t.account("702", AccountRole.SPECIAL_CALLS), -500_000, date(2025, 6, 1), t.PARTS, 0)
    table = made([t.cost("6111", 2_000_000, 0), withdrawn, special])
    assert (table.cost_cents, table.advance_cents, table.balance_cents) == (500_000, 500_000, 0)
    assert all(one.balance_cents == 0 for one in table.results)


def test_what_stays_in_the_funds_is_not_shared() -> None:
    assert not is_shared(t.account("700", AccountRole.RESERVE_CALLS))
    assert not is_shared(t.account("68160", AccountRole.RESERVE_ALLOCATION))
    assert is_shared(t.account("68161", AccountRole.RESERVE_WITHDRAWAL))


def test_somebody_called_for_a_lot_they_no_longer_hold_gets_it_back() -> None:
    called = [*t.provisions(), t.provisions()[0].__class__(t.PROVISIONS, t.uid("A"), t.uid("Zoé"), 5_000)]
    table = made(called=called, names={t.uid("Zoé"): "Zoé"})
    assert [(one.party_name, one.balance_cents) for one in table.results if one.number == "A"] == [
        ("Alice", -26_179),
        ("Zoé", -5_000),
    ]
    assert table.advance_cents == 905_000


def test_provisions_moved_at_a_sale_change_hands_and_nothing_else() -> None:
    moved = {(t.uid("F"), t.uid("Eve / Frank")): -15_165, (t.uid("F"), t.uid("Noa")): 15_165}
    table = made(called=t.provisions(), lots=t.lots(sold=SOLD), moved=moved)
    assert [one.advance_cents for one in table.results if one.number == "F"] == [117_000 - 15_165, 15_165]
    assert table.balance_cents == 43_110


def test_whoever_bought_back_has_one_line() -> None:
    first, second, third = (
        Span(date(2025, 1, 1), date(2025, 3, 31)),
        Span(date(2025, 4, 1), date(2025, 6, 30)),
        Span(date(2025, 7, 1), date(2025, 12, 31)),
    )
    alice, noa = t.uid("Alice"), t.uid("Noa")
    lot = Lot(
        t.uid("A"), "A", (Holding(alice, "Alice", first), Holding(noa, "Noa", second), Holding(alice, "Alice", third))
    )
    table = made([t.cost("6105", 36_500, 100, t.key("one", {"A": 1}))], lots=[lot])
    assert [(cell.party_id, cell.part, cell.cents) for cell in table.columns[0].cells] == [
        (alice, 274, 27_400),
        (noa, 91, 9_100),
    ]
    assert [(one.party_id, one.cost_cents) for one in table.results] == [(alice, 27_400), (noa, 9_100)]
