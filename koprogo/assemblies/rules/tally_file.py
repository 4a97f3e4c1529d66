"""The file that `koprogo assembly tally` reads: every value looked at before anything is counted."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from koprogo.assemblies.rules.majorities import Majority
from koprogo.assemblies.rules.proxies import Proxy
from koprogo.assemblies.rules.rulesets import BY_CODE, CONDOMINIUM, RuleSet
from koprogo.assemblies.rules.subjects import L18
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.kernel.refusals import Refused

RETRY = "unanimity_retry"
_MOST = 10**18  # room for any deed; beyond it somebody pasted a wrong number
_WHAT = {dict: "an object", list: "a list", str: "a text", bool: "true or false", int: "a whole number"}


class BadFile(Refused):
    """The file is no tally; facts `place` ("proxies[2].shares") and `problem`, a sentence in English."""

    code = "assemblies.bad_tally_file"

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(place=place, problem=problem)

    def __str__(self) -> str:
        """Place and problem, as the command line says them."""
        return f"{self.facts['place']}: {self.facts['problem']}"


@dataclass(frozen=True, slots=True)
class Item:
    """One point. `majority` may be None only for what is not on the agenda; `weights` None: by shares."""

    id: str
    majority: Majority | None
    on_agenda: bool
    weights: dict[str, int] | None
    excluded: frozenset[str]
    ballots: dict[str, Choice]


@dataclass(frozen=True, slots=True)
class File:
    """A tally file, read. Shares are whole numbers; parties keep the order of the file."""

    rules: RuleSet
    assembly_on: date
    second_session: bool
    unanimity_retry: bool
    syndic: str | None
    shares: dict[str, int]
    suspended: frozenset[str]
    present: frozenset[str]
    proxies: list[Proxy]
    items: list[Item]


def parse(text: str | bytes) -> dict[str, Any]:
    """The JSON object of a file, with no key twice. Raises `BadFile`.

    A number with decimals is left for `read` to refuse where a whole one must stand.
    """
    try:
        found = json.loads(text, parse_constant=_no_number, object_pairs_hook=_object)
    except BadFile:
        raise
    except (ValueError, RecursionError) as problem:
        raise BadFile("file", f"this is no JSON that can be read ({problem}).") from None
    _is(found, dict, "file")
    return dict(found)


def read(data: Mapping[str, Any]) -> File:
    """The file, or the first place where it cannot be used. Unknown keys are left aside. Raises `BadFile`."""
    _is(data, dict, "file")
    rules = _rules(data)
    rows = _need(data, "parties", list, "file")
    shares, suspended = (_members(data, rows), frozenset[str]()) if rules.by_heads else _owners(data, rows)
    syndic = _identifier(data["syndic"], "syndic") if data.get("syndic") is not None else None
    proxies = _proxies(_maybe(data, "proxies", list, "file") or [], shares)
    known = {*shares, *(proxy.holder for proxy in proxies), *([syndic] if syndic else [])}
    present = _identifiers(_need(data, "present", list, "file"), "present", known)
    session = data.get("session")
    if type(session) not in (int, str) or session not in (1, 2, RETRY):
        raise BadFile("session", f'write 1, 2 or "{RETRY}".')
    assembly_on = _day(_need(data, "date", str, "file"))
    items = [
        _item(one, f"items[{index}]", shares, known, assembly_on, rules)
        for index, one in enumerate(_need(data, "items", list, "file"))
    ]
    if len({item.id for item in items}) < len(items):
        raise BadFile("items", "two items have the same id.")
    if rules.by_heads and session == RETRY:
        raise BadFile("session", "members have no second vote on unanimity: write 1 or 2.")
    return File(rules, assembly_on, session == 2, session == RETRY, syndic, shares, suspended, present, proxies, items)


def _rules(data: Mapping[str, Any]) -> RuleSet:
    code = data.get("rules", CONDOMINIUM.code)
    if not isinstance(code, str) or code not in BY_CODE:
        raise BadFile("rules", f"write one of {', '.join(BY_CODE)}, or leave it out.")
    return BY_CODE[code]


def _members(data: Mapping[str, Any], rows: list[Any]) -> dict[str, int]:
    """Members of a non-profit: one vote each, whether the file says so or not."""
    members: dict[str, int] = {}
    for index, row in enumerate(rows):
        place = f"parties[{index}]"
        _is(row, dict, place)
        member = _identifier(row.get("id"), f"{place}.id")
        if member in members:
            raise BadFile(f"{place}.id", f'"{member}" stands in the list twice.')
        if row.get("shares") is not None and _count(row, "shares", place) != 1:
            raise BadFile(f"{place}.shares", "a member has one vote: write 1 or leave it out.")
        members[member] = 1
    if not members:
        raise BadFile("parties", "nobody is a member: list every one.")
    if data.get("total_shares") is not None and _count(data, "total_shares", "file") != len(members):
        raise BadFile("total_shares", f"the list has {len(members)} members: write that number or leave it out.")
    return members


def _owners(data: Mapping[str, Any], rows: list[Any]) -> tuple[dict[str, int], frozenset[str]]:
    return _parties(rows, _count(data, "total_shares", "file"))


def _parties(rows: list[Any], total: int) -> tuple[dict[str, int], frozenset[str]]:
    shares: dict[str, int] = {}
    suspended = set()
    for index, row in enumerate(rows):
        place = f"parties[{index}]"
        _is(row, dict, place)
        party = _identifier(row.get("id"), f"{place}.id")
        if party in shares:
            raise BadFile(f"{place}.id", f'"{party}" stands in the list twice.')
        shares[party] = _count(row, "shares", place)
        if _maybe(row, "vote_suspended", bool, place):
            suspended.add(party)
    if sum(shares.values()) != total:
        raise BadFile(
            "parties", f"their shares make {sum(shares.values())}, total_shares says {total}: list every owner."
        )
    return shares, frozenset(suspended)


def _proxies(rows: list[Any], shares: Mapping[str, int]) -> list[Proxy]:
    found = []
    given: dict[str, int] = {}
    for index, row in enumerate(rows):
        place = f"proxies[{index}]"
        _is(row, dict, place)
        mandator = _identifier(row.get("from"), f"{place}.from", shares)
        to = row.get("to")
        unnamed = to is None or (isinstance(to, str) and not to.strip())
        holder = "" if unnamed else _identifier(to, f"{place}.to")
        if holder == mandator:
            raise BadFile(f"{place}.to", "nobody is the own proxy holder.")
        part = None if row.get("shares") is None else _count(row, "shares", place)
        given[mandator] = given.get(mandator, 0) + (part or 0)
        if given[mandator] > shares[mandator]:
            raise BadFile(f"{place}.shares", f'"{mandator}" has {shares[mandator]} and gives {given[mandator]}.')
        found.append(Proxy(mandator, holder, part))
    return found


def _item(
    row: Any, place: str, shares: Mapping[str, int], known: set[str], assembly_on: date, rules: RuleSet
) -> Item:
    _is(row, dict, place)
    on_agenda = _maybe(row, "on_agenda", bool, place)
    on_agenda = True if on_agenda is None else on_agenda
    majority = None
    if on_agenda or row.get("majority") is not None:
        majority = _majority(row.get("majority"), f"{place}.majority", assembly_on, rules)
    weights = None
    if rules.by_heads and row.get("weights") is not None:
        raise BadFile(f"{place}.weights", "members vote by heads: write null.")
    if row.get("weights") is not None:
        stated = _need(row, "weights", dict, place)
        weights = {
            _identifier(party, f"{place}.weights", shares): _count(stated, party, f"{place}.weights", least=0)
            for party in stated
        }
        if not any(weights.values()):
            raise BadFile(f"{place}.weights", "nobody has a weight: write null when all vote by their shares.")
    ballots: dict[str, Choice] = {}
    for party, choice in (_maybe(row, "ballots", dict, place) or {}).items():
        spot = f"{place}.ballots.{party}"
        _identifier(party, spot, known)
        if choice not in list(Choice):
            raise BadFile(spot, 'write "for", "against" or "abstain".')
        ballots[party] = Choice(choice)
    excluded = _identifiers(_maybe(row, "excluded", list, place) or [], f"{place}.excluded", known)
    return Item(_identifier(row.get("id"), f"{place}.id"), majority, on_agenda, weights, excluded, ballots)


def _majority(value: Any, place: str, assembly_on: date, rules: RuleSet) -> Majority:
    allowed = [one for one in Majority if one is not Majority.THREE_QUARTERS or assembly_on < L18]
    if rules.by_heads:
        held = {periods[-1].majority for periods in rules.subjects.values()}
        allowed = [one for one in allowed if one in held]
    if value not in allowed:
        raise BadFile(place, f"write one of {', '.join(allowed)}.")
    return Majority(value)


def _identifiers(rows: list[Any], place: str, known: set[str]) -> frozenset[str]:
    found = [_identifier(row, f"{place}[{index}]", known) for index, row in enumerate(rows)]
    if len(set(found)) < len(found):
        raise BadFile(place, "somebody stands in the list twice.")
    return frozenset(found)


def _identifier(value: Any, place: str, known: Mapping[str, int] | set[str] | None = None) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        raise BadFile(place, "an identifier must stand here, as a text.")
    if known is not None and value not in known:
        raise BadFile(place, f'"{value}" is nobody of this file.')
    return value


def _day(text: str) -> date:
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        day = date.fromisoformat(text)
    except ValueError:
        raise BadFile("date", f'"{text}" is no day: write it as 2026-06-10.') from None
    if day.year > 9000:
        raise BadFile("date", f'"{text}" is too far: the terms counted from it would leave the calendar.')
    return day


def _count(row: Mapping[str, Any], key: str, place: str, *, least: int = 1) -> int:
    value: int = _need(row, key, int, place)
    if not least <= value <= _MOST:
        raise BadFile(_spot(place, key), f"{value} is no number of votes: write {least} or more.")
    return value


def _need(row: Mapping[str, Any], key: str, kind: type, place: str) -> Any:
    if key not in row:
        raise BadFile(_spot(place, key), f"this is missing: write {_WHAT[kind]}.")
    return _is(row[key], kind, _spot(place, key))


def _maybe(row: Mapping[str, Any], key: str, kind: type, place: str) -> Any:
    return None if row.get(key) is None else _is(row[key], kind, _spot(place, key))


def _is(value: Any, kind: type, place: str) -> Any:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise BadFile(place, f"write {_WHAT[kind]} here.")
    return value


def _spot(place: str, key: str) -> str:
    return key if place == "file" else f"{place}.{key}"


def _no_number(text: str) -> int:
    raise BadFile("file", f"{text} stands in it, which is no number of JSON.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        (twice, _), *_ = Counter(key for key, _ in pairs).most_common(1)
        raise BadFile("file", f'the key "{twice}" stands twice in one object.')
    return found
