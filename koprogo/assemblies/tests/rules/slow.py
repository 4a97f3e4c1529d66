"""The rules of the vote once more, one vote at a time and with nothing shared: what the tally is held against."""

from fractions import Fraction
from typing import Any, NamedTuple


class Vote(NamedTuple):
    """A single share in somebody's hands."""

    owner: str
    hand: str


def proxies(data: dict[str, Any]) -> tuple[list[dict[str, Any]], list[tuple[str, str | None, str]]]:
    """Proxies that stand, and refused ones as (from, to, reason); each is tried on the whole set before it."""
    owners = {row["id"]: row for row in data["parties"]}
    standing: list[dict[str, Any]] = []
    refused: list[tuple[str, str | None, str]] = []
    for paper in data["proxies"]:
        owner, hand = paper["from"], paper["to"]
        if not hand:
            refused.append((owner, None, "unnamed"))
        elif hand == data["syndic"]:
            refused.append((owner, hand, "syndic"))
        elif hand in owners and hand not in data["present"]:
            refused.append((owner, hand, "absent_holder"))
        elif owners[owner]["vote_suspended"] or (paper["shares"] is None and owner in data["present"]):
            continue
        else:
            before = sum(one["count"] for one in standing if one["from"] == owner)
            left = owners[owner]["shares"] - before
            if left == 0:
                continue
            count = left if paper["shares"] is None else min(left, paper["shares"])
            trial = [*standing, {"from": owner, "to": hand, "count": count}]
            mine = [one for one in trial if one["to"] == hand]
            held = sum(one["count"] for one in mine)
            if hand in owners and not owners[hand]["vote_suspended"]:
                held += owners[hand]["shares"]
            if len({one["from"] for one in mine}) > 3 and Fraction(held, data["total_shares"]) > Fraction(1, 10):
                refused.append((owner, hand, "too_many"))
            else:
                standing = trial
    return standing, refused


def room(data: dict[str, Any]) -> list[Vote]:
    """Every share in the room, one by one."""
    standing, _ = proxies(data)
    votes = [Vote(one["from"], one["to"]) for one in standing for _ in range(one["count"])]
    for row in data["parties"]:
        if row["id"] in data["present"] and not row["vote_suspended"]:
            given = sum(1 for vote in votes if vote.owner == row["id"])
            votes += [Vote(row["id"], row["id"])] * (row["shares"] - given)
    return votes


def worth(vote: Vote, item: dict[str, Any], data: dict[str, Any]) -> Fraction:
    """What one share weighs on an item before any cap."""
    if {vote.owner, vote.hand} & set(item["excluded"]):
        return Fraction(0)
    if item["weights"] is None:
        return Fraction(1)
    (shares,) = [row["shares"] for row in data["parties"] if row["id"] == vote.owner]
    return Fraction(item["weights"].get(vote.owner, 0), shares)


def count(item: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    """Sums and caps of one item."""
    votes = [(vote, worth(vote, item, data)) for vote in room(data)]
    total = sum((value for _, value in votes), Fraction(0))
    people = {person for vote, value in votes if value for person in vote}
    engaged = {one: sum((value for vote, value in votes if one in vote), Fraction(0)) for one in people}
    factor = {one: (total - own) / own for one, own in engaged.items() if own > total - own > 0}
    sums = {"for": Fraction(0), "against": Fraction(0), "abstain": Fraction(0)}
    kept = dict.fromkeys(factor, Fraction(0))
    for vote, value in votes:
        value *= min(factor.get(vote.owner, Fraction(1)), factor.get(vote.hand, Fraction(1)))
        for one in set(vote) & set(kept):
            kept[one] += value
        if vote.owner in item["ballots"]:
            sums[item["ballots"][vote.owner]] += value
    return {**sums, "caps": {one: (engaged[one], kept[one]) for one in factor}}


def outcome(item: dict[str, Any], data: dict[str, Any]) -> str:
    """What becomes of the item."""
    sums = count(item, data)
    if item["majority"] == "unanimity":
        return _unanimity(item, data)
    cast = sums["for"] + sums["against"]
    if not cast:
        return "rejected"
    part = sums["for"] / cast
    least = {"two_thirds": Fraction(2, 3), "four_fifths": Fraction(4, 5)}
    passed = part > Fraction(1, 2) if item["majority"] == "absolute" else part >= least[item["majority"]]
    return "adopted" if passed else "rejected"


def _unanimity(item: dict[str, Any], data: dict[str, Any]) -> str:
    there = [vote for vote in room(data) if worth(vote, item, data)]
    if not there or any(item["ballots"].get(vote.owner) != "for" for vote in there):
        return "rejected"
    every = [
        Vote(row["id"], row["id"])
        for row in data["parties"]
        for _ in range(row["shares"])
        if worth(Vote(row["id"], row["id"]), item, data)
    ]
    if len(there) == len(every) or data["session"] == "unanimity_retry":
        return "adopted"
    return "new_assembly_for_unanimity"
