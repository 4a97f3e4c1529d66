"""Which books: twenty counted lots is the line (CC 3.89 § 5 15°), a decision may choose more, never less."""

from datetime import date

import pytest

from koprogo.condominiums.rules import lots
from koprogo.condominiums.rules.lots import LotKind
from koprogo.ledger.rules import regime as rules
from koprogo.ledger.rules.cash_book import Against, headings
from koprogo.ledger.rules.regime import DecisionMissing, Regime

A, C, P, S = LotKind.APARTMENT, LotKind.CELLAR, LotKind.PARKING, LotKind.SHOP


@pytest.mark.parametrize(
    ("kinds", "chosen", "wanted"),
    [
        ([A] * 15 + [C] * 15 + [P] * 20, False, Regime.SIMPLIFIED),
        ([A] * 20, False, Regime.FULL),
        ([A] * 19, False, Regime.SIMPLIFIED),
        ([A] * 19 + [S], False, Regime.FULL),
        ([A] * 19 + [LotKind.GARAGE] * 30, False, Regime.SIMPLIFIED),
        ([A] * 5, True, Regime.FULL),
        ([A] * 25, True, Regime.FULL),
        ([], False, Regime.SIMPLIFIED),
    ],
)
def test_the_line_is_twenty_counted_lots(kinds: list[LotKind], chosen: bool, wanted: Regime) -> None:
    assert rules.regime(counted=lots.counted(kinds), chosen_full=chosen) is wanted


@pytest.mark.parametrize(
    ("full", "decision", "on", "refused"),
    [
        (True, "AG du 9/12, point 7", date(2026, 12, 9), ""),
        (True, "  ", date(2026, 12, 9), "decision"),
        (True, "AG", None, "decided_on"),
        (False, "", None, ""),
    ],
)
def test_a_choice_stands_on_a_decision(full: bool, decision: str, on: date | None, refused: str) -> None:
    if not refused:
        rules.check_choice(full=full, decision=decision, decided_on=on)
        return
    with pytest.raises(DecisionMissing) as caught:
        rules.check_choice(full=full, decision=decision, decided_on=on)
    assert caught.value.field == refused


def test_receipts_and_expenses_are_what_the_treasury_gained() -> None:
    found = headings(
        [
            Against("650", "Frais", "bank_charges", 45, 0),
            Against("4101", "Copropriétaires", "owners_charges", 200, 1_500),
            Against("58", "Virements", "transfers", 900, 900),
            Against("440", "Fournisseurs", "suppliers", 700, 0),
        ]
    )
    assert [(one.code, one.cents) for one in found.received] == [("4101", 1_500)]
    assert [(one.code, one.cents) for one in found.paid] == [("4101", 200), ("440", 700), ("650", 45)]
    assert found.received_cents - found.paid_cents == 555
