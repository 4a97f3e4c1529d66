"""Who agreed to e-mail on a day, in which language a letter is, and what a frozen agenda hashes to (CC 3.87 § 3)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.assemblies.rules import convocation, library
from koprogo.assemblies.rules.convocation import Channel
from koprogo.assemblies.rules.subjects import TABLE

MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


@pytest.mark.parametrize(
    ("recorded_on", "events", "on", "since"),
    [
        (None, [], MAY, None),
        (MARCH, [], MAY, MARCH),
        (MARCH, [], date(2026, 2, 28), None),  # not yet given
        (MARCH, [(False, APRIL)], MAY, None),  # taken back
        (MARCH, [(False, APRIL)], date(2026, 3, 31), MARCH),  # it held until then
        (MARCH, [(False, APRIL), (True, MAY)], MAY, MAY),
        (None, [(True, APRIL), (True, MAY)], MAY, APRIL),  # said twice is said once
        (None, [(False, APRIL)], MAY, None),
        (None, [(True, APRIL), (False, APRIL)], APRIL, None),  # the last word of the day
    ],
)
def test_the_latest_word_counts(
    recorded_on: date | None, events: list[tuple[bool, date]], on: date, since: date | None
) -> None:
    found = convocation.held(convocation.consents(recorded_on=recorded_on, events=events), on=on)
    assert (found.given_on if found else None) == since
    assert found is None or found.channel is Channel.EMAIL


@pytest.mark.parametrize(
    ("reader", "languages", "letter"),
    [
        ("nl", ("fr", "nl"), "nl"),
        ("fr", ("nl",), "nl"),
        ("de", ("fr", "nl"), "fr"),
        ("de", ("de", "fr"), "de"),
    ],
)
def test_a_letter_speaks_a_language_of_the_association(reader: str, languages: tuple[str, ...], letter: str) -> None:
    assert convocation.language_of_letter(reader, languages=languages) == letter


@given(st.dictionaries(st.text(max_size=8), st.integers() | st.text(max_size=8), max_size=6))
def test_a_fingerprint_does_not_depend_on_the_order_of_keys(content: dict[str, object]) -> None:
    turned = dict(reversed(list(content.items())))
    assert convocation.fingerprint(content) == convocation.fingerprint(turned)


def test_the_library_is_whole() -> None:
    assert len(library.BY_CODE) == len(library.TEMPLATES), "a code stands twice"
    assert {one.subject for one in library.TEMPLATES if one.subject} <= set(TABLE)
    assert [one.starts for one in library.starter(council=True)] == list(range(1, 10))
    assert "council_member" not in {one.code for one in library.starter(council=False)}
    assert all(one.text and one.title for one in library.TEMPLATES)
    assert not [one.code for one in library.TEMPLATES if one.legal and one.practice]


@pytest.mark.parametrize(("text", "count"), [("", 0), ("[nom] et [date]", 2), ("Rien", 0), ("un [texte", 0)])
def test_blanks_are_counted(text: str, count: int) -> None:
    assert library.blanks(text) == count
