"""Whether a statement follows the one before, and whether it was read before."""

from dataclasses import replace
from datetime import date

import pytest

from koprogo.banking.rules import coda
from koprogo.banking.tests.rules.coda_lines import as_bytes, movement, statement, trailer

GOOD = statement(movement(270_000, said="1101012345678939"), moved=270_000, credit=270_000)


@pytest.mark.parametrize(
    ("previous", "code", "difference", "expected"),
    [
        (None, "first", 0, None),
        (coda.Closing("023", 10_000, date(2026, 3, 2)), "continuous", 0, None),
        (coda.Closing("022", 10_000, date(2026, 3, 2)), "number_gap", 0, "023"),
        (coda.Closing("023", 9_000, date(2026, 3, 2)), "balance_gap", 1_000, None),
        (coda.Closing("021", 11_000, date(2026, 3, 2)), "balance_gap", -1_000, "022"),
        (coda.Closing("024", 10_000, date(2026, 3, 4)), "not_after", 0, None),
        (coda.Closing(None, 10_000, date(2026, 3, 2)), "continuous", 0, None),
        (coda.Closing("A-7", 10_000, date(2026, 3, 2)), "continuous", 0, None),
    ],
)
def test_continuity(previous: coda.Closing | None, code: str, difference: int, expected: str | None) -> None:
    (read,) = coda.read(as_bytes(GOOD)).statements
    assert coda.continuity(previous, read) == coda.Continuity(code, difference, expected)


def test_numbers_begin_again_with_the_year() -> None:
    (read,) = coda.read(as_bytes(GOOD)).statements
    first = replace(read, number="001")
    assert coda.continuity(coda.Closing("251", 10_000, date(2025, 12, 31)), first).code == "continuous"
    assert coda.continuity(coda.Closing("251", 10_000, date(2026, 1, 31)), first).code == "number_gap"
    assert coda.continuity(coda.Closing("023", 1, date(2026, 3, 2)), replace(read, opening_mils=5)) == (
        coda.Continuity("no_balance")
    )


def test_fingerprints_tell_movements_apart_and_ignore_the_trailer() -> None:
    (read,) = coda.read(as_bytes(GOOD)).statements
    (miscounted,) = coda.read(as_bytes([*GOOD[:4], trailer(7, credit_mils=270_000)])).statements
    other = statement(movement(270_000), moved=270_000, credit=270_000)
    (unreferenced,) = coda.read(as_bytes(other)).statements
    assert coda.fingerprint(read) == coda.fingerprint(miscounted)
    assert coda.fingerprint(read) != coda.fingerprint(unreferenced)
    assert coda.file_digest(as_bytes(GOOD)) != coda.file_digest(as_bytes(other))
