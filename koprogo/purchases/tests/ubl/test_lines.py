"""A draft costs exactly what the file says, whatever its allowances, charges, rates and roundings."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koprogo.purchases.rules.ubl import facts, reading
from koprogo.purchases.rules.ubl.lines import AmountsUnusable, drafted
from koprogo.purchases.tests.ubl import samples
from koprogo.testing.fixtures import fixtures_dir

_FIXTURES = fixtures_dir()


def _read(data: bytes) -> facts.EInvoice:
    return facts.read(reading.opened(data))


@pytest.mark.skipif(_FIXTURES is None, reason="the shared fixtures are not beside this copy")
def test_every_shared_invoice_in_euros_makes_its_total() -> None:
    assert _FIXTURES is not None
    known = json.loads((_FIXTURES / "FACTS.json").read_text())["files"]
    seen = 0
    for name, told in known.items():
        if not name.startswith("ubl/") or told.get("cur") != "EUR":
            continue
        totals = drafted(_read((_FIXTURES / name).read_bytes()))
        assert totals.gross_cents == abs(facts.to_cents(told["incl"]) or 0), name
        assert totals.credit_note is (told["type"] == "CreditNote" or told["incl"].startswith("-")), name
        seen += 1
    assert seen == 13


def test_the_vat_of_a_rate_is_spread_over_its_lines() -> None:
    totals = drafted(_read(samples.invoice(lines=(("a", 333, 21), ("b", 333, 21), ("c", 334, 6)))))
    # 6,66 at 21 % is 1,40; each line alone would make 0,70 twice.
    assert [(line.net_cents, line.vat_cents, line.vat_bp) for line in totals.lines] == [
        (333, 70, 2100),
        (333, 70, 2100),
        (334, 20, 600),
    ]


def test_an_allowance_is_a_line_below_zero_and_prepayments_change_no_cost() -> None:
    data = samples.invoice(allowance_cents=1_250, prepaid_cents=5_000, rounding_cents=-2)
    totals = drafted(_read(data))
    assert [line.net_cents for line in totals.lines] == [24_000, 5_005, -1_250]
    assert totals.gross_cents == _read(data).gross_cents
    assert totals.gross_cents == 24_000 - 1_250 + 5_005 + 4_778 + 300


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b">EUR</cbc:DocumentCurrencyCode>", b">USD</cbc:DocumentCurrencyCode>", "currency"),
        (b'TaxableAmount currencyID="EUR">240.00', b'TaxableAmount currencyID="EUR">x', "missing"),
        (b'TaxInclusiveAmount currencyID="EUR">343.45', b'TaxInclusiveAmount currencyID="EUR">x', "missing"),
        (b'TaxInclusiveAmount currencyID="EUR">343.45', b'TaxInclusiveAmount currencyID="EUR">0', "zero"),
    ],
)
def test_amounts_that_make_no_draft_are_refused_by_name(old: bytes, new: bytes, reason: str) -> None:
    data = samples.invoice()
    if reason == "missing":  # lines finer than a cent: the breakdown by rate stands in for them, if it can
        data = data.replace(
            b'LineExtensionAmount currencyID="EUR">240.00', b'LineExtensionAmount currencyID="EUR">240.005'
        )
        assert drafted(_read(data)).gross_cents == 34_345
    assert old in data
    with pytest.raises(AmountsUnusable) as refused:
        drafted(_read(data.replace(old, new)))
    assert refused.value.facts["reason"] == reason


@settings(max_examples=200, deadline=None)
@given(
    nets=st.lists(st.tuples(st.integers(1, 99_999), st.sampled_from([0, 6, 12, 21])), min_size=1, max_size=12),
    allowance=st.integers(0, 500),
    credit_note=st.booleans(),
)
def test_no_cent_appears_or_disappears(nets: list[tuple[int, int]], allowance: int, credit_note: bool) -> None:
    data = samples.invoice(
        lines=tuple((f"ligne {index}", net, percent) for index, (net, percent) in enumerate(nets)),
        allowance_cents=allowance if nets[0][0] > allowance else 0,
        credit_note=credit_note,
    )
    read = _read(data)
    totals = drafted(read)
    assert totals.gross_cents == read.gross_cents
    assert sum(line.net_cents for line in totals.lines) == read.net_cents
    assert totals.credit_note is credit_note
