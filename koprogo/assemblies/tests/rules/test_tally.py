"""The assembly of section 3.12 with its seven outcomes, and what else one tally must say."""

import copy
from typing import Any

import pytest

from koprogo.assemblies.rules.tally import tally
from koprogo.assemblies.tests.rules.tilleuls import LIFT, SHARES, assembly_of_june, file, item, votes


def _row(name: str, figures: tuple[Any, Any, Any], outcome: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": name,
        "for": figures[0],
        "against": figures[1],
        "abstain": figures[2],
        "caps": {},
        "adopted": outcome == "adopted",
        "outcome": outcome,
        "earliest_new_assembly": None,
        **changes,
    }


def test_the_assembly_of_june_with_its_seven_outcomes() -> None:
    before = assembly_of_june()
    data = copy.deepcopy(before)
    assert tally(data) == {
        "quorum": {"heads": [5, 7], "shares": [850, 1000], "valid": True},
        "refused_proxies": [],
        "items": [
            _row("accounts", (610, 120, 120), "adopted"),
            _row("facade", (430, 180, 240), "adopted"),
            _row("key", (730, 120, 0), "adopted"),
            _row("lift", (380, 120, 0), "adopted", caps={"chloe": [300, 250]}),
            _row("david", (300, 300, 130), "rejected"),
            _row("shares", (850, 0, 0), "new_assembly_for_unanimity", earliest_new_assembly="2026-07-10"),
            _row("varia", (0, 0, 0), "not_votable"),
        ],
        "second_session_from": None,
        "flags": [],
    }
    assert data == before


def test_without_quorum_nothing_is_counted_and_the_second_session_has_a_date() -> None:
    data = assembly_of_june() | {"present": ["alice", "eve_frank"], "proxies": []}
    found = tally(data)
    assert found["quorum"] == {"heads": [2, 7], "shares": [310, 1000], "valid": False}
    assert found["items"] == []
    assert found["second_session_from"] == "2026-06-25"


def test_the_second_session_counts_whoever_came() -> None:
    data = file(present=["ines"], session=2, items=[item(ballots=votes(yes="ines")), item(name="2")])
    found = tally(data)
    assert found["quorum"] == {"heads": [1, 7], "shares": [70, 1000], "valid": True}
    assert [row["outcome"] for row in found["items"]] == ["adopted", "rejected"]
    assert found["second_session_from"] is None
    empty = tally(file(present=[], session=2, items=[item(), item("unanimity", name="2")]))
    assert empty["quorum"]["valid"] is True
    assert [row["outcome"] for row in empty["items"]] == ["rejected", "rejected"]


@pytest.mark.parametrize(
    ("session", "present", "ballots", "outcome"),
    [
        (1, "all", votes(yes=" ".join(SHARES)), "adopted"),
        (1, "alice bruno chloe david", votes(yes="alice bruno chloe david"), "new_assembly_for_unanimity"),
        (1, "alice bruno chloe david", votes(yes="alice bruno chloe", no="david"), "rejected"),
        (1, "alice bruno chloe david", votes(yes="alice bruno chloe", abstain="david"), "rejected"),
        (1, "alice bruno chloe david", votes(yes="alice bruno chloe"), "rejected"),
        (2, "alice bruno chloe david", votes(yes="alice bruno chloe david"), "new_assembly_for_unanimity"),
        ("unanimity_retry", "alice bruno chloe david", votes(yes="alice bruno chloe david"), "adopted"),
        ("unanimity_retry", "alice bruno chloe david", votes(yes="alice bruno chloe", abstain="david"), "rejected"),
        ("unanimity_retry", "alice bruno chloe david", votes(yes="alice bruno chloe", no="david"), "rejected"),
    ],
)
def test_unanimity_of_all_owners(session: Any, present: str, ballots: dict[str, str], outcome: str) -> None:
    """Law 3.8: 280 shares absent open the new assembly of 10 July; one against does not."""
    came = list(SHARES) if present == "all" else present.split()
    (row,) = tally(file(present=came, session=session, items=[item("unanimity", ballots=ballots)]))["items"]
    assert row["outcome"] == outcome
    assert row["adopted"] is (outcome == "adopted")
    assert row["earliest_new_assembly"] == ("2026-07-10" if outcome.startswith("new") else None)


def test_unanimity_does_not_hang_on_the_cap() -> None:
    """One owner has 600 of 1 000: all agree, and the reduction of his votes changes nothing about that."""
    data = file({"a": 600, "b": 400}, items=[item("unanimity", ballots=votes(yes="a b"))])
    (row,) = tally(data)["items"]
    assert (row["outcome"], row["caps"]) == ("adopted", {"a": [600, 400]})


def test_unanimity_leaves_the_excluded_out_but_not_the_half_represented() -> None:
    shares = {"a": 60, "b": 40, "c": 50}
    everybody = item("unanimity", excluded=["c"], ballots=votes(yes="a b"))
    assert tally(file(shares, items=[everybody]))["items"][0]["outcome"] == "adopted"
    half = [{"from": "b", "to": "a", "shares": 20}]
    found = tally(file(shares, present=["a", "c"], proxies=half, items=[everybody]))
    assert found["quorum"]["shares"] == [130, 150]
    assert found["items"][0]["outcome"] == "new_assembly_for_unanimity"


@pytest.mark.parametrize(
    ("majority", "date", "outcome"),
    [("two_thirds", "2019-02-01", "adopted"), ("three_quarters", "2018-12-01", "rejected")],
)
def test_works_before_and_after_2019(majority: str, date: str, outcome: str) -> None:
    """700 against 300 are two thirds, not three quarters."""
    ballots = votes(yes="chloe alice eve_frank david", no="bruno greta_hugo ines")
    (row,) = tally(file(date=date, items=[item(majority, ballots=ballots)]))["items"]
    assert (row["for"], row["against"], row["outcome"]) == (730, 270, outcome)


def test_only_those_who_pay_decide() -> None:
    """Alice and Bruno do not pay for the lift: their ballots count for nothing, the quorum is that of all."""
    ballots = votes(yes="chloe", no="alice bruno", abstain="david eve_frank greta_hugo ines")
    found = tally(file(items=[item("absolute", weights=LIFT, ballots=ballots)]))
    (row,) = found["items"]
    assert (row["for"], row["against"], row["abstain"]) == (300, 0, 400)
    assert row["adopted"] is True
    assert found["quorum"]["shares"] == [1000, 1000]
    assert [(flag["code"], flag["party"]) for flag in found["flags"]] == [
        ("ballot_ignored_not_paying", "alice"),
        ("ballot_ignored_not_paying", "bruno"),
    ]


def test_who_is_concerned_votes_neither_in_person_nor_for_others() -> None:
    """Paragraph 9: David's firm. Ines gave David her proxy, David's own is with nobody: both leave this item."""
    proxies = [{"from": "ines", "to": "david", "shares": None}]
    ballots = votes(yes="david ines chloe", no="alice bruno")
    data = file(
        present=["alice", "bruno", "chloe", "david", "eve_frank"],
        proxies=proxies,
        items=[item(excluded=["david"], ballots=ballots), item(name="budget", ballots=ballots)],
    )
    own, budget = tally(data)["items"]
    assert (own["for"], own["against"], own["outcome"]) == (300, 300, "rejected")
    assert (budget["for"], budget["against"], budget["outcome"]) == (490, 300, "adopted")
    codes = {flag["code"] for flag in tally(data)["flags"] if flag["item"] == "1"}
    assert codes == {"ballot_ignored_excluded", "ballot_ignored_holder_excluded", "no_ballot"}


def test_a_conflicted_owners_own_proxy_is_excluded_too() -> None:
    data = file(
        present=["alice", "chloe"],
        proxies=[{"from": "david", "to": "alice"}, {"from": "bruno", "to": "alice"}],
        items=[item(excluded=["david"], ballots=votes(yes="david alice bruno", no="chloe"))],
        session=2,
    )
    (row,) = tally(data)["items"]
    assert (row["for"], row["against"]) == (300, 300)


def test_votes_of_the_absent_are_ignored_and_said() -> None:
    data = file(present=["alice", "chloe", "david", "bruno"], items=[item(ballots=votes(yes="ines", no="alice"))])
    found = tally(data)
    assert (found["items"][0]["for"], found["items"][0]["against"]) == (0, 180)
    assert {"code": "ballot_ignored_absent", "item": "1", "party": "ines"} in found["flags"]


def test_a_suspended_vote_counts_in_the_denominators_only() -> None:
    data = file(items=[item(ballots=votes(yes="greta_hugo", no="ines"))])
    data["parties"][5]["vote_suspended"] = True
    found = tally(data)
    assert found["quorum"] == {"heads": [6, 7], "shares": [920, 1000], "valid": True}
    assert (found["items"][0]["for"], found["items"][0]["against"]) == (0, 70)
    assert found["flags"][0] == {"code": "vote_suspended", "item": None, "party": "greta_hugo"}


def test_idle_proxies_are_flagged_not_refused() -> None:
    data = file(
        {"a": 10, "b": 10, "c": 10, "d": 10},
        present=["a", "b"],
        proxies=[
            {"from": "b", "to": "a"},
            {"from": "c", "to": "a"},
            {"from": "c", "to": "b"},
            {"from": "d", "to": "a"},
        ],
    )
    data["parties"][3]["vote_suspended"] = True
    found = tally(data)
    assert found["refused_proxies"] == []
    assert [(flag["code"], flag["party"]) for flag in found["flags"]] == [
        ("proxy_idle_mandator_present", "b"),
        ("proxy_idle_already_given", "c"),
        ("proxy_idle_vote_suspended", "d"),
    ]
    assert found["quorum"]["shares"] == [30, 40]


def test_a_sole_voter_is_not_capped_and_flagged() -> None:
    data = file(present=["chloe"], session=2, items=[item(ballots=votes(yes="chloe"))])
    found = tally(data)
    assert (found["items"][0]["for"], found["items"][0]["caps"]) == (300, {})
    assert found["flags"] == [{"code": "sole_voter", "item": "1", "party": "chloe"}]


def test_fractions_of_votes_are_printed_exactly() -> None:
    """370 engaged against 120: Chloé's own 300 and Ines' 70 shrink by 120/370 each."""
    data = file(
        present=["chloe", "bruno"],
        proxies=[{"from": "ines", "to": "chloe"}],
        session=2,
        items=[item(ballots=votes(yes="chloe", no="ines bruno"))],
    )
    (row,) = tally(data)["items"]
    assert row["caps"] == {"chloe": [370, 120]}
    assert (row["for"], row["against"]) == ("3600/37", "5280/37")
    assert row["outcome"] == "rejected"
