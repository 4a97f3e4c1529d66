"""Balances as other syndics hand them over: pasted, exported, with lists of persons, with totals at the foot."""

import pytest

from koprogo.closing.rules.reading import Kind, plain_code, read
from koprogo.condominiums.rules.workbook.reading import read_pasted

FULL = (
    "Balance au 31/12/2025\n"
    "Compte;Libellé;Débit;Crédit\n"
    "100;Fonds de roulement;;12.000,00\n"
    "410;Copropriétaires;1.347,42;\n"
    "4100;Réserve;480,00;\n"
    "4101;Charges;867,42;\n"
    "440;Fournisseurs;0,00;500,00\n"
    "551;Banque;11.152,58;\n"
    "Total;;12.500,00;12.500,00\n"
)


def test_a_balance_with_debit_and_credit() -> None:
    found = read(read_pasted(FULL.replace(";", "\t")))
    assert [(row.code, row.cents) for row in found.rows] == [
        ("100", -1_200_000),
        ("4100", 48_000),
        ("4101", 86_742),
        ("440", -50_000),
        ("551", 1_115_258),
    ], "410 only adds up what stands below it, and the foot is no account"
    assert all(row.signed and row.kind is Kind.ACCOUNT for row in found.rows)
    assert found.rows[0].cell == "D3" and found.rows[1].cell == "C5"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Rekening\tOmschrijving\tSaldo\n100\tWerkkapitaal\t-12000\n551\tZichtrekening\t12000",
            [-1_200_000, 1_200_000],
        ),
        ("100\tWorking fund\t\t12000\n551\tBank\t12000\t", [-1_200_000, 1_200_000]),
        ("410.001\tDupont\t12,50\n551\tBanque\t−12,50", [1_250, -1_250]),
    ],
)
def test_other_ways_to_write_it(text: str, expected: list[int]) -> None:
    assert [row.cents for row in read(read_pasted(text)).rows] == expected


def test_one_column_without_a_minus_leaves_the_side_to_the_account() -> None:
    found = read(read_pasted("Code\tNom\tSolde\n100\tFonds\t900\n551\tBanque\t900"))
    assert [(row.cents, row.signed) for row in found.rows] == [(90_000, False), (90_000, False)]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("Lot\tCopropriétaire\tSolde", Kind.OWNER),
        ("Kavel\tMede-eigenaar\tSaldo", Kind.OWNER),
        ("N°\tFournisseur\tMontant", Kind.SUPPLIER),
    ],
)
def test_lists_of_persons(head: str, kind: Kind) -> None:
    (row,) = read(read_pasted(f"{head}\nA\tAlice\t62,14\nTotal\t\t62,14")).rows[:1]
    assert (row.kind, row.label, row.cents) == (kind, "Alice", 6_214)


def test_what_is_no_amount_is_told_with_its_cell() -> None:
    found = read(read_pasted("Compte\tLibellé\tSolde\n551\tBanque\tbeaucoup"))
    assert [(one.cell, one.text) for one in found.unread] == [("C2", "beaucoup")] and not found.rows


def test_a_text_without_amounts_is_named_and_left() -> None:
    found = read(read_pasted("Bonjour\tvoici\nles\tcomptes"))
    assert not found.rows and len(found.ignored) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [("4101", "4101"), ("410.001", "410001"), ("41 01", "4101"), ("4A", ""), ("Total", ""), ("1", ""), ("1" * 13, "")],
)
def test_account_numbers(text: str, code: str) -> None:
    assert plain_code(text) == code
