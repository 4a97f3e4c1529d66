"""Law § 11: the same engine with the non-profit's rules: heads, one vote each, a quorum for what changes it."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.assemblies.rules import rulesets, subjects
from koprogo.assemblies.rules.majorities import Majority
from koprogo.assemblies.rules.rulesets import CONDOMINIUM, NONPROFIT
from koprogo.assemblies.rules.subjects import Subject, SubjectNotCovered
from koprogo.assemblies.rules.tally import tally
from koprogo.assemblies.rules.tally_file import BadFile

DAY = date(2026, 6, 10)


def _file(members: int, *, there: int, session: int = 1, proxies: Any = (), items: Any = ()) -> dict[str, Any]:
    return {
        "rules": "nonprofit",
        "date": DAY.isoformat(),
        "session": session,
        "parties": [{"id": str(one)} for one in range(1, members + 1)],
        "present": [str(one) for one in range(1, there + 1)],
        "proxies": list(proxies),
        "items": list(items),
    }


def _item(majority: str, *, yes: int, no: int = 0, abstain: int = 0) -> dict[str, Any]:
    said = ["for"] * yes + ["against"] * no + ["abstain"] * abstain
    return {"id": "1", "majority": majority, "ballots": {str(one): choice for one, choice in enumerate(said, 1)}}


@pytest.mark.parametrize(
    ("members", "majority", "session", "yes", "no", "abstain", "outcome"),
    [
        # The yearly meeting sits with whoever came; a tie is rejected; abstentions are out of both sides.
        (100, "absolute", 1, 1, 0, 0, "adopted"),
        (100, "absolute", 1, 2, 1, 9, "adopted"),
        (100, "absolute", 1, 3, 3, 0, "rejected"),
        (100, "absolute", 1, 0, 0, 9, "rejected"),
        # Statutes, exclusion: two thirds of the members there, and two thirds of the votes cast.
        (12, "two_thirds", 1, 8, 0, 0, "adopted"),
        (12, "two_thirds", 1, 7, 0, 0, "no_quorum"),
        (12, "two_thirds", 1, 6, 3, 0, "adopted"),
        (12, "two_thirds", 1, 5, 3, 0, "rejected"),
        (12, "two_thirds", 1, 2, 1, 5, "adopted"),
        (10, "two_thirds", 1, 6, 0, 0, "no_quorum"),
        (10, "two_thirds", 1, 7, 0, 0, "adopted"),
        # Purpose, dissolution: the same quorum, four fifths of the votes cast.
        (12, "four_fifths", 1, 8, 2, 0, "adopted"),
        (12, "four_fifths", 1, 7, 2, 0, "rejected"),
        (12, "four_fifths", 1, 7, 0, 0, "no_quorum"),
        (12, "four_fifths", 1, 4, 1, 3, "adopted"),
        # The second meeting decides whatever the number; the majority stays.
        (100, "two_thirds", 2, 2, 1, 0, "adopted"),
        (100, "two_thirds", 2, 3, 2, 0, "rejected"),
        (100, "four_fifths", 2, 4, 1, 0, "adopted"),
        (100, "four_fifths", 2, 3, 1, 0, "rejected"),
    ],
)
def test_quorum_and_majority_by_heads(
    members: int, majority: str, session: int, yes: int, no: int, abstain: int, outcome: str
) -> None:
    data = _file(
        members,
        there=yes + no + abstain,
        session=session,
        items=[_item(majority, yes=yes, no=no, abstain=abstain)],
    )
    found = tally(data)
    assert found["quorum"]["valid"]
    (row,) = found["items"]
    assert (row["outcome"], row["adopted"]) == (outcome, outcome == "adopted")
    assert (row["for"], row["against"], row["abstain"]) == (yes, no, abstain)
    assert row["earliest_new_assembly"] == ("2026-06-25" if outcome == "no_quorum" else None)


def test_nobody_is_capped_and_a_member_carries_as_many_proxies_as_are_given() -> None:
    given = [{"from": str(one), "to": "1", "shares": None} for one in range(3, 9)]
    ballots = {str(one): "for" for one in (1, *range(3, 9))} | {"2": "against"}
    data = _file(8, there=2, proxies=given, items=[{"id": "1", "majority": "four_fifths", "ballots": ballots}])
    found = tally(data)
    assert found["quorum"]["heads"] == [8, 8]
    assert found["refused_proxies"] == []
    assert found["items"][0] | {"id": "1"} == {
        "id": "1",
        "for": 7,
        "against": 1,
        "abstain": 0,
        "caps": {},
        "adopted": True,
        "outcome": "adopted",
        "earliest_new_assembly": None,
    }


def test_a_proxy_goes_to_a_member() -> None:
    found = tally(_file(3, there=1, proxies=[{"from": "2", "to": "a neighbour"}, {"from": "3", "to": ""}]))
    assert found["refused_proxies"] == [
        {"from": "2", "to": "a neighbour", "reason": "not_a_member"},
        {"from": "3", "to": None, "reason": "unnamed"},
    ]


def test_an_empty_room_is_no_assembly() -> None:
    found = tally(_file(3, there=0, items=[_item("absolute", yes=0)]))
    assert not found["quorum"]["valid"]
    assert found["items"] == []


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"rules": "company"}, "rules"),
        ({"rules": 3}, "rules"),
        ({"parties": []}, "parties"),
        ({"parties": [{"id": "1", "shares": 2}]}, "parties[0].shares"),
        ({"parties": [{"id": "1"}, {"id": "1"}]}, "parties[1].id"),
        ({"total_shares": 9}, "total_shares"),
        ({"session": "unanimity_retry"}, "session"),
        ({"items": [{"id": "1", "majority": "unanimity"}]}, "items[0].majority"),
        ({"items": [{"id": "1", "majority": "absolute", "weights": {"1": 3}}]}, "items[0].weights"),
    ],
)
def test_what_a_file_of_members_may_not_say(changes: dict[str, Any], place: str) -> None:
    with pytest.raises(BadFile) as refusal:
        tally(_file(3, there=1) | changes)
    assert refusal.value.facts["place"] == place


@pytest.mark.parametrize(
    ("subject", "majority", "heads"),
    [
        (Subject.ACCOUNTS, Majority.ABSOLUTE, None),
        (Subject.DIRECTOR, Majority.ABSOLUTE, None),
        (Subject.EXCLUSION, Majority.TWO_THIRDS, (2, 3)),
        (Subject.STATUTES, Majority.TWO_THIRDS, (2, 3)),
        (Subject.PURPOSE, Majority.FOUR_FIFTHS, (2, 3)),
        (Subject.DISSOLUTION, Majority.FOUR_FIFTHS, (2, 3)),
    ],
)
def test_the_majority_follows_from_the_subject(
    subject: Subject, majority: Majority, heads: tuple[int, int] | None
) -> None:
    found = subjects.required(subject, on=DAY, table=NONPROFIT.subjects)
    assert (found.majority, found.heads) == (majority, heads)
    assert found.article.startswith("CSA ")


@pytest.mark.parametrize("subject", [Subject.SHARES_CHANGE, Subject.SYNDIC_APPOINTMENT, Subject.NO_RESERVE_FUND])
def test_what_only_co_owners_decide_is_no_subject_of_members(subject: Subject) -> None:
    with pytest.raises(SubjectNotCovered):
        subjects.required(subject, on=DAY, table=NONPROFIT.subjects)


@pytest.mark.parametrize(
    ("signed", "members", "asks", "adds"),
    [(19, 100, False, True), (20, 100, True, True), (4, 100, False, False), (5, 100, False, True)],
)
def test_a_fifth_asks_for_a_meeting_and_a_twentieth_for_an_item(
    signed: int, members: int, asks: bool, adds: bool
) -> None:
    assert NONPROFIT.request_carries(signed, members) is asks
    assert NONPROFIT.item_carries(signed, members) is adds


def test_the_days_of_a_meeting_that_was_asked_for() -> None:
    assert NONPROFIT.convened_by(date(2026, 3, 3)) == date(2026, 3, 24)
    assert NONPROFIT.held_by(date(2026, 3, 3)) == date(2026, 4, 12)
    assert CONDOMINIUM.convened_by(date(2026, 3, 3)) == date(2026, 4, 2)
    assert CONDOMINIUM.held_by(date(2026, 3, 3)) is None
    assert NONPROFIT.second_from(DAY) == date(2026, 6, 25)


def test_only_a_non_profit_leaves_the_civil_code() -> None:
    assert [rulesets.of(kind).code for kind in ("nonprofit", "condominium", "residents")] == [
        "nonprofit",
        "condominium",
        "condominium",
    ]


@given(st.integers(1, 60), st.data())
def test_the_count_is_that_of_heads(members: int, data: st.DataObject) -> None:
    choices = data.draw(
        st.lists(st.sampled_from(["for", "against", "abstain", ""]), min_size=members, max_size=members)
    )
    majority = data.draw(st.sampled_from(["absolute", "two_thirds", "four_fifths"]))
    there = [str(one) for one, choice in enumerate(choices) if choice]
    file = _file(members, there=0) | {
        "parties": [{"id": str(one)} for one in range(members)],
        "present": there,
        "items": [
            {
                "id": "1",
                "majority": majority,
                "ballots": {str(one): choice for one, choice in enumerate(choices) if choice},
            }
        ],
    }
    found = tally(file)
    yes, no = choices.count("for"), choices.count("against")
    part = {"absolute": None, "two_thirds": Fraction(2, 3), "four_fifths": Fraction(4, 5)}[majority]
    if not there:
        assert found["items"] == []
    elif part is not None and Fraction(len(there), members) < Fraction(2, 3):
        assert found["items"][0]["outcome"] == "no_quorum"
    else:
        passes = yes > no if part is None else yes + no > 0 and Fraction(yes, yes + no) >= part
        assert found["items"][0]["adopted"] is passes
