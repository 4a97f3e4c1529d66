"""The rules of reading CODA on lines written by hand: what refuses, what warns, what is kept."""

from collections.abc import Callable
from datetime import date

import pytest

from koprogo.banking.rules import coda
from koprogo.banking.rules.inspection import importable, inspect
from koprogo.banking.tests.rules.coda_lines import (
    HEADER,
    as_bytes,
    closing,
    movement,
    opening,
    statement,
    trailer,
)

REFERENCE = "1101012345678939"
GOOD = statement(movement(270_000, said=REFERENCE), moved=270_000, credit=270_000)


def _codes(lines: list[str]) -> list[str]:
    return [problem.code for problem in coda.read(as_bytes(lines)).all_problems()]


def _with(place: int, change: Callable[[str], str]) -> list[str]:
    return [*GOOD[:place], change(GOOD[place]), *GOOD[place + 1 :]]


def test_a_good_statement() -> None:
    reading = coda.read(as_bytes(GOOD))
    (read,) = reading.statements
    assert reading.is_importable()
    assert (read.account, read.currency, read.number, read.holder) == (
        "BE68539007547034",
        "EUR",
        "024",
        "ACP LES TILLEULS",
    )
    assert (read.opening_cents, read.closing_cents, read.closing_on) == (10_000, 37_000, date(2026, 3, 3))
    assert [(each.amount_cents, each.structured_reference) for each in read.movements] == [(27_000, "012345678939")]


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        (_with(0, lambda line: line[:127] + "3"), ["version"]),
        (_with(0, lambda line: line[:16] + "D" + line[17:]), ["duplicate_flag"]),
        (_with(2, lambda line: line[:-1]), ["line_length"]),
        (_with(3, lambda line: line + " "), ["line_length", "missing_balance"]),
        (GOOD[1:], ["no_statement"]),
        ([HEADER, *GOOD[2:]], ["missing_balance", "account", "record_count"]),
        ([*GOOD[:3], trailer(2, credit_mils=270_000)], ["missing_balance"]),
        (GOOD[:4], ["trailer"]),
        (_with(3, lambda _: closing(370_010)), ["balance"]),
        (_with(3, lambda _: closing(370_000, account="BE62510007547061")), ["account"]),
        (_with(3, lambda _: closing(370_000, currency="USD")), ["account"]),
        (_with(4, lambda _: trailer(3, credit_mils=270_010)), ["totals"]),
        (_with(4, lambda _: trailer(3, credit_mils=270_000, debit_mils=10)), ["totals"]),
        (_with(4, lambda _: trailer(9, credit_mils=270_000)), ["record_count"]),
        (_with(4, lambda line: line[:16] + "x" * 36 + line[52:]), ["totals", "record_count"]),
        (statement(movement(5), moved=5, credit=5), ["third_decimal", "third_decimal"]),
        (_with(2, lambda line: line[:31] + "2" + line[32:]), ["unreadable", "balance", "totals"]),
        (_with(2, lambda line: line[:40] + "x" + line[41:]), ["unreadable", "balance", "totals"]),
        (_with(2, lambda line: line[:47] + "310226" + line[53:]), ["unreadable"]),
        (_with(2, lambda line: line[:47] + "000000" + line[53:]), []),
        ([*GOOD[:2], "22" + " " * 126, *GOOD[2:]], ["record_order", "record_count"]),
        ([*GOOD[:3], "24" + GOOD[2][2:], *GOOD[3:]], ["record_order", "record_count"]),
        ([*GOOD[:3], "22" + "0009" + " " * 122, *GOOD[3:]], ["record_order", "record_count"]),
        ([*GOOD[:3], "7" + " " * 127, *GOOD[3:]], ["record_order"]),
        ([*GOOD, "4" + " " * 127], ["record_order"]),
        ([*GOOD[:2], *GOOD[1:]], ["record_order", "record_count"]),
        ([GOOD[1], *GOOD], ["record_order"]),
        ([*GOOD, "", "   ", "\x1a"], []),
        ([*GOOD, *GOOD], []),
        (statement(), []),
    ],
)
def test_what_refuses_and_what_warns(lines: list[str], codes: list[str]) -> None:
    assert _codes(lines) == codes
    warnings_only = set(codes) <= {"record_count", "duplicate_flag"}
    assert importable(inspect(as_bytes(lines))) is warnings_only


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (b"", ["unknown_format", "no_statement"]),
        (b"\r\n \r\n", ["unknown_format", "no_statement"]),
        (b"%PDF-1.7 hello", ["unknown_format"]),
        (b"<?xml version='1.0'?><Document/>", ["unknown_format"]),
        (b"0hello", ["unknown_format"]),
    ],
)
def test_bytes_that_are_no_coda(data: bytes, codes: list[str]) -> None:
    report = inspect(data)
    assert report["format"] is None
    assert [problem.code for problem in coda.read(data).problems] == codes
    assert not importable(report)


def test_details_are_under_their_parent_and_never_in_the_sums() -> None:
    lines = statement(
        movement(-9_680, code="30437000"),
        movement(-8_000, detail=1, code="80437006"),
        movement(-1_680, detail=2, code="80437006"),
        movement(50_000, sequence=2),
        moved=40_320,
        debit=9_680,
        credit=50_000,
    )
    reading = coda.read(as_bytes(lines))
    (read,) = reading.statements
    assert reading.is_importable()
    assert [(each.amount_cents, [one.amount_cents for one in each.details]) for each in read.movements] == [
        (-968, [-800, -168]),
        (5_000, []),
    ]


@pytest.mark.parametrize("kind", list("012356789"))
def test_types_5_to_9_are_details(kind: str) -> None:
    grouped = movement(2_000, code="10150000")
    lines = statement(grouped, movement(2_000, detail=1, code=f"{kind}0150000"), moved=2_000, credit=2_000)
    assert coda.read(as_bytes(lines)).is_importable() is (kind in "56789")


def test_a_detail_without_its_parent_refuses_the_file() -> None:
    assert _codes(statement(movement(-8_000, detail=1, code="80437006"))) == ["record_order"]


@pytest.mark.parametrize(
    ("said", "reference"),
    [
        ("1101012345678939", "012345678939"),
        ("1102012345678939", "012345678939"),
        ("1101012345678938", None),
        ("1100012345678939", None),
        ("1127012345678939", None),
        ("0+++012/3456/78939+++", None),
        ("1101", None),
    ],
)
def test_only_valid_types_101_and_102_are_references(said: str, reference: str | None) -> None:
    lines = statement(movement(1_000, said=said), moved=1_000, credit=1_000)
    (read,) = coda.read(as_bytes(lines)).statements
    assert read.movements[0].structured_reference == reference
    assert said[4:] in read.movements[0].text or said[1:] in read.movements[0].text


def test_records_22_23_and_3x_complete_the_movement() -> None:
    lines = statement(
        movement(1_000, said="0" + "x" * 53),
        f"22{'00010000'}{'suite':<53}{'E2E-7':<35}{'GKCCBEBB':<11}".ljust(128),
        f"23{'00010000'}{'BE62510007547061':<34}EUR{'Chloé  Martin':<35}{' fin':<43}".ljust(128),
        f"31{'00010001'}{'':21}001500001001{'CHLOE MARTIN':<70}".ljust(128),
        f"32{'00010001'}{'RUE HAUTE 3':<35}{'1000 BRUXELLES':<70}".ljust(128),
        moved=1_000,
        credit=1_000,
    )
    reading = coda.read(as_bytes(lines))
    read = reading.statements[0].movements[0]
    assert reading.is_importable()
    assert (read.counterparty_name, read.counterparty_account) == ("Chloé Martin", "BE62510007547061")
    assert (read.client_reference, read.counterparty_bic) == ("E2E-7", "GKCCBEBB")
    assert read.text == "x" * 53 + "suite fin\nCHLOE MARTIN RUE HAUTE 3 1000 BRUXELLES"


def test_text_is_utf8_when_it_decodes_else_windows_1252() -> None:
    lines = statement(movement(1_000, said="0Été à 5 €"), moved=1_000, credit=1_000)
    texts = [
        coda.read("\n".join(lines).encode(encoding)).statements[0].movements[0].text
        for encoding in ("utf-8", "cp1252", "utf-8-sig")
    ]
    assert texts == ["Été à 5 €"] * 3


def test_a_form_feed_inside_a_line_cuts_nothing() -> None:
    lines = statement(movement(1_000, said="0a\x0cb\x1cc\x85d"), moved=1_000, credit=1_000)
    assert coda.read("\n".join(lines).encode()).is_importable()


def test_thousands_of_bad_lines_give_few_problems() -> None:
    for start in "01":
        reading = coda.read(as_bytes([*GOOD, *[start] * 5_000]))
        assert 0 < len(reading.all_problems()) < 30


def test_old_dates_are_of_the_last_century() -> None:
    (read,) = coda.read(as_bytes(_with(1, lambda _: opening(100_000, on="311299")))).statements
    assert read.opening_on == date(1999, 12, 31)
