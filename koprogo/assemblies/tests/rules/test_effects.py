"""What a subject becomes, the first day without an office, votes made whole."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.assemblies.rules import effects
from koprogo.assemblies.rules.effects import Effect
from koprogo.assemblies.rules.subjects import Subject


@pytest.mark.parametrize(
    ("subject", "cost_cents", "effect"),
    [
        (Subject.SYNDIC_APPOINTMENT, None, Effect.SYNDIC),
        (Subject.SYNDIC_REVOCATION, None, Effect.SYNDIC_ENDS),
        (Subject.COUNCIL_MEMBER, None, Effect.COUNCIL),
        (Subject.AUDITOR, None, Effect.AUDITOR),
        (Subject.ACCOUNTS, None, Effect.ACCOUNTS),
        (Subject.BUDGET, None, Effect.BUDGET),
        (Subject.NO_RESERVE_FUND, None, Effect.WAIVER),
        (Subject.WORKS_COMMON, 1, Effect.CALL),
        (Subject.WORKS_COMMON, None, None),
        (Subject.WORKS_IMPOSED, 1, Effect.CALL),
        (Subject.FUND_CONTRIBUTION, 1, Effect.CALL),
        (Subject.FUND_CONTRIBUTION, None, None),
        (Subject.CONTRACT, 1, None),
        (Subject.CHARGE_DISTRIBUTION, None, Effect.KEY),
        (Subject.SHARES_CHANGE, None, Effect.KEY),
        (Subject.STATUTES_ENJOYMENT, None, Effect.DEED),
        (Subject.PENALTY_CLAUSE, None, Effect.DEED),
        (Subject.HOUSE_RULES, None, Effect.HOUSE_RULES),
        (Subject.DISCHARGE, None, None),
        (Subject.OTHER, 1, None),
    ],
)
def test_what_a_decision_becomes(subject: Subject, cost_cents: int | None, effect: Effect | None) -> None:
    assert effects.of(subject, cost_cents=cost_cents) is effect


def test_an_office_ends_the_day_after_its_last() -> None:
    assert effects.first_day_without(date(2029, 6, 30)) == date(2029, 7, 1)
    assert effects.first_day_without(None) is None
    assert effects.house_rules_due(date(2026, 6, 10)) == date(2026, 7, 10)


@given(st.fractions(0, 10_000, max_denominator=99), st.fractions(0, 10_000, max_denominator=99))
def test_whole_votes_keep_their_proportion(in_favour: Fraction, against: Fraction) -> None:
    cast = in_favour + against
    yes, whole = effects.whole(in_favour, cast)
    assert yes * cast == whole * in_favour
    assert (5 * yes >= 4 * whole) is (5 * in_favour >= 4 * cast)
