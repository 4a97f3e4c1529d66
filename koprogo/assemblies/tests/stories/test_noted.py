"""The secretary's queue: what was noted without a network is carried out in order, each act once, conflicts told."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from koprogo.assemblies.models import AgendaItem, Attendance, Ballot, ItemResult
from koprogo.assemblies.operations import noted, session, vote
from koprogo.assemblies.operations.noted import Answer
from koprogo.assemblies.rules.noted import MOST, NotReadable, read
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.assemblies.tests.stories import gathering
from koprogo.assemblies.tests.stories.gathering import Gathering
from koprogo.platform import boundary
from koprogo.platform.models import AuditLine
from koprogo.testing import tilleuls

pytestmark = pytest.mark.django_db


@pytest.fixture
def found() -> Gathering:
    return gathering.opened()


def row(verb: str, **facts: object) -> dict[str, object]:
    return {"verb": verb, "key": uuid4().hex, "ago": 0, **facts}


def ballot(found: Gathering, name: str, choice: str, **facts: object) -> dict[str, object]:
    return row("ballot", point=1, party=str(found.party(name)), choice=choice, **facts)


def sent(found: Gathering, *rows: dict[str, object], minutes: int = 5) -> list[Answer]:
    """What a device sends, some minutes into the session."""
    access = replace(found.secretary, now=found.secretary.now + timedelta(minutes=minutes))
    with boundary.within(found.built.org.id):
        acts = read(list(rows), now=access.now)
        return noted.carry_out(access, assembly_id=found.assembly.id, acts=acts)


def codes(answers: list[Answer]) -> list[str]:
    return [one.refusal.code if one.refusal else "" for one in answers]


def test_a_vote_held_without_a_network_is_carried_out_in_its_order(found: Gathering) -> None:
    late = found.party("Ines")
    rows = [
        row("arrive", party=str(late), ago=240_000),
        row("open", point=1, ago=200_000),
        *(ballot(found, name, "for", ago=180_000) for name in ("Chloé", "Alice", "Ines")),
        ballot(found, "David", "against", ago=170_000),
        ballot(found, "David", "for", ago=160_000),
        row("close", point=1, ago=100_000),
    ]
    assert codes(sent(found, *rows)) == [""] * 8
    with boundary.within(found.built.org.id):
        result = ItemResult.objects.get(item=found.items[1])
        assert (result.in_favour, result.against) == ("670", "0"), "300 + 180 + 70 + 120"
        arrived = Attendance.objects.get(party_id=late)
        assert arrived.recorded_at - arrived.at == timedelta(minutes=4), "the list has the moment, not the sending"
        david = Ballot.objects.filter(party_id=found.party("David")).order_by("number")
        assert [one.choice for one in david] == ["against", "for"], "both are kept, the later one counts"
        assert (david[0].recorded_at - david[0].cast_at) == timedelta(seconds=170)


def test_an_item_is_reworded_or_put_off_without_a_network(found: Gathering) -> None:
    text = "L’assemblée isole la façade arrière."
    rows = [
        row("amend", point=2, text=text),
        row("open", point=2),
        ballot(found, "Chloé", "for") | {"point": 2},
        row("amend", point=2, text="L’assemblée n’isole rien."),
        row("close", point=2),
        row("skip", point=3, text="Le devis manque."),
        row("skip", point=4, text="  "),
    ]
    for _again in range(2):
        answers = codes(sent(found, *rows))
        assert answers == ["", "", "", "assemblies.not_now", "", "", "assemblies.reason_missing"]
    with boundary.within(found.built.org.id):
        assert ItemResult.objects.get(item=found.items[2]).text == text, "nobody votes on words that change afterwards"
        put_off = AgendaItem.objects.get(id=found.items[3].id)
        assert (put_off.vote_state, put_off.state_reason) == ("skipped", "Le devis manque.")
    with pytest.raises(NotReadable):
        read([row("amend", point=2, text="L" * 20_001)], now=found.secretary.now)


def test_an_answer_lost_on_the_way_doubles_nothing(found: Gathering) -> None:
    rows = [
        row("open", point=1),
        ballot(found, "Chloé", "for"),
        ballot(found, "Alice", "against"),
        row("arrive", party=str(found.party("Ines"))),
        row("arrive", name="Maître Dupont"),
        row("close", point=1),
    ]
    assert codes(sent(found, *rows)) == [""] * 6
    assert codes(sent(found, *rows, minutes=6)) == [""] * 6, "each is answered for again"
    assert codes(sent(found, *rows[2:], ballot(found, "David", "for"), minutes=7)) == [""] * 4 + [
        "assemblies.vote_not_open"
    ], "only what is new is tried"
    with boundary.within(found.built.org.id):
        assert Ballot.objects.count() == 2
        assert Attendance.objects.filter(party_id=found.party("Ines")).count() == 1
        assert Attendance.objects.filter(name="Maître Dupont").count() == 1
        assert ItemResult.objects.count() == 1


def test_what_is_refused_says_why_and_stops_nothing_else(found: Gathering) -> None:
    session_rows = [
        row("open", point=1),
        ballot(found, "Chloé", "for"),
        ballot(found, "Ines", "for"),  # nobody wrote down that she came
        ballot(found, "Alice", "for"),
        row("ballot", point=9, party=str(found.party("Alice")), choice="for"),
        row("ballot", point=1, choice="for"),
        row("open", point=2),
    ]
    assert codes(sent(found, *session_rows)) == [
        "",
        "",
        "assemblies.not_there",
        "",
        "not_found",
        "assemblies.noted_not_readable",
        "assemblies.another_open",
    ]
    with boundary.within(found.built.org.id):
        assert Ballot.objects.count() == 2
        kept = AuditLine.objects.get(action="assemblies.noted_carried_out")
        assert (kept.facts["acts"], kept.facts["refused"]) == (7, 4)


def test_whoever_voted_on_a_phone_meanwhile_keeps_that_vote(found: Gathering) -> None:
    with boundary.within(found.built.org.id):
        session.open_item(found.secretary, item_id=found.items[1].id)
        phone = tilleuls.access_of(found.built, "David", now=found.secretary.now + timedelta(minutes=3))
        vote.cast(phone, item_id=found.items[1].id, party_id=found.party("David"), choice=Choice.AGAINST)
    said = sent(found, ballot(found, "David", "for", ago=240_000), ballot(found, "David", "against", ago=230_000))
    assert codes(said) == ["assemblies.voted_since", ""], "written one minute after the opening, sent in the fifth"
    assert codes(sent(found, ballot(found, "David", "for", ago=60_000))) == [""], "said after the phone: it counts"
    with boundary.within(found.built.org.id):
        last = Ballot.objects.filter(party_id=found.party("David")).order_by("number").last()
        assert last is not None and last.choice == "for"


def test_all_the_others_are_those_who_have_given_no_ballot_by_then(found: Gathering) -> None:
    with boundary.within(found.built.org.id):
        session.open_item(found.secretary, item_id=found.items[1].id)
        phone = tilleuls.access_of(found.built, "David", now=found.secretary.now + timedelta(minutes=3))
        vote.cast(phone, item_id=found.items[1].id, party_id=found.party("David"), choice=Choice.AGAINST)
    names = ("Chloé", "David", "Alice")
    said = sent(found, *(ballot(found, name, "for", others=True) for name in names))
    assert codes(said) == ["", "", ""], "the page had not seen yet that David voted, a second before"
    with boundary.within(found.built.org.id):
        given = {one.party_id: one.choice for one in Ballot.objects.order_by("number")}
        assert given[found.party("David")] == "against" and len(given) == Ballot.objects.count() == 3


@pytest.mark.parametrize(
    "rows",
    [
        {"verb": "open"},
        [["open"]],
        [{"verb": "open"}],
        [{"key": "k" * 32, "verb": "eat"}],
        [{"key": "short", "verb": "open", "point": 1}],
        [{"key": "k" * 32, "verb": "ballot", "party": "nobody"}],
        [{"key": "k" * 32, "verb": "ballot", "ago": "long"}],
        [{"key": "é" * 32, "verb": "open"}],
        [{"key": "k" * 32, "verb": "open", "point": 1}] * (MOST + 1),
    ],
)
def test_what_is_no_list_of_acts_is_refused_whole(rows: object) -> None:
    with pytest.raises(NotReadable):
        read(rows, now=gathering.OPENS)


def test_a_wrong_clock_moves_nothing_beyond_a_day_or_into_the_future() -> None:
    now = gathering.OPENS
    rows = [row("open", point=1, ago=ago) for ago in (-5_000, 10**12)]
    assert [now - one.at for one in read(rows, now=now)] == [timedelta(0), timedelta(hours=24)]
