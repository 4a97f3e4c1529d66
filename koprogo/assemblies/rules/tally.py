"""All rules of the vote together: from a tally file to quorum, refused proxies and what became of each item."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from koprogo.assemblies.rules import ballots, counting, proxies, tally_file, unanimity
from koprogo.assemblies.rules.counting import Voted
from koprogo.assemblies.rules.quorum import Quorum
from koprogo.assemblies.rules.unanimity import Outcome

Report = dict[str, Any]


def tally(data: Mapping[str, Any]) -> Report:
    """Count an assembly (CC 3.87, 3.88), ready for JSON: days ISO, votes integers or exact fractions "n/d".

    `data` is the object of a tally file: date, total_shares, session, syndic, parties, present, proxies, items.
    `rules`: "nonprofit" counts members by the Companies and Associations Code; without it, co-owners.
    Keys of the answer: quorum, refused_proxies, items, second_session_from, flags. Without quorum no item is
    counted. A flag is `{"code", "item", "party"}`. Raises `tally_file.BadFile`.
    """
    file = tally_file.read(data)
    rules = file.rules
    roll = proxies.Roll(
        file.shares, file.present, file.suspended, file.syndic, most=rules.most_proxies, outsiders=rules.outsiders
    )
    examined = proxies.examine(file.proxies, roll)
    portions = proxies.hands(roll, examined.accepted)
    quorum = Quorum(
        heads=len({portion.mandator for portion in portions}),
        heads_total=len(file.shares),
        shares=sum(portion.shares for portion in portions),
        shares_total=roll.total,
        second_session=file.second_session,
        asked=rules.opening_quorum,
    )
    flags = [_flag("vote_suspended", party=party) for party in file.shares if party in file.suspended & file.present]
    flags += [_flag(f"proxy_idle_{why}", party=proxy.mandator) for proxy, why in examined.idle]
    items = [_item(one, file, portions, flags) for one in file.items] if quorum.valid else []
    return {
        "quorum": {
            "heads": [quorum.heads, quorum.heads_total],
            "shares": [quorum.shares, quorum.shares_total],
            "valid": quorum.valid,
        },
        "refused_proxies": [
            {"from": proxy.mandator, "to": proxy.holder or None, "reason": reason.value}
            for proxy, reason in examined.refused
        ],
        "items": items,
        "second_session_from": None if quorum.valid else rules.second_from(file.assembly_on).isoformat(),
        "flags": flags,
    }


def _item(item: tally_file.Item, file: tally_file.File, portions: list[proxies.Portion], flags: list[Report]) -> Report:
    """One item counted; what is odd about it goes to the flags."""
    if item.majority is None or not item.on_agenda:
        # Only what stands on the agenda can be decided (CC 3.87 § 3).
        return _row(item.id, ballots.count((), {}), Outcome.NOT_VOTABLE, None)
    found = counting.count(
        _voted(item, file),
        portions=portions,
        shares=file.shares,
        ballots=item.ballots,
    )
    flags += _oddities(item, portions, found.voters.there)
    flags += [_flag("sole_voter", item=item.id, party=party) for party in found.counted.sole]
    earliest = None
    if found.outcome is Outcome.NEW_ASSEMBLY:
        earliest = unanimity.retry_from(file.assembly_on).isoformat()
    elif found.outcome is Outcome.NO_QUORUM:
        earliest = file.rules.second_from(file.assembly_on).isoformat()
    return _row(item.id, found.counted, found.outcome, earliest)


def _voted(item: tally_file.Item, file: tally_file.File) -> Voted:
    assert item.majority is not None, "what has no majority is not voted"
    return Voted(
        item.majority,
        item.weights,
        frozenset(item.excluded),
        retry=file.unanimity_retry,
        heads=None if file.second_session else file.rules.heads_for(item.majority),
        capped=file.rules.capped,
    )


def _oddities(item: tally_file.Item, portions: list[proxies.Portion], there: Mapping[str, Fraction]) -> list[Report]:
    """Ballots that are not counted, with the reason, and owners who are there and gave none."""
    in_the_room = {portion.mandator for portion in portions}
    found = []
    for party in item.ballots:
        if party in there:
            continue
        if party not in in_the_room:
            code = "ballot_ignored_absent"
        elif party in item.excluded:
            code = "ballot_ignored_excluded"
        elif item.weights is not None and not item.weights.get(party):
            code = "ballot_ignored_not_paying"
        else:
            code = "ballot_ignored_holder_excluded"
        found.append(_flag(code, item=item.id, party=party))
    return found + [_flag("no_ballot", item=item.id, party=party) for party in there if party not in item.ballots]


def _row(name: str, counted: ballots.Counted, outcome: Outcome, earliest: str | None) -> Report:
    return {
        "id": name,
        "for": number(counted.votes.in_favour),
        "against": number(counted.votes.against),
        "abstain": number(counted.votes.abstaining),
        "caps": {person: [number(cap.engaged), number(cap.counted)] for person, cap in counted.caps.items()},
        "adopted": outcome is Outcome.ADOPTED,
        "outcome": outcome.value,
        "earliest_new_assembly": earliest,
    }


def _flag(code: str, *, item: str | None = None, party: str | None = None) -> Report:
    return {"code": code, "item": item, "party": party}


def number(votes: Fraction) -> int | str:
    """Votes as JSON carries them exactly: an integer, or "n/d" in lowest terms."""
    return votes.numerator if votes.denominator == 1 else f"{votes.numerator}/{votes.denominator}"
