"""Which invoice a movement out pays: only the exact communication of an approved invoice is certain."""

from dataclasses import replace
from datetime import date

import pytest

from koprogo.banking.rules.matching import Certainty, Movement
from koprogo.banking.rules.paying import Payable, classify_payment
from koprogo.banking.rules.sorting import sort

DUE, DAY = date(2026, 11, 30), date(2026, 11, 20)
REFERENCE = "012345678939"
KONE = Payable("i1", "kone", "KONE Belgium", DUE, 68_420, True, "61-20447", REFERENCE, frozenset({"BE43068999999501"}))
CLEAN = Payable("i2", "clean", "Propreté du Nord SRL", DUE, 48_400, True, "2026/041", "", frozenset())
TWIN = replace(CLEAN, id="i3", party_id="twin", name="Autre Nettoyage", number="77")


@pytest.mark.parametrize(
    ("movement", "certainty", "reason", "paid"),
    [
        (Movement(-68_420, DAY, REFERENCE), "certain", "invoice_reference_exact", {"i1": 68_420}),
        (Movement(-68_420, DAY, text="+++012/3456/78939+++"), "probable", "invoice_reference_exact", {"i1": 68_420}),
        (Movement(-60_000, DAY, REFERENCE), "probable", "invoice_reference_amount_differs", {"i1": 60_000}),
        (Movement(-70_000, DAY, REFERENCE), "probable", "invoice_reference_amount_differs", {"i1": 68_420}),
        (Movement(-68_420, DAY, text="61-20447 / contrat"), "probable", "invoice_number_and_amount", {"i1": 68_420}),
        (
            Movement(-68_420, DAY, counterparty_account="BE43 0689 9999 9501"),
            "probable",
            "invoice_account_and_amount",
            {"i1": 68_420},
        ),
        (Movement(-100, DAY, counterparty_account="BE43068999999501"), "to_decide", "invoice_account_only", {}),
        (Movement(-68_420, DAY, counterparty_name="KONE"), "probable", "invoice_name_and_amount", {"i1": 68_420}),
        (
            Movement(-48_400, DAY, counterparty_name="PROPRETE DU NORD"),
            "probable",
            "invoice_name_and_amount",
            {"i2": 48_400},
        ),
        (Movement(-48_400, DAY, counterparty_name="Inconnu"), "to_decide", "not_a_receipt", {}),
        (Movement(-100, DAY, counterparty_name="KONE"), "to_decide", "not_a_receipt", {}),
    ],
)
def test_signs_in_their_order(movement: Movement, certainty: str, reason: str, paid: dict[str, int]) -> None:
    verdict = classify_payment(movement, [KONE, CLEAN])
    assert (verdict.certainty.value, verdict.reason) == (certainty, reason)
    assert {part.item_id: part.amount_cents for part in verdict.allocations} == paid
    assert sum(paid.values()) + verdict.advance_cents == (-movement.amount_cents if paid else 0)


def test_what_nobody_approved_is_never_certain() -> None:
    verdict = classify_payment(Movement(-68_420, DAY, REFERENCE), [replace(KONE, approved=False)])
    assert (verdict.certainty, verdict.reason) == (Certainty.PROBABLE, "invoice_reference_not_approved")


def test_two_suppliers_of_one_amount_are_left_to_a_person() -> None:
    said = Movement(-48_400, DAY, text="Propreté du Nord et Autre Nettoyage")
    assert classify_payment(said, [CLEAN, TWIN]).reason == "invoice_shared"


def test_of_two_payments_of_one_invoice_only_the_first_is_certain() -> None:
    first, second = sort([Movement(-68_420, DAY, REFERENCE)] * 2, [], [KONE])
    assert first.certainty is Certainty.CERTAIN
    assert (second.certainty, second.reason) == (Certainty.TO_DECIDE, "invoice_reference_already_paid")
