"""Every CODA file of the fixtures: verdict, reasons, warnings and figures exactly as computed apart."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from koprogo.banking.rules import coda
from koprogo.banking.rules.inspection import importable, inspect
from koprogo.testing.fixtures import fixtures_dir

FIXTURES = fixtures_dir()
FACTS: dict[str, Any] = {}
if FIXTURES is not None:
    everything = json.loads((FIXTURES / "FACTS.json").read_text(encoding="utf-8"))["files"]
    FACTS = {name: facts for name, facts in everything.items() if name.startswith("coda/")}

pytestmark = pytest.mark.skipif(FIXTURES is None, reason="the shared fixtures are not beside this copy")


def _bytes(name: str) -> bytes:
    assert FIXTURES is not None
    return (FIXTURES / name).read_bytes()


def _mils(text: str) -> int:
    return int(Decimal(text) * 1000)


def _day(text: str) -> date:
    return date(2000 + int(text[4:]), int(text[2:4]), int(text[:2]))


def test_every_file_of_the_folder_has_its_facts() -> None:
    assert FIXTURES is not None
    present = {f"coda/{path.name}" for path in Path(FIXTURES / "coda").iterdir() if path.suffix != ".md"}
    assert present == set(FACTS)
    assert len(present) == 30


@pytest.mark.parametrize("name", FACTS)
def test_verdict_reasons_and_warnings(name: str) -> None:
    report: dict[str, Any] = inspect(_bytes(name))
    problems = report["problems"] + [found for each in report["statements"] for found in each["problems"]]
    codes: dict[str, set[str]] = {"error": set(), "warning": set()}
    for problem in problems:
        codes[problem["severity"]].add(problem["code"])
        assert problem["message"]
    assert sorted(codes["error"]) == FACTS[name]["reasons"]
    assert sorted(codes["warning"]) == FACTS[name]["warnings"]
    assert importable(report) is (FACTS[name]["expected"] == "importable")
    assert coda.read(_bytes(name)).is_importable() is importable(report)


@pytest.mark.parametrize("name", FACTS)
def test_figures(name: str) -> None:
    reading = coda.read(_bytes(name))
    assert len(reading.statements) == len(FACTS[name]["statements"])
    for statement, facts in zip(reading.statements, FACTS[name]["statements"], strict=True):
        amounts = [movement.amount_mils or 0 for movement in statement.movements]
        details = [detail for movement in statement.movements for detail in movement.details]
        assert (len(amounts), len(details)) == (facts["movements"], facts["details"])
        assert sum(amount for amount in amounts if amount > 0) == _mils(facts["credit"])
        assert -sum(amount for amount in amounts if amount < 0) == _mils(facts["debit"])
        read = [*statement.movements, *details]
        assert sum(item.communication_type in ("101", "102") for item in read) == facts["ogm"]
        assert sum(item.structured_reference is not None for item in read) == facts["ogm_valid"]
        assert (statement.version, statement.duplicate) == (facts["version"], facts["duplicate"])
        assert statement.created_on == _day(facts["date"])
        assert len(statement.messages) == facts["messages4"]
        assert statement.account == facts.get("account")
        assert statement.currency == facts.get("currency")
        assert statement.number == facts.get("seq")
        assert statement.opening_mils == (_mils(facts["old"]) if "old" in facts else None)
        assert statement.opening_on == (_day(facts["old_date"]) if "old_date" in facts else None)
        assert statement.closing_mils == (_mils(facts["new"]) if facts["new"] is not None else None)
        assert statement.closing_on == (_day(facts["new_date"]) if "new_date" in facts else None)


@pytest.mark.parametrize("name", FACTS)
def test_grouped_movements_and_their_details(name: str) -> None:
    for statement, facts in zip(coda.read(_bytes(name)).statements, FACTS[name]["statements"], strict=True):
        movements = {movement.sequence: movement for movement in reversed(statement.movements)}
        for grouped in facts["globalised"]:
            movement = movements[grouped["ref"]]
            assert movement.amount_mils == _mils(grouped["amount"])
            assert movement.transaction_code[0] == grouped["type"]
            assert len(movement.details) == grouped["details"]


def test_one_grouped_credit_with_six_references() -> None:
    (statement,) = coda.read(_bytes("coda/codademo_coda_test.txt")).statements
    (movement,) = statement.movements
    assert (movement.amount_cents, movement.structured_reference) == (24_412, None)
    assert movement.text == "REGROUPEMENT DE 6 VCS"
    assert [(detail.structured_reference, detail.amount_cents) for detail in movement.details] == [
        ("141359004019", 7_248),
        ("141359004019", 7_248),
        ("146453781091", 2_479),
        ("146453781091", 2_479),
        ("146498769085", 2_479),
        ("146498769085", 2_479),
    ]
    assert movement.details[0].counterparty_account == "BE81390562635724"
    assert movement.details[0].text == "141359004019\nMORI VALO BILUNEVEM 7 9950 GUPIGUVEBA"


def test_an_invalid_reference_stays_in_the_text() -> None:
    (statement,) = coda.read(_bytes("coda/phpcoda_sample1.cod")).statements
    assert [movement.structured_reference for movement in statement.movements] == [None] * 4
    assert statement.movements[0].text.startswith("000003505158\nKLANT1 MET NAAM1")


def test_version_1_has_name_and_address_in_other_columns() -> None:
    (statement,) = coda.read(_bytes("coda/msbc_kbc_v1_07022000.008.cod")).statements
    (movement,) = statement.movements
    assert (movement.counterparty_name, movement.counterparty_account) == ("POGAFEC BVBA", "467788442460")
    assert movement.counterparty_address == "VOMEMIFODM DETOVA 30 9700 TATOSUSIRA"
    assert (movement.client_reference, movement.counterparty_bic) == ("DIV ONKO", None)
    assert movement.text == "ONKOSTEN FOCIHIG EN PIRUPULI"


def test_free_messages_are_kept() -> None:
    (statement,) = coda.read(_bytes("coda/bn3t_CODA.txt")).statements
    assert statement.messages[0] == "LINE 1 FREE COMMUNICATION"
    (foreign,) = coda.read(_bytes("coda/acsone_Coda_foreign_account.txt")).statements
    assert foreign.messages == ("CLOSING AVAILABLE BALANCE C 180202 EUR 443346,3",)


def test_the_same_statement_is_recognised_in_another_file() -> None:
    """Cross-file facts: two banks' test sets hold one statement; a file of two holds one read before."""
    (first,) = coda.read(_bytes("coda/febelfin_CODA.txt")).statements
    (second,) = coda.read(_bytes("coda/bn3t_CODA.txt")).statements
    assert coda.fingerprint(first) == coda.fingerprint(second)
    single = coda.read(_bytes("coda/acsone_Coda_v2_3_single_statement.txt")).statements
    faulty = coda.read(_bytes("coda/acsone_Coda_v2_3_faulty_globalisation.txt")).statements
    several = coda.read(_bytes("coda/acsone_Coda_v2_3_multi_statements.txt")).statements
    assert [coda.fingerprint(one) for one in several] == [coda.fingerprint(one) for one in single + faulty]
    assert len({coda.fingerprint(one) for one in (first, *several)}) == 3
