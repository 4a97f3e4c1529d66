"""All shared e-invoices against what is known of them: totals and parties, and every rule that must fail or pass."""

import json
from pathlib import Path
from typing import Any

import pytest

from koprogo.purchases.rules.ubl import facts, judging, reading
from koprogo.purchases.rules.ubl.child import SCHEMA_RULE
from koprogo.purchases.rules.ubl.findings import Finding, is_valid
from koprogo.purchases.tests.ubl import samples
from koprogo.testing.fixtures import fixtures_dir

_FIXTURES = fixtures_dir()
pytestmark = pytest.mark.skipif(_FIXTURES is None, reason="the shared fixtures are not beside this copy")


def _known() -> dict[str, Any]:
    assert _FIXTURES is not None
    files = json.loads((_FIXTURES / "FACTS.json").read_text())["files"]
    return {name: known for name, known in files.items() if name.startswith("ubl/")}


def _path(name: str) -> Path:
    assert _FIXTURES is not None
    return _FIXTURES / name


def _single(known: dict[str, Any]) -> bool:
    return "must_fail" not in known


def test_every_shared_file_is_accounted_for() -> None:
    known = _known()
    assert len(known) == 132
    assert sum(_single(one) for one in known.values()) == 17


@pytest.mark.parametrize("name", sorted(n for n, k in _known().items() if _single(k)) if _FIXTURES else [])
def test_the_facts_of_each_invoice(name: str) -> None:
    known = _known()[name]
    root = reading.opened(_path(name).read_bytes())
    read = facts.read(root)
    assert (read.kind, read.number, str(read.issued_on)) == (known["type"], known["id"], known["date"])
    assert read.currency == known["cur"]
    assert (read.net_cents, read.gross_cents, read.payable_cents) == tuple(
        facts.to_cents(known[key]) for key in ("excl", "incl", "pay")
    )
    assert read.vat_cents == facts.to_cents(known["vat"][0])
    assert len(read.lines) == known["lines"]
    for trader, told in ((read.supplier, known["sup"]), (read.customer, known["cus"])):
        assert f"{trader.identifier}/{trader.scheme}" == told
    assert list(read.ibans) == known["iban"]
    assert list(read.payment_references) == known["pid"]
    assert len(facts.attachments(root)) == known["emb"]
    assert all(attached.data.startswith(b"%PDF-") for attached in facts.attachments(root))


def test_the_official_rules_say_what_they_must_of_every_file() -> None:
    """One process for all 132 files: the rules are compiled once."""
    wanted: list[tuple[str, bytes, samples.Case | None]] = []
    for name, known in _known().items():
        if _single(known):
            wanted.append((name, _path(name).read_bytes(), None))
        elif known["tests"]:
            cases = list(samples.cases(_path(name)))
            assert len(cases) == known["tests"], name
            wanted += [(f"{name}[{index}]", case.data, case) for index, case in enumerate(cases)]
    verdicts = judging.judged([data for _, data, _ in wanted])
    wrong = []
    for (name, _, case), found in zip(wanted, verdicts, strict=True):
        rules = {finding.rule for finding in found}
        if case is not None:
            wrong += [f"{name}: {rule} should pass" for rule in case.must_pass & rules]
            wrong += [f"{name}: {rule} should fail" for rule in case.must_fail - rules]
            continue
        known = _known()[name]
        expected = {
            severity: {rule for book in ("failed_EN16931", "failed_PEPPOL_2026_5") for rule in known[book][key]}
            for severity, key in (("fatal", "fatal"), ("warning", "warnings"))
        }
        for severity, rules_expected in expected.items():
            got = _named(found, severity)
            if got != rules_expected:
                wrong.append(f"{name}: {severity} {sorted(got ^ rules_expected)}")
        assert (SCHEMA_RULE not in rules) is known["ubl21_xsd_valid"]
        assert is_valid(found) is (not expected["fatal"])
    assert wrong == []
    assert len(wanted) > 300


def _named(found: tuple[Finding, ...], severity: str) -> set[str]:
    return {finding.rule for finding in found if finding.severity == severity}
