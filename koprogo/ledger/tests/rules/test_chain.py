"""The text and the fingerprints of the chain: every sign counts, and no two entries share a text."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.ledger.rules import chain
from koprogo.ledger.rules.chain import ChainedEntry, ChainedLine, Link

ORG = UUID(int=1)
LINES = (
    ChainedLine(1, UUID(int=10), 500, None, None, "a"),
    ChainedLine(2, UUID(int=11), -500, UUID(int=3), UUID(int=4), "b", True, UUID(int=5), 50, date(2026, 1, 1)),
)
MOMENT = datetime(2026, 3, 2, 18, 0, 0, 7, tzinfo=UTC)
ENTRY = ChainedEntry(
    UUID(int=7), "OD", "2026", 3, date(2026, 3, 2), "Essai", "manual", None, "Pièce", None, None, MOMENT, MOMENT, LINES
)
OTHER = {
    "id": UUID(int=8),
    "journal": "ACH",
    "year": "2025",
    "number": 4,
    "entry_on": date(2026, 3, 3),
    "label": "essai",
    "voucher_kind": "x",
    "voucher_id": UUID(int=1),
    "voucher_label": "",
    "reverses": UUID(int=1),
    "posted_by": UUID(int=1),
    "posted_at": MOMENT + timedelta(microseconds=1),
    "sealed_at": MOMENT - timedelta(microseconds=1),
    "lines": LINES[:1],
}
OTHER_LINE = {
    "position": 3,
    "account": UUID(int=1),
    "cents": -501,
    "party": None,
    "lot": UUID(int=1),
    "label": "B",
    "shared": False,
    "key": None,
    "occupant_percent": 49,
    "period_from": None,
    "period_to": date(2026, 12, 31),
    "exempt": (UUID(int=9),),
}


def test_every_field_of_an_entry_is_in_the_text() -> None:
    assert OTHER.keys() == {one.name for one in fields(ChainedEntry)}
    texts = {chain.text(replace(ENTRY, **{name: value})) for name, value in OTHER.items()}  # type: ignore[arg-type]
    assert len(texts | {chain.text(ENTRY)}) == len(OTHER) + 1


def test_every_field_of_a_line_is_in_the_text() -> None:
    assert OTHER_LINE.keys() == {one.name for one in fields(ChainedLine)}
    entries = [
        replace(ENTRY, lines=(LINES[0], replace(LINES[1], **{name: value})))  # type: ignore[arg-type]
        for name, value in OTHER_LINE.items()
    ]
    assert len({chain.text(one) for one in [ENTRY, *entries]}) == len(OTHER_LINE) + 1


def test_the_text_is_the_same_whatever_the_clock_and_the_order() -> None:
    brussels = timezone(timedelta(hours=1))
    turned = replace(ENTRY, posted_at=MOMENT.astimezone(brussels), lines=LINES[::-1])
    assert chain.text(turned) == chain.text(ENTRY)
    spared = (UUID(int=9), UUID(int=2))
    one, two = (replace(LINES[1], exempt=order) for order in (spared, spared[::-1]))
    assert chain.text(replace(ENTRY, lines=(one,))) == chain.text(replace(ENTRY, lines=(two,)))


def test_the_form_never_changes() -> None:
    """A kept fingerprint must be found again by every later version: this vector is for ever."""
    assert chain.origin(ORG) == "4a11ce2e758cc93acf9d558ae113639cbf339fbe8adab6f89880003fd19841e4"
    assert chain.link(chain.origin(ORG), ENTRY) == "4be8160e41d4539b415794eb7bf635872013e22c7d3b71eb54ad29cdacf7eac5"


@given(st.lists(st.text(max_size=20), min_size=2, max_size=2, unique=True), st.text(max_size=20))
def test_no_text_reads_as_another(labels: list[str], voucher: str) -> None:
    one, two = (replace(ENTRY, label=label, voucher_label=voucher) for label in labels)
    assert chain.text(one) != chain.text(two)
    assert chain.text(replace(ENTRY, label=labels[0] + voucher, voucher_label="")) != chain.text(
        replace(ENTRY, label=labels[0], voucher_label=voucher)
    ) or not voucher


def built(count: int) -> tuple[list[Link], dict[UUID, ChainedEntry]]:
    """A sound chain of entries."""
    entries = [replace(ENTRY, id=UUID(int=100 + n), number=n) for n in range(1, count + 1)]
    links, before = [], chain.origin(ORG)
    for position, entry in enumerate(entries, start=1):
        before = chain.link(before, entry)
        links.append(Link(position, entry.id, before))
    return links, {entry.id: entry for entry in entries}


def off(links: list[Link], entries: dict[UUID, ChainedEntry], previous: Link | None = None) -> list[int]:
    return [one.position for one in chain.broken(previous, links, entries, origin=chain.origin(ORG))]


@given(st.integers(1, 12), st.data())
def test_what_is_altered_is_named_and_nothing_else(count: int, data: st.DataObject) -> None:
    links, entries = built(count)
    assert off(links, entries) == []
    place = data.draw(st.integers(0, count - 1))
    entry = entries[links[place].entry_id]
    changed = replace(entry, label=entry.label + data.draw(st.text(min_size=1, max_size=3)))
    assert off(links, entries | {entry.id: changed}) == [place + 1]
    gone = {key: value for key, value in entries.items() if key != entry.id}
    assert off(links, gone) == [place + 1]


@given(st.integers(3, 12), st.data())
def test_a_link_taken_out_or_written_again_shows(count: int, data: st.DataObject) -> None:
    links, entries = built(count)
    place = data.draw(st.integers(1, count - 2))
    assert off(links[:place] + links[place + 1 :], entries) == [place + 2]
    forged = replace(links[place], hash="0" * 64)
    assert off([*links[:place], forged, *links[place + 1 :]], entries) == [place + 1, place + 2]
    assert off(links[place:], entries, links[place - 1]) == []
    assert off(links[place:], entries, None) == [place + 1]


def test_a_chain_of_another_building_is_broken_from_the_start() -> None:
    links, entries = built(2)
    assert [one.position for one in chain.broken(None, links, entries, origin=chain.origin(UUID(int=2)))] == [1]


@pytest.mark.parametrize("count", [0, 1])
def test_short_chains(count: int) -> None:
    assert off(*built(count)) == []
