"""Hostile bytes, our own sample against the official rules, and the rules that the packaged edition lacks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from koprogo.purchases.rules.ubl import amendments, facts, inspection, judging, reading, rulebook
from koprogo.purchases.rules.ubl.findings import is_valid
from koprogo.purchases.tests.ubl import samples
from koprogo.testing.fixtures import fixtures_dir

_FIXTURES = fixtures_dir()
_SAMPLE = samples.invoice()


def _reason(data: bytes) -> object:
    with pytest.raises(reading.Unreadable) as refused:
        reading.opened(data)
    return refused.value.facts["reason"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"%PDF-1.4", "malformed"),
        (b"<Invoice", "malformed"),
        (b"<Invoice/>", "not_ubl"),
        (b'<!DOCTYPE Invoice><Invoice xmlns="%s"/>' % reading.INVOICE.encode(), "doctype"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "doctype"),
        ("<?xml version='1.0' encoding='UTF-16'?><!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>".encode("utf-16"), "doctype"),
        (b"<a>" * 300 + b"</a>" * 300, "malformed"),
        (b"<a>" + b"<b/>" * 200_001 + b"</a>", "too_many_elements"),
        (b"<a>" + b" " * reading.MAX_BYTES + b"</a>", "too_large"),
        (b'<?xml version="1.0" encoding="nonsense"?><a/>', "malformed"),
    ],
)
def test_what_is_no_harmless_invoice_is_refused_by_name(data: bytes, reason: str) -> None:
    assert _reason(data) == reason


@pytest.mark.skipif(_FIXTURES is None, reason="the shared fixtures are not beside this copy")
def test_no_hostile_file_is_opened() -> None:
    assert _FIXTURES is not None
    files = sorted((_FIXTURES / "hardening" / "xml").iterdir())
    assert len(files) == 13
    for path in files:
        report = inspection.inspect(path.read_bytes())
        assert report["valid"] is False
        assert report["type"] is None
        assert "passwd" not in str(report)


@settings(max_examples=150, deadline=None)
@given(start=st.integers(0, len(_SAMPLE)), length=st.integers(0, 400), noise=st.binary(max_size=40))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(start: int, length: int, noise: bytes) -> None:
    damaged = _SAMPLE[:start] + noise + _SAMPLE[start + length :]
    try:
        root = reading.opened(damaged)
    except reading.Unreadable:
        return
    facts.read(root)
    facts.attachments(root)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("10", 1000),
        ("10.5", 1050),
        ("-0.01", -1),
        (".5", 50),
        ("1.005", None),
        ("1e3", None),
        ("NaN", None),
        ("", None),
        ("1,5", None),
        ("9" * 20, None),
        ("+3.10", 310),
        ("12.3400", 1234),
    ],
)
def test_amounts_are_whole_cents_or_nothing(text: str, cents: int | None) -> None:
    assert facts.to_cents(text) == cents


def test_our_samples_pass_the_official_rules() -> None:
    documents = [
        samples.invoice(),
        samples.invoice(allowance_cents=1_250, prepaid_cents=5_000, rounding_cents=-2, pdf=None),
        samples.invoice(credit_note=True),
    ]
    for found in judging.judged(documents):
        assert is_valid(found), found


def test_a_broken_total_is_named_by_its_rule() -> None:
    report = inspection.inspect(_SAMPLE.replace(b">343.45<", b">343.44<"))
    assert report["valid"] is False
    assert "BR-CO-15" in {error["rule"] for error in report["errors"]}  # type: ignore[attr-defined]


def test_the_report_has_every_key_of_the_contract() -> None:
    report = inspection.inspect(_SAMPLE)
    assert report["valid"] is True
    assert report["errors"] == []
    assert report["rules"] == rulebook.VERSION
    assert (report["type"], report["number"], report["issue_date"]) == ("Invoice", "2026-0117", "2026-03-12")
    assert (report["net_cents"], report["vat_cents"], report["gross_cents"]) == (29_005, 5_340, 34_345)
    assert (report["supplier"], report["supplier_enterprise_number"]) == ("Ascenseurs Meuse SA", "0403170701")
    assert report["lines"] == 2


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (b">380<", b">384<", "PEPPOL-EN16931-P0112"),
        (b"billing:3.0<", b"billing:3.0::x<", "PEPPOL-EN16931-R004"),
        (b"billing:01:1.0<", b"billing:07:1.0<", "PEPPOL-EN16931-R007"),
        (b'schemeID="0208">0843518235', b'schemeID="0184">DK123', "PEPPOL-COMMON-R042"),
        (b'schemeID="0208">0843518235', b'schemeID="0007">5567321708', "PEPPOL-COMMON-R049"),
        (b'schemeID="0208">0843518235', b'schemeID="0106">123', "PEPPOL-COMMON-R054"),
    ],
)
def test_rules_that_changed_since_the_packaged_edition(old: bytes, new: bytes, rule: str) -> None:
    assert old in _SAMPLE
    broken = {found[0] for found in amendments.findings(reading.opened(_SAMPLE.replace(old, new)))}
    assert broken == {rule}


@pytest.mark.parametrize("cvr", [b"12345678", b"DK12345678"])
def test_a_danish_number_may_stand_with_or_without_its_country(cvr: bytes) -> None:
    data = _SAMPLE.replace(b'schemeID="0208">0843518235', b'schemeID="0184">' + cvr)
    assert list(amendments.findings(reading.opened(data))) == []


def test_a_batch_that_takes_too_long_is_ended() -> None:
    with pytest.raises(judging.RulesNotRun) as refused:
        judging.judged([_SAMPLE], seconds=0)
    assert refused.value.facts["reason"] == "time"


def test_the_sample_is_what_it_says(tmp_path: object) -> None:
    assert etree.QName(reading.opened(samples.invoice(credit_note=True))).localname == "CreditNote"
    assert reading.looks_like_ubl(_SAMPLE)
    assert not reading.looks_like_ubl(b"<a/>")
