"""Whatever the bytes, reading gives a report and never an exception; a changed amount never gets in."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koprogo.banking.rules import coda
from koprogo.banking.rules.inspection import importable, inspect
from koprogo.banking.tests.rules.coda_lines import as_bytes, movement, statement
from koprogo.testing.fixtures import fixtures_dir

FIXTURES = fixtures_dir()
OWN = as_bytes(
    statement(
        movement(270_000, said="1101012345678939"),
        movement(-9_680, sequence=2, code="30437000"),
        movement(-9_680, sequence=2, detail=1, code="80437006"),
        moved=260_320,
        debit=9_680,
        credit=270_000,
    )
)
FILES = [OWN]
if FIXTURES is not None:
    FILES += [path.read_bytes() for path in sorted((FIXTURES / "coda").iterdir()) if path.suffix != ".md"]

LINE = st.builds(
    lambda kind, rest: (kind + rest).ljust(128)[:128],
    st.sampled_from(["0", "1", "21", "22", "23", "31", "32", "33", "8", "4", "9", "7"]),
    st.text(alphabet="0123456789 ABxDé\x00\x85٣²", max_size=128),
)


def _is_a_report(data: bytes) -> None:
    report = inspect(data)
    assert list(report) == ["format", "statements", "problems"]
    assert report["format"] in ("coda", None)
    assert importable(report) is coda.read(data).is_importable()
    assert json.loads(json.dumps(report)) == report


def test_the_own_file_is_importable() -> None:
    assert importable(inspect(OWN))


@settings(deadline=None)
@given(st.binary(max_size=2_000))
def test_random_bytes(data: bytes) -> None:
    _is_a_report(data)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINE, max_size=12), st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_random_records(lines: list[str], encoding: str) -> None:
    _is_a_report("\n".join(lines).encode(encoding, errors="replace"))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(FILES), st.data())
def test_mutated_files(data: bytes, draw: st.DataObject) -> None:
    start = draw.draw(st.integers(0, len(data)))
    end = draw.draw(st.integers(start, min(len(data), start + 300)))
    _is_a_report(data[:start] + draw.draw(st.binary(max_size=40)) + data[end:])


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(FILES), st.data())
def test_shuffled_lines(data: bytes, draw: st.DataObject) -> None:
    lines = data.splitlines(keepends=True)[:40]
    _is_a_report(b"".join(draw.draw(st.permutations(lines))))


@pytest.mark.parametrize("kind", ["1", "21", "8", "9"])
@settings(deadline=None)
@given(draw=st.data())
def test_a_changed_amount_never_gets_in(kind: str, draw: st.DataObject) -> None:
    """Opening, movement, closing and totals check each other: one changed digit refuses the file."""
    lines = OWN.split(b"\r\n")
    place = next(number for number, line in enumerate(lines) if line.startswith(kind.encode()))
    first, length = {"1": (43, 15), "21": (32, 15), "8": (42, 15), "9": (22, 30)}[kind]
    column = first + draw.draw(st.integers(0, length - 1))
    old = lines[place][column : column + 1]
    new = draw.draw(st.sampled_from([b"%d" % digit for digit in range(10) if b"%d" % digit != old]))
    lines[place] = lines[place][:column] + new + lines[place][column + 1 :]
    assert not importable(inspect(b"\r\n".join(lines)))
