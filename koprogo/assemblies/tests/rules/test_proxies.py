"""Law 3.5: named holders, three proxies or a tenth of all votes, never the syndic."""

from datetime import date

import pytest

from koprogo.assemblies.rules.proxies import Idle, Portion, Proxy, Reason, Roll, examine, hands, serves, within_limit

OWNERS = {"h": 200, "m1": 200, "m2": 200, "m3": 200, "m4": 200, "s": 100}


def _roll(shares: dict[str, int], total: int, present: str, syndic: str | None = None) -> Roll:
    rest = total - sum(shares.values())
    return Roll(shares | {"rest": rest}, frozenset(present.split()), syndic=syndic)


@pytest.mark.parametrize(
    ("own", "mandators", "total", "refused"),
    [
        (200, [200, 200, 200, 200], 10_000, []),  # exactly 10,00 %
        (201, [200, 200, 200, 200], 10_000, ["m4"]),  # 10,01 %
        (5_000, [1_000, 1_000, 1_000], 10_000, []),  # three of any weight
        (5_000, [1_000, 1_000, 1_000, 1], 10_000, ["m4"]),
        (0, [200, 200, 200, 200, 200, 1], 10_000, ["m6"]),
        (200, [200, 200, 200, 300, 100], 10_000, ["m4"]),  # in file order: the lighter fifth one still fits
    ],
)
def test_three_proxies_or_a_tenth(own: int, mandators: list[int], total: int, refused: list[str]) -> None:
    shares = {f"m{index}": one for index, one in enumerate(mandators, start=1)}
    papers = [Proxy(one, "h") for one in shares]
    roll = _roll(shares | ({"h": own} if own else {}), total, "h")
    found = examine(papers, roll)
    assert [(proxy.mandator, why) for proxy, why in found.refused] == [(one, Reason.TOO_MANY) for one in refused]
    assert len(found.accepted) == len(mandators) - len(refused)


def test_four_lots_of_one_mandator_are_one_proxy() -> None:
    papers = [Proxy("m1", "h", 50) for _ in range(4)] + [Proxy("m2", "h"), Proxy("m3", "h")]
    found = examine(papers, _roll(OWNERS, 1500, "h"))
    assert not found.refused
    assert sum(portion.shares for portion in found.accepted) == 600


@pytest.mark.parametrize(
    ("holder", "reason"),
    [("syndic", Reason.SYNDIC), ("", Reason.UNNAMED), ("m2", Reason.ABSENT_HOLDER), ("outsider", None), ("h", None)],
)
def test_who_may_hold_a_proxy(holder: str, reason: Reason | None) -> None:
    found = examine([Proxy("m1", holder)], _roll(OWNERS, 2000, "h", "syndic"))
    assert [why for _, why in found.refused] == ([reason] if reason else [])
    assert len(found.accepted) == (0 if reason else 1)


def test_a_syndic_who_owns_a_lot_votes_it_and_carries_nothing() -> None:
    roll = _roll(OWNERS, 2000, "s", "s")
    found = examine([Proxy("m1", "s")], roll)
    assert [why for _, why in found.refused] == [Reason.SYNDIC]
    assert hands(roll, found.accepted) == [Portion("s", "s", 100)]


def test_refused_proxies_use_up_nothing() -> None:
    papers = [Proxy("m1", "syndic"), Proxy("m1", "h"), Proxy("m2", "m3"), Proxy("m3", "h"), Proxy("m4", "h")]
    found = examine(papers, _roll(OWNERS, 1500, "h", "syndic"))
    assert [portion.mandator for portion in found.accepted] == ["m1", "m3", "m4"]


def test_proxies_that_move_nothing() -> None:
    roll = Roll(OWNERS, frozenset({"h", "m1"}), suspended=frozenset({"m2"}))
    papers = [Proxy("m1", "h"), Proxy("m2", "h"), Proxy("m3", "h"), Proxy("m3", "m1"), Proxy("m4", "h", 50)]
    found = examine([*papers, Proxy("m4", "m1")], roll)
    assert [(proxy.mandator, why) for proxy, why in found.idle] == [
        ("m1", Idle.MANDATOR_PRESENT),
        ("m2", Idle.VOTE_SUSPENDED),
        ("m3", Idle.ALREADY_GIVEN),
    ]
    assert found.accepted[1:] == [Portion("m4", "h", 50), Portion("m4", "m1", 150)]


def test_who_came_keeps_what_was_not_given() -> None:
    roll = Roll({"a": 100, "b": 50, "c": 10}, frozenset({"a", "c"}), suspended=frozenset({"c"}))
    found = examine([Proxy("a", "x", 40), Proxy("b", "a", 30)], roll)
    assert hands(roll, found.accepted) == [Portion("a", "a", 60), Portion("a", "x", 40), Portion("b", "a", 30)]


def test_a_suspended_owner_may_still_carry_for_others() -> None:
    """The vote of the own lot sleeps; the person is there and may be anybody's holder."""
    roll = Roll({"a": 100, "b": 50}, frozenset({"a"}), suspended=frozenset({"a"}))
    assert examine([Proxy("b", "a")], roll).accepted == [Portion("b", "a", 50)]


def test_suspended_votes_of_the_holder_do_not_fill_the_tenth() -> None:
    """Four mandators of 200 make 800; the holder's own 300 would pass 1 000, but they sleep."""
    shares = OWNERS | {"h": 300, "rest": 8_800}
    papers = [Proxy(one, "h") for one in ("m1", "m2", "m3", "m4")]
    awake = examine(papers, Roll(shares, frozenset({"h"})))
    asleep = examine(papers, Roll(shares, frozenset({"h"}), suspended=frozenset({"h"})))
    assert (len(awake.refused), len(asleep.refused)) == (1, 0)


@pytest.mark.parametrize(
    ("own", "carried", "total", "allowed"),
    [(40, [20, 20, 10, 10], 1000, True), (41, [20, 20, 10, 10], 1000, False), (900, [30, 30, 40], 1000, True)],
)
def test_the_limit(own: int, carried: list[int], total: int, allowed: bool) -> None:
    by_mandator = {str(index): one for index, one in enumerate(carried)}
    assert within_limit(own=own, carried=by_mandator, total=total) is allowed


@pytest.mark.parametrize(
    ("changes", "valid"),
    [
        ({"assembly_on": date(2026, 6, 10)}, True),
        ({"assembly_on": date(2026, 9, 1)}, False),
        ({"assembly_on": date(2026, 6, 25), "second_of": date(2026, 6, 10)}, True),
        ({"assembly_on": date(2026, 6, 25), "second_of": date(2026, 6, 9)}, False),
        ({"assembly_on": date(2026, 6, 25), "second_of": date(2026, 6, 10), "first_session_only": True}, False),
        ({"assembly_on": date(2026, 9, 1), "by_deed": True}, True),
    ],
)
def test_a_proxy_serves_one_assembly_and_its_second_session(changes: dict[str, date], valid: bool) -> None:
    assert serves(given_for=date(2026, 6, 10), **changes) is valid  # type: ignore[arg-type]
