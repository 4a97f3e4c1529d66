"""Terms and incompatibilities of CC 3.89, and what the law counts as lots (CC 3.90)."""

from datetime import date

import pytest

from koprogo.condominiums.rules import mandates
from koprogo.condominiums.rules.lots import LotKind, council_is_compulsory, counted


@pytest.mark.parametrize(
    ("starts_on", "last"),
    [
        (date(2026, 7, 1), date(2029, 6, 30)),  # belgian-law.md 1.3
        (date(2024, 2, 29), date(2027, 2, 27)),
        (date(2026, 11, 24), date(2029, 11, 23)),
    ],
)
def test_three_years_at_most(starts_on: date, last: date) -> None:
    first_without = mandates.syndic_latest_end(starts_on)
    assert (first_without - last).days == 1
    mandates.check_syndic_term(starts_on, first_without)
    with pytest.raises(mandates.SyndicTermTooLong) as refused:
        mandates.check_syndic_term(starts_on, date.fromordinal(first_without.toordinal() + 1))
    assert refused.value.facts["latest_on"] == last
    with pytest.raises(mandates.SyndicTermOpen):
        mandates.check_syndic_term(starts_on, None)


@pytest.mark.parametrize(
    ("role", "others", "refused"),
    [
        ("syndic", {"council"}, True),
        ("syndic", {"auditor"}, True),
        ("council", {"syndic"}, True),
        ("auditor", {"syndic", "accountant"}, True),
        ("council", {"auditor"}, False),
        ("accountant", {"syndic"}, False),
        ("syndic", {"accountant"}, False),
        ("syndic", set(), False),
    ],
)
def test_the_syndic_is_neither_council_nor_auditor(role: str, others: set[str], refused: bool) -> None:
    if not refused:
        mandates.check_compatible(role, frozenset(others))
        return
    with pytest.raises(mandates.SyndicIncompatible):
        mandates.check_compatible(role, frozenset(others))


@pytest.mark.parametrize(
    ("ends_on", "succeeded", "until"),
    [
        (None, False, None),
        (date(2026, 7, 1), True, date(2026, 7, 1)),
        (date(2026, 7, 1), False, date(2026, 7, 31)),
    ],
)
def test_thirty_days_to_hand_over(ends_on: date | None, succeeded: bool, until: date | None) -> None:
    assert mandates.entry_ends_on(ends_on, succeeded=succeeded) == until


@pytest.mark.parametrize(
    ("ends_on", "soon"),
    [(None, False), (date(2026, 1, 1), True), (date(2026, 5, 1), True), (date(2026, 5, 2), False)],
)
def test_a_mandate_that_needs_an_assembly(ends_on: date | None, soon: bool) -> None:
    assert mandates.expires_soon(ends_on, today=date(2026, 1, 1)) is soon


@pytest.mark.parametrize(
    ("kinds", "number", "compulsory"),
    [
        ([LotKind.APARTMENT] * 19, 19, False),
        ([LotKind.APARTMENT] * 20, 20, True),
        ([LotKind.APARTMENT] * 15 + [LotKind.CELLAR] * 15 + [LotKind.PARKING] * 20, 15, False),
        ([LotKind.SHOP] * 10 + [LotKind.OTHER] * 10, 20, True),
        ([LotKind.APARTMENT] * 19 + [LotKind.GARAGE], 19, False),
    ],
)
def test_council(kinds: list[LotKind], number: int, compulsory: bool) -> None:
    assert (counted(kinds), council_is_compulsory(kinds)) == (number, compulsory)
