"""Names, codes, two moderators, and who may begin what: the rules alone."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.neighbours.rules import codes, moderation, modules, residents
from koprogo.neighbours.rules.moderation import AlreadySaid, OwnReport, Said, State, Verdict
from koprogo.neighbours.rules.modules import Module, NeedsDecision

REMOVE, KEEP = Verdict.REMOVE, Verdict.KEEP


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("Marc", "Marc"), ("  La  famille\tdu 3e ", "La famille du 3e"), ("x" * 60, "x" * 40)],
)
def test_a_name_is_shown_without_its_spaces(typed: str, shown: str) -> None:
    assert residents.pseudonym(typed) == shown


@pytest.mark.parametrize("typed", ["", "   ", "\n\t"])
def test_a_name_of_spaces_is_none(typed: str) -> None:
    with pytest.raises(residents.PseudonymEmpty):
        residents.pseudonym(typed)


@given(st.text(alphabet=codes.SIGNS, min_size=1, max_size=12))
def test_a_code_is_read_as_it_is_printed(code: str) -> None:
    assert codes.read(codes.shown(code)) == code
    assert codes.read(f"  {codes.shown(code).lower()} ") == code


def test_a_drawn_code_holds_no_sign_that_looks_like_another() -> None:
    drawn = codes.drawn(codes.HALL, lambda signs: signs[-1])
    assert drawn == "ZZZZZZ"
    assert not set("01OIL") & set(codes.SIGNS)


def test_homes_are_named_once_each_and_never_too_many() -> None:
    assert codes.homes(" 2e gauche \n\n2e gauche\nRez ") == ("2e gauche", "Rez")
    with pytest.raises(codes.NoHome):
        codes.homes(" \n ")
    with pytest.raises(codes.TooManyHomes):
        codes.homes("\n".join(str(place) for place in range(codes.MOST_HOMES + 1)))


@pytest.mark.parametrize(
    ("module", "own_group", "decided", "allowed"),
    [
        (Module.EXCHANGE, False, False, False),  # the syndic alone (SETTLED 13)
        (Module.EXCHANGE, False, True, True),
        (Module.EXCHANGE, True, False, True),
        (Module.LENDING, False, False, True),
        (Module.POLLS, False, False, True),
    ],
)
def test_who_may_begin_what(module: Module, own_group: bool, decided: bool, allowed: bool) -> None:
    if allowed:
        modules.check_switch_on(module, own_group=own_group, decided=decided)
    else:
        with pytest.raises(NeedsDecision):
            modules.check_switch_on(module, own_group=own_group, decided=decided)


@pytest.mark.parametrize(
    ("verdicts", "state"),
    [
        ([], State.OPEN),
        ([REMOVE], State.OPEN),
        ([REMOVE, KEEP], State.OPEN),
        ([REMOVE, REMOVE], State.REMOVED),
        ([KEEP, REMOVE, KEEP], State.KEPT),
    ],
)
def test_two_of_one_mind_decide(verdicts: list[Verdict], state: State) -> None:
    assert moderation.decided([Said(uuid4(), verdict) for verdict in verdicts]) is state


def test_nobody_judges_their_own_case_or_twice() -> None:
    me, other = uuid4(), uuid4()
    with pytest.raises(OwnReport):
        moderation.check_judge(me, parties={me, other}, said=[])
    with pytest.raises(AlreadySaid):
        moderation.check_judge(me, parties={other}, said=[Said(me, KEEP)])
    moderation.check_judge(me, parties={other}, said=[Said(other, KEEP)])
