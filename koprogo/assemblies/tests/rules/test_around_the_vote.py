"""Written decisions, convocations, minutes, elections: the other rows of section 13 about assemblies."""

from datetime import date

import pytest

from koprogo.assemblies.rules import convocation, minutes, unanimity
from koprogo.assemblies.rules.convocation import Addressed, Channel, Consent, Right
from koprogo.assemblies.rules.unanimity import Choice, Outcome
from koprogo.assemblies.tests.rules.tilleuls import SHARES

OWNERS = list(SHARES)
ALL_FOR = dict.fromkeys(OWNERS, Choice.FOR)


@pytest.mark.parametrize(
    ("answers", "missing"),
    [
        (ALL_FOR, ()),
        (dict.fromkeys(OWNERS[:6], Choice.FOR), ("ines",)),
        (ALL_FOR | {"ines": Choice.ABSTAIN}, ("ines",)),
        (ALL_FOR | {"bruno": Choice.AGAINST}, ("bruno",)),
        ({}, tuple(OWNERS)),
    ],
)
def test_a_written_decision_takes_everybody(answers: dict[str, Choice], missing: tuple[str, ...]) -> None:
    found = unanimity.written(owners=OWNERS, answers=answers, deed=False)
    assert (found.adopted, found.missing) == (not missing, missing)


def test_no_written_decision_for_a_deed_or_by_nobody() -> None:
    with pytest.raises(unanimity.NeedsDeed):
        unanimity.written(owners=OWNERS, answers=ALL_FOR, deed=True)
    assert unanimity.written(owners=[], answers={}, deed=False).adopted is False


@pytest.mark.parametrize(
    ("there", "complete", "retry", "outcome"),
    [
        (["a"], True, False, Outcome.ADOPTED),
        (["a"], False, False, Outcome.NEW_ASSEMBLY),
        (["a"], False, True, Outcome.ADOPTED),
        (["a", "b"], True, False, Outcome.REJECTED),
        ([], False, False, Outcome.REJECTED),
        ([], False, True, Outcome.REJECTED),
    ],
)
def test_unanimity(there: list[str], complete: bool, retry: bool, outcome: Outcome) -> None:
    found = unanimity.outcome(there=there, complete=complete, ballots={"a": Choice.FOR}, retry=retry)
    assert found is outcome


EMAIL = Consent(Channel.EMAIL, date(2026, 1, 1), date(2026, 5, 1))


@pytest.mark.parametrize(
    ("channel", "consents", "on", "regular"),
    [
        (Channel.REGISTERED, [], date(2026, 5, 20), True),
        (Channel.EMAIL, [], date(2026, 5, 20), False),
        (Channel.EMAIL, [EMAIL], date(2026, 4, 30), True),
        (Channel.EMAIL, [EMAIL], date(2026, 5, 1), False),  # taken back
        (Channel.EMAIL, [EMAIL], date(2025, 12, 31), False),  # not given yet
        (Channel.POST, [EMAIL], date(2026, 4, 1), False),
        (Channel.EMAIL, [EMAIL, Consent(Channel.EMAIL, date(2026, 5, 10))], date(2026, 5, 20), True),
    ],
)
def test_registered_letter_or_consent(channel: Channel, consents: list[Consent], on: date, regular: bool) -> None:
    assert convocation.regular(channel, consents, on=on) is regular


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        (Right(("alice",)), Addressed(("alice",), vote_suspended=False)),
        (Right(("eve", "frank"), "eve"), Addressed(("eve",), vote_suspended=False)),
        (Right(("greta", "hugo")), Addressed(("greta", "hugo"), vote_suspended=True)),
    ],
)
def test_joint_holders_are_convened_through_one(right: Right, expected: Addressed) -> None:
    assert convocation.addressed(right) == expected


def test_minutes_name_against_and_abstaining_only() -> None:
    ballots = {"a": Choice.AGAINST, "b": Choice.FOR, "c": Choice.ABSTAIN, "d": Choice.AGAINST}
    assert minutes.names(ballots) == minutes.Names(against=("a", "d"), abstaining=("c",))


@pytest.mark.parametrize(
    ("president", "secretary", "signed", "problems"),
    [
        ("alice", "gestion", ["alice", "gestion", "bruno"], ()),
        ("gestion", "gestion", ["gestion", "alice", "bruno"], ("president_not_owner",)),
        ("alice", "gestion", ["alice", "gestion"], ("unsigned",)),
        (None, None, [], ("no_president", "no_secretary", "unsigned")),
    ],
)
def test_minutes_that_do_not_stand(
    president: str | None, secretary: str | None, signed: list[str], problems: tuple[str, ...]
) -> None:
    found = minutes.problems(
        president=president, secretary=secretary, owners=OWNERS, still_present=["alice", "bruno"], signed=signed
    )
    assert found == problems


@pytest.mark.parametrize(
    ("items", "fine"), [([["a"], ["b"]], True), ([["a", "b"]], False), ([["a"], []], False), ([], True)]
)
def test_members_of_the_council_are_elected_one_by_one(items: list[list[str]], fine: bool) -> None:
    assert minutes.elected_one_by_one(items) is fine
