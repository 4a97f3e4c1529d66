"""What a movement pays: the order of signs, and the imputation of the law sheet."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.banking.rules.matching import (
    REASONS,
    Certainty,
    Movement,
    OpenItem,
    classify,
)

DUE = date(2026, 7, 1)
PAID = date(2026, 7, 20)
REFERENCE_E, REFERENCE_C = "012345678939", "123456789002"

STATEMENT_E = OpenItem("E-2026", "E", "David Éloy", DUE, 21_954, ("E",), REFERENCE_E, frozenset({"BE68539007547034"}))
PROVISION_E = OpenItem("E-Q3", "E", "David Éloy", DUE, 27_000, ("E",), "002026004240", frozenset({"BE68539007547034"}))
LATER_E = OpenItem("E-Q4", "E", "David Éloy", date(2026, 10, 1), 27_000, ("E",), "000000000101")
CALL_C = OpenItem("C-Q3", "C", "Mme Chloé Martin", DUE, 33_750, ("3C",), REFERENCE_C)
CALL_D = OpenItem("D-Q3", "C", "Mme Chloé Martin", DUE, 33_750, ("4D",), REFERENCE_C)
CALL_B = OpenItem("B-Q3", "B", "Bruno Claes", DUE, 28_000, ("2B",), "000000004242", frozenset({"BE62510007547061"}))
ITEMS = [STATEMENT_E, PROVISION_E, LATER_E, CALL_C, CALL_D, CALL_B]


def _outcome(movement: Movement, items: list[OpenItem] = ITEMS) -> tuple[str, str, dict[str, int], int, str | None]:
    verdict = classify(movement, items)
    paid = {allocation.item_id: allocation.amount_cents for allocation in verdict.allocations}
    return verdict.certainty.value, verdict.reason, paid, verdict.advance_cents, verdict.party_id


@pytest.mark.parametrize(
    ("movement", "expected"),
    [
        (
            Movement(21_954, PAID, REFERENCE_E),
            ("certain", "reference_exact", {"E-2026": 21_954}, 0, "E"),
        ),
        (
            Movement(27_000, PAID, "000000000101"),
            ("certain", "reference_exact", {"E-Q4": 27_000}, 0, "E"),
        ),
        (
            Movement(67_500, PAID, REFERENCE_C),
            ("certain", "reference_exact", {"C-Q3": 33_750, "D-Q3": 33_750}, 0, "C"),
        ),
        (
            Movement(33_750, PAID, REFERENCE_C),
            ("certain", "reference_exact", {"C-Q3": 33_750}, 0, "C"),
        ),
        (
            Movement(48_954, PAID, REFERENCE_E),
            ("certain", "reference_party_total", {"E-2026": 21_954, "E-Q3": 27_000}, 0, "E"),
        ),
        (
            Movement(48_954, DUE, REFERENCE_E),
            ("certain", "reference_party_total", {"E-2026": 21_954, "E-Q3": 27_000}, 0, "E"),
        ),
        (
            Movement(75_954, PAID, REFERENCE_E),
            ("certain", "reference_party_total", {"E-2026": 21_954, "E-Q3": 27_000, "E-Q4": 27_000}, 0, "E"),
        ),
        (
            Movement(30_000, PAID, REFERENCE_E),
            ("probable", "reference_amount_differs", {"E-2026": 21_954, "E-Q3": 8_046}, 0, "E"),
        ),
        (
            Movement(10_000, PAID, REFERENCE_E),
            ("probable", "reference_amount_differs", {"E-2026": 10_000}, 0, "E"),
        ),
        (
            Movement(28_000, PAID, text="charges +++000/0000/04242+++ merci"),
            ("probable", "reference_in_text", {"B-Q3": 28_000}, 0, "B"),
        ),
        (
            Movement(28_000, PAID, counterparty_account="BE62 5100 0754 7061"),
            ("probable", "account_and_amount", {"B-Q3": 28_000}, 0, "B"),
        ),
        (
            Movement(28_000, PAID, counterparty_account="510007547061"),
            ("probable", "account_and_amount", {"B-Q3": 28_000}, 0, "B"),
        ),
        (
            Movement(48_954, PAID, counterparty_account="BE68539007547034"),
            ("probable", "account_and_total", {"E-2026": 21_954, "E-Q3": 27_000}, 0, "E"),
        ),
        (
            Movement(5_000, PAID, counterparty_account="BE68539007547034"),
            ("to_decide", "account_only", {}, 0, "E"),
        ),
        (
            Movement(33_750, PAID, text="Provisions lot 4D"),
            ("probable", "lot_and_amount", {"D-Q3": 33_750}, 0, "C"),
        ),
        (
            Movement(67_500, PAID, text="Appartement 3C"),
            ("probable", "lot_and_total", {"C-Q3": 33_750, "D-Q3": 33_750}, 0, "C"),
        ),
        (Movement(12, PAID, text="pour 3c"), ("to_decide", "lot_only", {}, 0, "C")),
        (Movement(12, PAID, text="lots 3C et 2B"), ("to_decide", "lot_shared", {}, 0, None)),
        (
            Movement(28_000, PAID, counterparty_name="CLAES BRUNO"),
            ("probable", "name_and_amount", {"B-Q3": 28_000}, 0, "B"),
        ),
        (
            Movement(67_500, PAID, counterparty_name="MARTIN CHLOE"),
            ("probable", "name_and_total", {"C-Q3": 33_750, "D-Q3": 33_750}, 0, "C"),
        ),
        (Movement(5, PAID, counterparty_name="M. ELOY DAVID"), ("to_decide", "name_only", {}, 0, "E")),
        (Movement(5, PAID, text="Bruno Claes, Chloé Martin"), ("to_decide", "name_shared", {}, 0, None)),
        (
            Movement(28_000, PAID, counterparty_account="BE68539007547034", counterparty_name="Claes Bruno"),
            ("probable", "name_and_amount", {"B-Q3": 28_000}, 0, "B"),
        ),
        (Movement(33_750, PAID, text="charges"), ("to_decide", "nothing_matches", {}, 0, None)),
        (Movement(33_750, PAID, "000000009797"), ("to_decide", "reference_unknown", {}, 0, None)),
        (
            Movement(28_000, PAID, "000000009797", "BE62510007547061"),
            ("probable", "account_and_amount", {"B-Q3": 28_000}, 0, "B"),
        ),
        (Movement(-28_000, PAID, REFERENCE_E), ("to_decide", "not_a_receipt", {}, 0, None)),
        (Movement(0, PAID, REFERENCE_E), ("to_decide", "not_a_receipt", {}, 0, None)),
    ],
)
def test_verdicts(movement: Movement, expected: tuple[str, str, dict[str, int], int, str | None]) -> None:
    assert _outcome(movement) == expected
    assert expected[1] in REASONS


def test_a_second_payment_of_a_paid_call_goes_to_the_oldest_open_ones() -> None:
    paid = OpenItem("E-2026", "E", "David Éloy", DUE, 0, ("E",), REFERENCE_E)
    outcome = _outcome(Movement(30_000, PAID, REFERENCE_E), [paid, PROVISION_E, LATER_E])
    assert outcome == ("probable", "reference_already_paid", {"E-Q3": 27_000, "E-Q4": 3_000}, 0, "E")


def test_a_reference_of_two_parties_is_for_a_person() -> None:
    stolen = OpenItem("X", "X", "Xavier", DUE, 21_954, (), REFERENCE_E)
    assert _outcome(Movement(21_954, PAID, REFERENCE_E), [*ITEMS, stolen])[:2] == (
        "to_decide",
        "reference_shared",
    )


def test_an_account_of_two_parties_needs_an_amount_of_one() -> None:
    couple = frozenset({"BE62510007547061"})
    first = OpenItem("1", "P", "Paul", DUE, 100, (), None, couple)
    second = OpenItem("2", "Q", "Quentin", DUE, 200, (), None, couple)
    third = OpenItem("3", "Q", "Quentin", DUE, 100, (), None, couple)
    paying = Movement(100, PAID, counterparty_account="BE62510007547061")
    assert _outcome(paying, [first, second])[1:3] == ("account_and_amount", {"1": 100})
    assert _outcome(paying, [first, second, third])[:2] == ("to_decide", "account_shared")


ITEM = st.builds(
    OpenItem,
    id=st.uuids().map(str),
    party_id=st.sampled_from("ABC"),
    name=st.sampled_from(["Anna Ball", "Bob", "Carl Dax"]),
    due_on=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    open_cents=st.integers(0, 500),
    lots=st.sampled_from([(), ("1A",), ("2",), ("1A", "2")]),
    structured_reference=st.sampled_from([None, REFERENCE_E, REFERENCE_C]),
    known_accounts=st.sampled_from([frozenset(), frozenset({"BE68539007547034"})]),
)


@given(
    st.lists(ITEM, max_size=8, unique_by=lambda item: item.id),
    st.integers(-100, 1_500),
    st.sampled_from([None, REFERENCE_E, "000000009797"]),
    st.sampled_from([None, "BE68539007547034", "nonsense"]),
    st.sampled_from([None, "BOB", "Dax Carl lot 2", ""]),
    st.sampled_from([None, PAID]),
)
def test_every_verdict_is_whole_and_never_overpays(
    items: list[OpenItem],
    cents: int,
    reference: str | None,
    account: str | None,
    name: str | None,
    on: date | None,
) -> None:
    verdict = classify(Movement(cents, on, reference, account, name, "1a"), items)
    assert verdict.reason in REASONS
    paid = sum(allocation.amount_cents for allocation in verdict.allocations) + verdict.advance_cents
    assert paid == (0 if verdict.certainty is Certainty.TO_DECIDE else cents)
    by_id = {item.id: item for item in items}
    assert len({allocation.item_id for allocation in verdict.allocations}) == len(verdict.allocations)
    for allocation in verdict.allocations:
        assert 0 < allocation.amount_cents <= by_id[allocation.item_id].open_cents
        assert by_id[allocation.item_id].party_id == verdict.party_id
    if verdict.certainty is Certainty.CERTAIN:
        assert reference is not None
        assert verdict.advance_cents == 0


def test_a_letter_paid_to_the_cent_is_certain_after_a_settlement_has_paid_a_part_of_it() -> None:
    since = replace(STATEMENT_E, open_cents=21_208, asked_cents=21_954)
    assert _outcome(Movement(21_954, PAID, REFERENCE_E), [since, LATER_E]) == (
        "certain",
        "reference_as_asked",
        {"E-2026": 21_208, "E-Q4": 746},
        0,
        "E",
    )
    # Two lots under one reference: the letter asked their sum.
    lots = [replace(CALL_C, open_cents=33_000, asked_cents=33_750), replace(CALL_D, asked_cents=33_750)]
    assert _outcome(Movement(67_500, PAID, REFERENCE_C), lots)[:2] == ("certain", "reference_as_asked")
    assert _outcome(Movement(67_499, PAID, REFERENCE_C), lots)[:2] == ("probable", "reference_amount_differs")
