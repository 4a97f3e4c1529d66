"""Replies by mail: the words that are the neighbour's own, the tag and its seal, what becomes of a mail, who rests."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.neighbours.rules import replies as rules
from koprogo.neighbours.rules.modules import RESTS_AFTER, Module, rests
from koprogo.neighbours.rules.replies import Outcome
from koprogo.testing.casting import NOW

CUT = rules.CUT % {"words": "Répondez au-dessus de cette ligne"}


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Oui, à 18 h.", "Oui, à 18 h."),
        (f"Oui.\n\n{CUT}\nPaulette vous prête l’échelle", "Oui."),
        ("Oui.\n\nLe mar. 24 nov. 2026 à 10:12, KoproGo <x@y.be> a écrit :\n> Bonjour", "Oui."),
        ("Oui.\n\nLe mar. 24 nov. 2026 à 10:12, KoproGo\n<x@y.be> a écrit :\n\n> Bonjour\n>\n> Bien à vous", "Oui."),
        ("Ja.\n\nOp di 24 nov 2026 om 10:12 schreef KoproGo <x@y.be>:\n\n> Dag", "Ja."),
        ("Ja.\n\nOp 24 nov 2026 om 10:12 heeft KoproGo <x@y> het volgende geschreven:\n\nDag", "Ja."),
        ("Ja.\n\nAm 24.11.2026 um 10:12 schrieb KoproGo <x@y>:\n> Hallo", "Ja."),
        ("Yes.\n\nOn 24 Nov 2026, at 10:12, KoproGo <x@y> wrote:\n\n> Hello", "Yes."),
        ("Oui.\n\nDe : KoproGo <x@y>\nEnvoyé : mardi 24 novembre 2026\nÀ : Marc\nObjet : Échelle\n\nBonjour", "Oui."),
        ("Ja.\n\nVan: KoproGo <x@y>\nVerzonden: dinsdag\nAan: Marc\n\nDag", "Ja."),
        ("Oui.\n-----Message d'origine-----\nBonjour", "Oui."),
        ("Oui.\n________________________________\nDe : KoproGo", "Oui."),
        ("Oui.\n\n-- \nMarc Janssens\n0470 12 34 56", "Oui."),
        ("Oui.\n\nEnvoyé de mon iPhone", "Oui."),
        ("Ja.\n\nVerstuurd vanaf mijn iPhone", "Ja."),
        ("> Bonjour\n> c’est d’accord ?\nOui, sous la citation.", "Oui, sous la citation."),
        ("Le 24 nov. 2026 à 10:12, KoproGo a écrit :\n> On dit 18 h ?\nPlutôt 19 h.", "Plutôt 19 h."),
        ("Paulette m’a écrit : venez à 18 h.\nÇa me va.", "Paulette m’a écrit : venez à 18 h.\nÇa me va."),
        ("De : la farine et deux œufs\nMerci", "De : la farine et deux œufs\nMerci"),
        ("> tout est cité", ""),
        (f"{CUT}\nrien au-dessus", ""),
    ],
)
def test_only_what_the_neighbour_wrote_is_left(text: str, own: str) -> None:
    assert rules.own_words(text) == own
    assert rules.own_words(text.replace("\n", "\r\n")) == own


@given(st.text(max_size=300))
def test_whatever_the_text_nothing_is_added(text: str) -> None:
    own = rules.own_words(text)
    assert len(own) <= len(text) and set(own) <= set(text)


def test_a_tag_is_short_and_says_what_was_put_in() -> None:
    org_id, key, seal = uuid4(), "0123456789", b"0123456789abcdef"
    tag = rules.write_tag(org_id, key, seal)
    assert len(tag) == 33  # with the name of a mailbox in front it stays below the 64 signs of RFC 5321
    assert rules.read_tag(tag) == rules.Tag(org_id.bytes[-5:], key, seal[:10])
    for other in ("", "r", tag[1:], f"{tag}a", tag.upper(), "le-verger-k7m2p9q4vx"):
        assert rules.read_tag(other) is None


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, Outcome.POSTED),
        ({"sender": "MARC@example.be"}, Outcome.POSTED),
        ({"files": True}, Outcome.BARE),
        ({"sender": "autre@example.be"}, Outcome.OTHER_SENDER),
        ({"now": NOW + rules.LASTS}, Outcome.EXPIRED),
        ({"now": NOW + rules.LASTS - timedelta(seconds=1)}, Outcome.POSTED),
        ({"own": ""}, Outcome.EXPIRED),
        ({"text": ""}, Outcome.EMPTY),
        ({"text": "x" * 101}, Outcome.TOO_LONG),
        ({"text": "x" * 100}, Outcome.POSTED),
    ],
)
def test_what_becomes_of_a_mail(changed: dict[str, object], expected: Outcome) -> None:
    facts: dict[str, object] = {
        "sender": "marc@example.be",
        "own": "marc@example.be",
        "now": NOW,
        "expires_at": NOW + rules.LASTS,
        "text": "Oui",
        "longest": 100,
        "files": False,
    }
    assert rules.outcome(**(facts | changed)) is expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("outcome", "ever", "today", "told"),
    [
        (Outcome.POSTED, 0, 0, False),
        (Outcome.OTHER_SENDER, 0, 0, True),
        (Outcome.OTHER_SENDER, 1, 0, False),
        (Outcome.EXPIRED, 1, 0, False),
        (Outcome.BARE, 1, 0, False),
        (Outcome.EMPTY, 9, 2, True),
        (Outcome.REFUSED, 3, 3, False),
    ],
)
def test_two_machines_never_write_each_other_for_long(outcome: Outcome, ever: int, today: int, told: bool) -> None:
    assert rules.answered(outcome, ever=ever, today=today) is told


@pytest.mark.parametrize(
    ("module", "started", "used", "resting"),
    [
        (Module.POLLS, 89, None, False),
        (Module.POLLS, 90, None, True),
        (Module.POLLS, 300, 89, False),
        (Module.POLLS, 300, 90, True),
        (Module.NOTICES, 300, -10, False),  # an event in ten days hangs there
        (Module.POLLS, 3, 200, False),  # switched off, then on again
        (Module.WELCOME, 900, None, False),  # a handbook is read
    ],
)
def test_a_module_rests_after_ninety_days_without_a_word(
    module: Module, started: int, used: int | None, resting: bool
) -> None:
    def ago(days: int) -> datetime:
        return NOW - timedelta(days=days)

    used_at = None if used is None else ago(used)
    assert rests(module, started_at=ago(started), used_at=used_at, now=NOW) is resting
    assert timedelta(days=90) == RESTS_AFTER
