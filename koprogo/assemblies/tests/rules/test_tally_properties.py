"""The tally against the slow reference, over random assemblies, and what must hold whatever the numbers."""

from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from koprogo.assemblies.rules.tally import tally
from koprogo.assemblies.tests.rules import slow

MANY = settings(max_examples=600, deadline=None)
SOME = settings(max_examples=200, deadline=None)
OUTSIDERS = ["out1", "out2"]
CHOICES = st.sampled_from(["for", "against", "abstain"])


@st.composite
def assemblies(draw: st.DrawFn) -> dict[str, Any]:
    """Up to nine owners and 30 shares each, proxies to owners, outsiders, the syndic or nobody."""
    ids = [f"p{index}" for index in range(draw(st.integers(1, 9)))]
    shares = {one: draw(st.integers(1, 30)) for one in ids}
    # A large owner who stays away makes room under the tenth for more than three proxies.
    shares["far"] = draw(st.sampled_from([1, 40, 600]))
    ids.append("far")
    syndic = draw(st.sampled_from([None, "syndic", ids[0]]))
    proxies: list[dict[str, Any]] = []
    left = dict(shares)
    for _ in range(draw(st.integers(0, 8))):
        owner = draw(st.sampled_from(ids[:-1]))
        to = draw(st.sampled_from([ids[0], *ids, *OUTSIDERS, "syndic", None]))
        part = draw(st.none() | st.integers(1, left[owner])) if left[owner] else None
        left[owner] -= part or 0
        if to != owner:
            proxies.append({"from": owner, "to": to, "shares": part})
    holders: set[str] = {one["to"] for one in proxies if one["to"]}
    known = [*ids, *sorted(holders - set(ids))]
    items = [draw(_items(f"i{index}", ids, known)) for index in range(draw(st.integers(1, 3)))]
    return {
        "date": "2026-06-10",
        "total_shares": sum(shares.values()),
        "session": draw(st.sampled_from([1, 2, 2, "unanimity_retry"])),
        "syndic": syndic,
        "parties": [{"id": one, "shares": shares[one], "vote_suspended": draw(st.integers(0, 9)) == 9} for one in ids],
        "present": [one for one in ids if draw(st.booleans())],
        "proxies": proxies,
        "items": items,
    }


@st.composite
def _items(draw: st.DrawFn, name: str, ids: list[str], known: list[str]) -> dict[str, Any]:
    weights = None
    if draw(st.booleans()):
        weights = {one: draw(st.integers(0, 20)) for one in ids} | {draw(st.sampled_from(ids)): 5}
    agreed = draw(st.booleans())
    return {
        "id": name,
        "majority": draw(st.sampled_from(["absolute", "two_thirds", "four_fifths", "unanimity"])),
        "weights": weights,
        "excluded": draw(st.lists(st.sampled_from(known), max_size=2, unique=True)),
        "ballots": {one: "for" if agreed else draw(CHOICES) for one in ids if agreed or draw(st.integers(0, 4))},
    }


@MANY
@given(assemblies())
def test_the_tally_is_the_slow_one(data: dict[str, Any]) -> None:
    found = tally(data)
    _, refused = slow.proxies(data)
    assert [(one["from"], one["to"], one["reason"]) for one in found["refused_proxies"]] == refused
    votes = slow.room(data)
    heads, shares = len({vote.owner for vote in votes}), len(votes)
    total = data["total_shares"]
    assert found["quorum"]["heads"] == [heads, len(data["parties"])]
    assert found["quorum"]["shares"] == [shares, total]
    both = Fraction(heads, len(data["parties"])) > Fraction(1, 2) and Fraction(shares, total) >= Fraction(1, 2)
    assert found["quorum"]["valid"] is (data["session"] == 2 or both or Fraction(shares, total) > Fraction(3, 4))
    assert len(found["items"]) == (len(data["items"]) if found["quorum"]["valid"] else 0)
    for item, row in zip(data["items"], found["items"], strict=False):
        expected = slow.count(item, data)
        assert {key: Fraction(row[key]) for key in ("for", "against", "abstain")} == {
            key: expected[key] for key in ("for", "against", "abstain")
        }
        assert {one: tuple(map(Fraction, pair)) for one, pair in row["caps"].items()} == expected["caps"]
        assert row["outcome"] == slow.outcome(item, data)
        assert row["adopted"] is (row["outcome"] == "adopted")
        assert (row["earliest_new_assembly"] is None) is (row["outcome"] != "new_assembly_for_unanimity")


@SOME
@given(assemblies())
def test_nobody_counts_for_more_than_the_others_together(data: dict[str, Any]) -> None:
    data["session"] = 2
    found = tally(data)
    for item, row in zip(data["items"], found["items"], strict=True):
        engaged = sum((slow.worth(vote, item, data) for vote in slow.room(data)), Fraction(0))
        for before, after in row["caps"].values():
            assert Fraction(after) <= engaged - Fraction(before) < Fraction(before)
        cast = sum(Fraction(row[key]) for key in ("for", "against", "abstain"))
        assert cast <= engaged
        for key in ("for", "against", "abstain"):
            assert isinstance(row[key], int) or Fraction(row[key]).denominator > 1


@SOME
@given(assemblies(), st.randoms(use_true_random=False))
def test_the_order_of_owners_and_ballots_changes_nothing(data: dict[str, Any], chance: Any) -> None:
    before = tally(data)
    chance.shuffle(data["parties"])
    chance.shuffle(data["present"])
    for item in data["items"]:
        ballots = list(item["ballots"].items())
        chance.shuffle(ballots)
        item["ballots"] = dict(ballots)
    after = tally(data)
    for name in ("quorum", "refused_proxies", "items"):
        assert after[name] == before[name]


@SOME
@given(assemblies(), st.integers(2, 50))
def test_scaling_every_share_changes_no_outcome(data: dict[str, Any], scale: int) -> None:
    """Thousandths or ten-thousandths: the deed's total decides nothing."""
    before = tally(data)
    data["total_shares"] *= scale
    for row in data["parties"]:
        row["shares"] *= scale
    for row in data["proxies"]:
        row["shares"] = row["shares"] and row["shares"] * scale
    after = tally(data)
    assert [row["outcome"] for row in after["items"]] == [row["outcome"] for row in before["items"]]
    assert after["refused_proxies"] == before["refused_proxies"]
    assert after["quorum"]["valid"] == before["quorum"]["valid"]
