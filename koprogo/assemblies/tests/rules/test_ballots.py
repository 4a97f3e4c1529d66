"""The cap of CC 3.87 § 7: the sum of the others, exact, whoever's hands the votes are in."""

import csv
from fractions import Fraction

import pytest

from koprogo.assemblies.rules import ballots
from koprogo.assemblies.rules.ballots import Cap
from koprogo.assemblies.rules.electorate import SYNDICS_OWN, Stake, conflicted, on_item
from koprogo.assemblies.rules.majorities import Votes
from koprogo.assemblies.rules.proxies import Portion
from koprogo.assemblies.rules.subjects import Subject
from koprogo.assemblies.rules.tally import tally
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.assemblies.tests.rules.tilleuls import file, item, votes
from koprogo.testing.fixtures import fixtures_dir

FIXTURES = fixtures_dir()


def _stakes(*rows: tuple[str, str, int]) -> list[Stake]:
    return [Stake(mandator, holder, Fraction(weight)) for mandator, holder, weight in rows]


def _votes(in_favour: int, against: int, abstaining: int = 0) -> Votes:
    return Votes(Fraction(in_favour), Fraction(against), Fraction(abstaining))


@pytest.mark.parametrize(
    ("stakes", "caps"),
    [
        # Law 3.6: Chloé 300 beside Bruno 120 and Ines 70.
        (_stakes(("chloe", "chloe", 300), ("bruno", "bruno", 120), ("ines", "ines", 70)), {"chloe": (300, 190)}),
        # The same with Ines' proxy.
        (_stakes(("chloe", "chloe", 300), ("bruno", "bruno", 120), ("ines", "chloe", 70)), {"chloe": (370, 120)}),
        # 600 votes split over three holders against 400: still 400.
        (
            _stakes(("o", "x", 200), ("o", "y", 200), ("o", "z", 200), ("p", "p", 400)),
            {"o": (600, 400)},
        ),
        (_stakes(("a", "a", 550), ("b", "b", 450)), {"a": (550, 450)}),
        # Equal to the others is allowed.
        (_stakes(("a", "a", 500), ("b", "b", 500)), {}),
        (_stakes(("a", "a", 500), ("b", "b", 300), ("c", "c", 200)), {}),
        # Published numbers (France, same rule): 6 000 of 10 000 count for 4 000.
        (_stakes(("x", "x", 6000), ("y", "y", 4000)), {"x": (6000, 4000)}),
        # One who votes only for others.
        (_stakes(("a", "h", 100), ("b", "h", 100), ("c", "c", 150)), {"h": (200, 150)}),
        # Owner and holder both above: the holder's cap binds, and both stay within their own.
        (_stakes(("o", "h", 600), ("h", "h", 100), ("p", "p", 300)), {"o": (600, Fraction(1800, 7)), "h": (700, 300)}),
        (_stakes(("a", "a", 500)), {}),
        ([], {}),
    ],
)
def test_caps(stakes: list[Stake], caps: dict[str, tuple[int, int | Fraction]]) -> None:
    expected = {person: Cap(Fraction(engaged), Fraction(counted)) for person, (engaged, counted) in caps.items()}
    assert ballots.count(stakes, {}).caps == expected


def test_a_capped_owner_against_all_others_is_a_tie() -> None:
    data = file(
        present=["chloe", "bruno", "ines"], session=2, items=[item(ballots=votes(yes="chloe", no="bruno ines"))]
    )
    (row,) = tally(data)["items"]
    assert (row["for"], row["against"], row["outcome"]) == (190, 190, "rejected")


def test_reduction_multiplies_before_it_divides() -> None:
    """550 x 450 / 550 is 450, not 450 and a trace."""
    stakes = _stakes(("a", "a", 550), ("b", "b", 450))
    found = ballots.count(stakes, {"a": Choice.FOR, "b": Choice.AGAINST})
    assert found.votes == _votes(450, 450)


def test_mixed_ballots_shrink_in_proportion_and_abstentions_keep_the_cap_up() -> None:
    stakes = _stakes(("m", "h", 400), ("n", "h", 200), ("p", "p", 100), ("q", "q", 50))
    found = ballots.count(stakes, {"m": Choice.FOR, "n": Choice.AGAINST, "p": Choice.ABSTAIN})
    assert found.caps["h"] == Cap(Fraction(600), Fraction(150))
    # m alone is above the others' 350 as an owner too; what binds is the holder's quarter.
    assert found.votes == _votes(100, 50, 100)


def test_the_sole_voter_and_nobody() -> None:
    assert ballots.count(_stakes(("a", "a", 7)), {"a": Choice.FOR}).sole == ("a",)
    both = ballots.count(_stakes(("a", "h", 7)), {"a": Choice.FOR})
    assert both.sole == ("a", "h")
    assert both.votes == _votes(7, 0)
    assert ballots.count([], {}).sole == ()


def test_the_cap_inside_a_sub_group() -> None:
    """Law 3.12 item 4: among those who pay and are there, Chloé's 300 meet 250."""
    portions = [Portion(one, one, shares) for one, shares in [("c", 300), ("d", 120), ("e", 130), ("a", 180)]]
    voters = on_item(portions, shares={"c": 300, "d": 120, "e": 130, "a": 180}, weights={"c": 300, "d": 120, "e": 130})
    assert ballots.count(voters.stakes, {}).caps == {"c": Cap(Fraction(300), Fraction(250))}
    assert (voters.complete, set(voters.there)) == (True, {"c", "d", "e"})


def test_half_of_the_shares_carries_half_of_the_key() -> None:
    voters = on_item([Portion("a", "h", 90)], shares={"a": 180, "b": 20}, weights={"a": 7})
    assert voters.there == {"a": Fraction(7, 2)}
    assert voters.complete is False


@pytest.mark.parametrize("subject", list(Subject))
def test_a_syndic_is_excluded_from_the_own_mission_only(subject: Subject) -> None:
    assert conflicted(subject, syndic="s") == (frozenset({"s"}) if subject in SYNDICS_OWN else frozenset())
    assert conflicted(subject, syndic=None, paid=["firm"]) == frozenset({"firm"})
    assert Subject.BUDGET not in SYNDICS_OWN and Subject.DISCHARGE in SYNDICS_OWN


@pytest.mark.skipif(FIXTURES is None, reason="the shared fixtures are not beside this copy")
def test_the_cases_of_the_shared_file() -> None:
    assert FIXTURES is not None
    with (FIXTURES / "ag" / "vote_cases.csv").open(encoding="utf-8", newline="") as text:
        cases = {row["case"]: row for row in csv.DictReader(text)}
    read = {name: _played(row) for name, row in cases.items()}
    assert read == {
        "cap-basic-FR-published": ("X votes 4000; meeting total 8000", []),
        "cap-not-reached": ("X votes 500 (equal is allowed)", []),
        "three-proxies-any-size": ("3 proxies accepted, P casts 450", []),
        "fourth-proxy-within-10pct": ("4 proxies accepted: 40+60=100 = 10.0% (does not exceed)", []),
        "fourth-proxy-over-10pct": ("4th proxy refused: 101 > 100", ["too_many"]),
        "syndic-proxy": ("refused", ["syndic"]),
    }


def _played(row: dict[str, str]) -> tuple[str, list[str]]:
    """Plays a row as an assembly; gives back the expectation of the row and the reasons of refused proxies."""
    holder = row["holder"]
    carried = [int(one) for one in row["proxies"].split("+")] if row["proxies"] else []
    total, own = int(row["total_shares"] or 1000), int(row["own"] or 100)
    shares = {holder: own, **{f"m{index}": one for index, one in enumerate(carried)}}
    shares["rest"] = total - sum(shares.values())
    data = file(
        shares,
        present=[holder, "rest"],
        syndic="syndic",
        proxies=[{"from": f"m{index}", "to": holder} for index in range(len(carried))],
        items=[item(ballots=dict.fromkeys(shares, "for") | {"rest": "abstain"})],
    )
    found = tally(data)
    refused = [one["reason"] for one in found["refused_proxies"]]
    if row["others_present_sum"] and not refused:
        assert found["quorum"]["shares"][0] == total
        assert shares["rest"] == int(row["others_present_sum"])
    (counted,) = found["items"]
    expected = {
        "cap-basic-FR-published": 4000,
        "cap-not-reached": 500,
        "three-proxies-any-size": 450,
        "fourth-proxy-within-10pct": 100,
        "fourth-proxy-over-10pct": 91,
        "syndic-proxy": 100,
    }
    assert counted["for"] == expected[row["case"]]
    return row["expected"], refused
