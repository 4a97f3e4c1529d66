"""Les Tilleuls, the reference building of the law sheet (0.2), as tally files."""

from typing import Any

DAY = "2026-06-10"
SHARES = {"alice": 180, "bruno": 120, "chloe": 300, "david": 120, "eve_frank": 130, "greta_hugo": 80, "ines": 70}
LIFT = {"chloe": 300, "david": 120, "eve_frank": 130, "greta_hugo": 80, "ines": 70}


def file(shares: dict[str, int] | None = None, *, present: list[str] | None = None, **changes: Any) -> dict[str, Any]:
    """A tally file of these owners, all present unless said, with nothing else to tell."""
    shares = SHARES if shares is None else shares
    return {
        "date": DAY,
        "total_shares": sum(shares.values()),
        "session": 1,
        "syndic": None,
        "parties": [{"id": one, "shares": count, "vote_suspended": False} for one, count in shares.items()],
        "present": list(shares) if present is None else present,
        "proxies": [],
        "items": [],
        **changes,
    }


def item(majority: str = "absolute", *, name: str = "1", **changes: Any) -> dict[str, Any]:
    """One item; ballots are written as `votes(...)`."""
    return {"id": name, "majority": majority, "weights": None, "excluded": [], "ballots": {}, **changes}


def votes(*, yes: str = "", no: str = "", abstain: str = "") -> dict[str, str]:
    """Ballots from names separated by spaces."""
    return {
        party: choice
        for names, choice in ((yes, "for"), (no, "against"), (abstain, "abstain"))
        for party in names.split()
    }


def assembly_of_june() -> dict[str, Any]:
    """The assembly of section 3.12: five of seven heads, 850 of 1 000, seven items."""
    found = file(present=["chloe", "alice", "david", "eve_frank"], syndic="gestion")
    found["parties"][5]["vote_suspended"] = True
    found["proxies"] = [{"from": "bruno", "to": "alice", "shares": None}]
    found["items"] = [
        item(name="accounts", ballots=votes(yes="chloe alice eve_frank", no="bruno", abstain="david")),
        item("two_thirds", name="facade", ballots=votes(yes="chloe eve_frank", no="alice", abstain="bruno david")),
        item("four_fifths", name="key", ballots=votes(yes="chloe alice david eve_frank", no="bruno")),
        item("two_thirds", name="lift", weights=dict(LIFT), ballots=votes(yes="chloe eve_frank", no="david")),
        item(name="david", excluded=["david"], ballots=votes(yes="chloe", no="alice bruno", abstain="eve_frank")),
        item("unanimity", name="shares", ballots=votes(yes="chloe alice bruno david eve_frank")),
        {"id": "varia", "majority": None, "on_agenda": False, "ballots": {}},
    ]
    return found
