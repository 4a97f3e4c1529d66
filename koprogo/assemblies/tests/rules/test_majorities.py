"""Law 3.6 and 3.7: exact thresholds, and the majority that follows from subject and date."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.assemblies.rules import majorities, subjects
from koprogo.assemblies.rules.majorities import Majority, Votes
from koprogo.assemblies.rules.subjects import Subject

A, T, Q, F, U = Majority


def _votes(yes: int, no: int, abstain: int = 0) -> Votes:
    return Votes(Fraction(yes), Fraction(no), Fraction(abstain))


@pytest.mark.parametrize(
    ("majority", "yes", "no", "abstain", "passes"),
    [
        (T, 400, 200, 0, True),
        (T, 399, 201, 0, False),
        (F, 480, 120, 0, True),
        (F, 479, 121, 0, False),
        (Q, 450, 150, 0, True),
        (Q, 449, 151, 0, False),
        (A, 0, 0, 100, False),
        (T, 0, 0, 100, False),
        (F, 0, 0, 0, False),
        (U, 0, 0, 0, False),
        (A, 300, 300, 0, False),
        (A, 501, 499, 0, True),
        (A, 500, 500, 0, False),
        (A, 300, 200, 500, True),
        (T, 300, 200, 500, False),
        (F, 300, 200, 500, False),
        (A, 480, 120, 120, True),
        (T, 480, 120, 120, True),
        (F, 480, 120, 120, True),
        (A, 1, 0, 999, True),
        (U, 850, 0, 0, True),
        (U, 850, 1, 0, False),
        (U, 850, 0, 1, False),
    ],
)
def test_thresholds(majority: Majority, yes: int, no: int, abstain: int, passes: bool) -> None:
    assert majorities.reached(majority, _votes(yes, no, abstain)) is passes


FRACTIONS = st.fractions(0, 10_000, max_denominator=999)


@given(st.sampled_from([T, Q, F]), FRACTIONS, FRACTIONS, FRACTIONS)
def test_thresholds_agree_with_division(majority: Majority, yes: Fraction, no: Fraction, abstain: Fraction) -> None:
    share = {T: Fraction(2, 3), Q: Fraction(3, 4), F: Fraction(4, 5)}[majority]
    votes = Votes(yes, no, abstain)
    assert majorities.reached(majority, votes) is (votes.cast > 0 and yes / votes.cast >= share)
    assert votes.cast == 0 or majorities.reached(majority, votes) is (yes >= majorities.needed(majority, votes.cast))


@given(FRACTIONS, FRACTIONS)
def test_a_harder_majority_never_passes_where_an_easier_one_fails(yes: Fraction, no: Fraction) -> None:
    passed = [majorities.reached(one, Votes(yes, no)) for one in (A, T, Q, F, U)]
    assert passed == sorted(passed, reverse=True)


def test_the_gauge_of_a_live_vote() -> None:
    """The prototype's item: 5 020 for, 1 510 against, the last voters may only lose."""
    votes = _votes(5020, 1510)
    assert majorities.acquired(T, votes, still_to_vote=Fraction(541)) is True
    assert majorities.acquired(T, votes, still_to_vote=Fraction(1001)) is False
    assert majorities.needed(A, Fraction(600)) == 300
    assert majorities.needed(U, Fraction(600)) == 600
    with pytest.raises(majorities.NegativeVotes):
        _votes(-1, 0)
    with pytest.raises(majorities.NegativeVotes):
        majorities.needed(A, Fraction(-1))


NOW = date(2026, 6, 10)


@pytest.mark.parametrize(
    ("subject", "majority"),
    [
        (Subject.ACCOUNTS, A),
        (Subject.BUDGET, A),
        (Subject.DISCHARGE, A),
        (Subject.SYNDIC_APPOINTMENT, A),
        (Subject.SYNDIC_REVOCATION, A),
        (Subject.SYNDIC_CONTRACT, A),
        (Subject.COUNCIL_MEMBER, A),
        (Subject.COUNCIL_CREATION, A),
        (Subject.AUDITOR, A),
        (Subject.CONTRACT, A),
        (Subject.FUND_CONTRIBUTION, A),
        (Subject.LEGAL_ACTION, A),
        (Subject.OTHER, A),
        (Subject.WORKS_IMPOSED, A),
        (Subject.WORKS_CONSERVATORY, A),  # a leaking roof
        (Subject.STATUTES_ENJOYMENT, T),
        (Subject.WORKS_COMMON, T),  # façade insulation
        (Subject.COMPETITION_THRESHOLD, T),
        (Subject.WORKS_PRIVATE, T),
        (Subject.COUNCIL_DELEGATION, T),
        (Subject.STATUTES_OTHER, F),
        (Subject.CHARGE_DISTRIBUTION, F),
        (Subject.PENALTY_CLAUSE, F),
        (Subject.DESTINATION, F),
        (Subject.REBUILDING, F),
        (Subject.ACQUISITION, F),
        (Subject.DISPOSAL, F),
        (Subject.PARTIAL_ASSOCIATION, F),
        (Subject.LOT_DIVISION, F),
        (Subject.DEMOLITION_HEALTH, F),
        (Subject.NO_RESERVE_FUND, F),
        (Subject.SHARES_CHANGE, U),
        (Subject.DEMOLITION_OTHER, U),
        (Subject.HOUSE_RULES, A),
        (Subject.HOUSE_RULES_ENJOYMENT, T),
    ],
)
def test_the_table_of_subjects(subject: Subject, majority: Majority) -> None:
    found = subjects.required(subject, on=NOW)
    assert found.majority is majority
    assert found.article.startswith("CC 3.8") or found.article.startswith("CC 3.9")


def test_every_subject_has_periods_in_order() -> None:
    assert set(subjects.TABLE) | set(subjects.NONPROFIT) == set(Subject)
    for periods in [*subjects.TABLE.values(), *subjects.NONPROFIT.values()]:
        assert [one.since_on for one in periods] == sorted({one.since_on for one in periods})


@pytest.mark.parametrize(
    ("subject", "on", "majority"),
    [
        (Subject.WORKS_COMMON, date(2018, 12, 1), Q),
        (Subject.WORKS_COMMON, date(2018, 12, 31), Q),
        (Subject.WORKS_COMMON, date(2019, 1, 1), T),
        (Subject.WORKS_COMMON, date(2019, 2, 1), T),
        (Subject.STATUTES_ENJOYMENT, date(2018, 12, 1), Q),
        (Subject.COUNCIL_DELEGATION, date(2018, 12, 1), Q),
        (Subject.CHARGE_DISTRIBUTION, date(2018, 12, 1), F),
    ],
)
def test_the_majority_of_the_day(subject: Subject, on: date, majority: Majority) -> None:
    assert subjects.required(subject, on=on).majority is majority


def test_what_the_table_does_not_know_is_said() -> None:
    for subject, on in [(Subject.BUDGET, date(2010, 8, 31)), (Subject.NO_RESERVE_FUND, date(2018, 12, 31))]:
        with pytest.raises(subjects.SubjectNotCovered):
            subjects.required(subject, on=on)


@pytest.mark.parametrize(
    ("cause", "majority"),
    [
        (Subject.LOT_DIVISION, F),
        (Subject.DISPOSAL, F),
        (Subject.PARTIAL_ASSOCIATION, F),
        (Subject.WORKS_COMMON, T),
        (Subject.WORKS_IMPOSED, A),
        (Subject.DEMOLITION_HEALTH, U),
        (Subject.BUDGET, U),
        (None, U),
    ],
)
def test_a_change_of_shares_follows_what_makes_it_needed(cause: Subject | None, majority: Majority) -> None:
    found = subjects.required(Subject.SHARES_CHANGE, on=NOW, caused_by=cause)
    assert found.majority is majority
    assert ("§ 3 al. 2" in found.article) is (majority is not U)


def test_statutes_may_ask_more_never_less() -> None:
    more = subjects.required(Subject.WORKS_COMMON, on=NOW, statutes=F, clause="art. 22")
    assert (more.majority, more.clause) == (F, "art. 22")
    less = subjects.required(Subject.WORKS_COMMON, on=NOW, statutes=A, clause="art. 22")
    assert (less.majority, less.clause) == (T, "")
    with pytest.raises(subjects.ClauseMissing):
        subjects.required(Subject.WORKS_COMMON, on=NOW, statutes=F)
