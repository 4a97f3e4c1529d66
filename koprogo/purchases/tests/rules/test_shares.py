"""Who pays what of an invoice: the tables of the law sheet (1.1, 4.6, 4.7), and what holds for all numbers."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.purchases.rules.shares import Bearer, NobodyBears, Shared, left_out, of_line, of_lines

PARTS = {"A": 180, "B": 120, "C": 150, "D": 150, "E": 120, "F": 130, "G": 80, "H": 70}
LIFT = PARTS | {"A": 0, "B": 0}


def key(weights: dict[str, int]) -> list[Bearer]:
    return [
        Bearer(UUID(int=place), number, weight, UUID(int=100 + place))
        for place, (number, weight) in enumerate(weights.items(), 1)
    ]


def named(weights: dict[str, int], found: dict[UUID, int]) -> dict[str, int]:
    numbers = list(weights)
    return {numbers[lot.int - 1]: cents for lot, cents in found.items()}


# Law 1.1 (E exempt), 4.6 (lift, bank), 4.7 (roundings).
VECTORS = [
    ("exempt", PARTS, 500_000, {"E"}, "A 102273 B 68182 C 85227 D 85227 F 73864 G 45454 H 39773"),
    ("lift", LIFT, 180_000, set(), "C 38572 D 38571 E 30857 F 33429 G 20571 H 18000"),
    ("bank", PARTS, 4_560, set(), "A 821 B 547 C 684 D 684 E 547 F 593 G 365 H 319"),
    ("parts", PARTS, 1_234_567, set(), "A 222222 B 148148 C 185185 D 185185 E 148148 F 160494 G 98765 H 86420"),
    ("thirds", {"X": 1, "Y": 1, "Z": 1}, 100_000, set(), "X 33334 Y 33333 Z 33333"),
    ("largest remainder", {"X": 333, "Y": 333, "Z": 334}, 10_000, set(), "X 3330 Y 3330 Z 3340"),
    ("one cent", {"X": 500, "Y": 300, "Z": 200}, 1, set(), "X 1 Y 0 Z 0"),
    ("credit note", {"X": 1, "Y": 1, "Z": 1}, -100_000, set(), "X -33334 Y -33333 Z -33333"),
]


@pytest.mark.parametrize(("name", "weights", "cents", "exempt", "wanted"), VECTORS, ids=[v[0] for v in VECTORS])
def test_vectors(name: str, weights: dict[str, int], cents: int, exempt: set[str], wanted: str) -> None:
    bearers = key(weights)
    away = frozenset(one.holder_id for one in bearers if one.number in exempt and one.holder_id)
    found = named(weights, of_line(Shared(cents, 0, bearers, exempt=away)))
    words = wanted.split()
    assert found == dict(zip(words[::2], map(int, words[1::2]), strict=True))
    assert sum(found.values()) == cents


def test_owner_is_rounded_and_the_occupant_has_the_rest() -> None:
    """Law 4.6: the syndic's fee, half and half, and cleaning for the occupant; a private cost is one lot's alone."""
    bearers = key(PARTS)
    lines = [
        Shared(210_000, 50, bearers),
        Shared(240_000, 100, bearers),
        Shared(8_550, 0, lot_id=bearers[4].lot_id),
    ]
    found = of_lines(lines)
    david = found[bearers[4].lot_id]
    assert (david.owner_cents, david.occupant_cents) == (12_600 + 8_550, 12_600 + 28_800)
    assert david.by_line == (25_200, 28_800, 8_550)
    assert sum(share.cents for share in found.values()) == 458_550


def test_lots_a_key_leaves_out_are_named() -> None:
    bearers = key(LIFT)
    assert left_out(bearers, of_lines([Shared(180_000, 100, bearers)])) == ["A", "B"]


def test_somebody_must_bear() -> None:
    bearers = key({"X": 0, "Y": 3})
    with pytest.raises(NobodyBears):
        of_line(Shared(100, 0, bearers, exempt=frozenset({bearers[1].holder_id})))  # type: ignore[arg-type]
    with pytest.raises(NobodyBears):
        of_line(Shared(100, 0, []))


@given(
    lines=st.lists(
        st.tuples(
            st.integers(-(10**9), 10**9), st.integers(0, 100), st.lists(st.integers(0, 10_000), min_size=1, max_size=40)
        ),
        min_size=1,
        max_size=6,
    )
)
def test_no_cent_appears_or_disappears(lines: list[tuple[int, int, list[int]]]) -> None:
    shared = [
        Shared(cents, percent, key({str(n): weight for n, weight in enumerate([*weights, 1])}))
        for cents, percent, weights in lines
    ]
    found = of_lines(shared)
    assert sum(one.cents for one in found.values()) == sum(cents for cents, *_rest in lines)
    for place, (cents, _percent, _weights) in enumerate(lines):
        assert sum(one.by_line[place] for one in found.values()) == cents
    assert all(one.owner_cents + one.occupant_cents == sum(one.by_line) for one in found.values())
