"""Structured communications, bank accounts, enterprise numbers: law vectors and files of real numbers."""

import csv
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.kernel import enterprise_number, iban, structured_reference
from koprogo.testing.fixtures import fixtures_dir

FIXTURES = fixtures_dir()


def _rows(name: str, column: str) -> list[tuple[str, str]]:
    if FIXTURES is None:
        return []
    with (FIXTURES / "numbers" / name).open(encoding="utf-8", newline="") as file:
        return [(row["value"], row[column]) for row in csv.DictReader(file)]


@pytest.mark.skipif(FIXTURES is None, reason="the shared fixtures are not beside this copy")
@pytest.mark.parametrize(
    ("name", "column", "least", "check"),
    [
        ("iban_be.csv", "expected", 60, iban.is_valid),
        ("kbo_vat_be.csv", "expected_mod97", 15, enterprise_number.is_valid),
        ("ogm_vcs.csv", "expected_mod97", 27, lambda text: structured_reference.parse(text) is not None),
    ],
)
def test_real_numbers(name: str, column: str, least: int, check: Callable[[str], bool]) -> None:
    rows = _rows(name, column)
    assert len(rows) >= least
    assert [(value, "valid" if check(value) else "invalid") for value, _ in rows] == rows


@pytest.mark.parametrize(
    ("base", "pretty"),
    [
        (1, "+++000/0000/00101+++"),
        (42, "+++000/0000/04242+++"),
        ("0123456789", "+++012/3456/78939+++"),
        (1_234_567_890, "+++123/4567/89002+++"),
        (97, "+++000/0000/09797+++"),
        (20_260_042, "+++002/0260/04240+++"),
    ],
)
def test_structured_references_of_the_law_sheet(base: int | str, pretty: str) -> None:
    digits = structured_reference.make(base)
    assert structured_reference.pretty(digits) == pretty
    assert structured_reference.is_valid(digits)
    assert structured_reference.parse(pretty) == digits


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("***012/3456/78939***", "012345678939"),
        (" +++ 012 / 3456 / 78939 +++ ", "012345678939"),
        ("012/3456/78939", "012345678939"),
        ("012 3456 78939", "012345678939"),
        ("012345678939", "012345678939"),
        ("+++123/4567/89003+++", None),
        ("+++000/0000/09700+++", None),
        ("+++012/3456/78939***", None),
        ("+++012/3456/78939", None),
        ("01234567893", None),
        ("0123456789399", None),
        ("٠12345678939", None),
        ("", None),
    ],
)
def test_structured_references_read(text: str, digits: str | None) -> None:
    assert structured_reference.parse(text) == digits


@pytest.mark.parametrize("base", ["", "12345678901", -1, "12a", 10**10])
def test_structured_reference_bases_refused(base: int | str) -> None:
    with pytest.raises(structured_reference.UnusableBase):
        structured_reference.make(base)


@given(st.integers(0, 10**10 - 1), st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(base: int, place: int, by: int) -> None:
    digits = structured_reference.make(base)
    wrong = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]
    assert structured_reference.is_valid(digits)
    assert not structured_reference.is_valid(wrong)


def test_references_quoted_in_a_text() -> None:
    text = (
        "loyer +++012/3456/78939+++ et 123456789002, encore 012345678939, pas 123/4567/89003 ni 9012345678939"
    )
    assert structured_reference.quoted_in(text) == ["012345678939", "123456789002"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("BE68 5390 0754 7034", "BE68539007547034"), ("be68.5390.0754.7034", "BE68539007547034")],
)
def test_iban_read(text: str, expected: str) -> None:
    assert iban.parse(text) == expected
    assert iban.pretty(text) == "BE68 5390 0754 7034"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("BE68539007547035", "check_digits"),
        ("", "format"),
        ("BE", "format"),
        ("XX68539007547034", "check_digits"),
        ("BE41091811735141", "belgian_check"),
        ("BE٦٨539007547034", "format"),
    ],
)
def test_iban_refused(text: str, reason: str) -> None:
    with pytest.raises(iban.InvalidIban) as caught:
        iban.parse(text)
    assert caught.value.facts["reason"] == reason


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_not(text: str) -> None:
    assert iban.is_valid(text) in (True, False)
    assert enterprise_number.is_valid(text) in (True, False)
    assert structured_reference.parse(text) is None or len(text) >= 12


@given(st.integers(0, 10**10 - 1))
def test_old_belgian_accounts_become_valid_ibans(base: int) -> None:
    account = f"{base:010d}{base % 97 or 97:02d}"
    number = iban.from_belgian_account(account)
    assert number is not None
    assert iban.parse(number) == number
    assert number.endswith(account)


@pytest.mark.parametrize("digits", ["539007547035", "53900754703", "53900754703X", ""])
def test_wrong_belgian_accounts_have_no_iban(digits: str) -> None:
    assert iban.from_belgian_account(digits) is None


def test_enterprise_number_of_the_law_sheet() -> None:
    assert enterprise_number.pretty("0403170701") == "0403.170.701"
    with pytest.raises(enterprise_number.InvalidEnterpriseNumber) as caught:
        enterprise_number.parse("0403170702")
    assert caught.value.facts["reason"] == "check_digits"
