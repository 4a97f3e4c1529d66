"""The owner's account as a letter: every movement, the balance after it, a slip only with a debt."""

from dataclasses import replace

import pytest

from koprogo.charges.documents.owner_statement import OwnerStatement, render_statement, statement_data
from koprogo.charges.tests.documents.letters import a_statement, paid_by
from koprogo.condominiums.documents.letterhead import Language, LetterRefused
from koprogo.platform import pdf, qr


def opened(statement: OwnerStatement) -> tuple[pdf.Gate, str]:
    gate = pdf.gate(render_statement(statement))
    return gate, " ".join(gate.text.split())


@pytest.mark.parametrize(
    ("language", "figure", "row"),
    [
        ("fr", "372,86 €", "22 juin 2026 Décompte annuel 2025, trop-perçu DEC 2 62,14 −62,14"),
        ("nl", "€ 372,86", "22 juni 2026 Décompte annuel 2025, trop-perçu DEC 2 62,14 −62,14"),
        ("de", "372,86 €", "22. Juni 2026 Décompte annuel 2025, trop-perçu DEC 2 62,14 −62,14"),
        ("en", "€372.86", "22 Jun 2026 Décompte annuel 2025, trop-perçu DEC 2 62.14 −62.14"),
    ],
)
def test_a_statement_passes_the_gate_in_its_language(language: Language, figure: str, row: str) -> None:
    gate, text = opened(a_statement(language))
    assert (gate.standard, gate.tagged, gate.lang) == ("ua-1", True, f"{language}-BE")
    assert len(gate.pages) <= (1 if language == "fr" else 2), "longer words may need a second page"
    assert gate.title.endswith(" – ACP Le Verger")
    assert text.count(figure) == 2, "beside the title and on the slip"
    for expected in (row, "0403.170.701", "+++014/3004/05862+++", "3C, garage G4", "APP 55"):
        assert expected in text


def test_the_balance_runs_from_the_opening_to_the_closing() -> None:
    data = statement_data(a_statement())
    rows = data["rows"]
    assert isinstance(rows, list)
    balances = ["435,00", "0,00", "435,00", "0,00", "−62,14", "372,86", "−62,14", "372,86"]
    assert [row["balance"] for row in rows] == balances
    assert data["sums"] == {"debit": "1\u202f740,00", "credit": "1\u202f367,14"}


@pytest.mark.parametrize(
    ("closing_cents", "label", "has_slip"),
    [
        (10_000, "Solde à payer 100,00 €", True),
        (0, "Rien à payer 0,00 €", False),
        (-1, "Solde en votre faveur 0,01 €", False),
    ],
)
def test_a_slip_comes_only_with_a_debt(closing_cents: int, label: str, has_slip: bool) -> None:
    _, text = opened(a_statement(closing_cents=closing_cents))
    assert label in text
    assert ("Bénéficiaire" in text) is has_slip
    assert ("+++" in text) is has_slip


def test_the_code_is_drawn_from_the_payload() -> None:
    slip = statement_data(a_statement())["slip"]
    assert isinstance(slip, dict)
    assert slip["qr"] == qr.svg(paid_by(37_286))


def test_a_long_account_goes_on_under_the_same_header() -> None:
    statement = a_statement()
    year = replace(statement, lines=statement.lines * 5, closing_balance_cents=5 * statement.closing_balance_cents)
    gate, _ = opened(replace(year, qr_payload=""))
    assert len(gate.pages) > 1
    for page in gate.pages[:2]:
        assert "Opération Pièce Débit Crédit Solde" in " ".join(page.split())


@pytest.mark.parametrize("words", ["#panic()", "*a* $b$ \\", '"x" // y'])
def test_words_of_a_movement_stay_words(words: str) -> None:
    statement = a_statement()
    first = replace(statement.lines[0], words=words, voucher=words)
    _, text = opened(replace(statement, lines=(first, *statement.lines[1:])))
    assert text.count(words) == 2


def test_movements_that_do_not_lead_to_the_closing_are_refused() -> None:
    with pytest.raises(LetterRefused) as refusal:
        replace(a_statement(), closing_balance_cents=1)
    assert refusal.value.facts == {"reason": "balance", "found": 37_286, "said": 1}
