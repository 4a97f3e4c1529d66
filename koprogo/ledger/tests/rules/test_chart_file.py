"""A chart handed in as a table: what it would create, change and refuse, each refusal with its cell."""

import pytest

from koprogo.condominiums.rules.workbook import reading
from koprogo.ledger.rules import chart_file as rules
from koprogo.ledger.rules.chart_file import Changed, ChartPlan, Created, Known, UnreadableChart

KNOWN = {
    "6105": Known("6105", "Nettoyage et ordures", "", True, "", 100),
    "614": Known("614", "Assurances", "", True, "", 0),
    "551": Known("551", "Banque", "55", False, "", 0),
    "55": Known("55", "Établissements de crédit", "", False, "", 0),
}
KEYS = {"quotites", "ascenseur"}
HEAD = "Code;Libellé;Parent;Clé;Part de l’occupant (%)"


def read(*lines: str, head: str = HEAD) -> ChartPlan:
    (sheet,) = reading.read("\n".join([head, *lines]).encode(), "plan.csv")
    return rules.plan(sheet, known=KNOWN, keys=KEYS)


def test_what_it_creates_and_changes() -> None:
    found = read(
        "61050;Vitres;;ascenseur;50",
        "610501;Vitres du toit;61050",
        "6101005;Réparation ascenseur;6105",
        "6105;Nettoyage;;;",
        "614;;;quotites;25 %",
        "551;Banque;55;;",
        ";;;;",
    )
    assert found.refused == []
    assert found.created == [
        Created("61050", "Vitres", "6105", False, "ascenseur", 50),
        Created("610501", "Vitres du toit", "61050", False, None, None),
        Created("6101005", "", "6105", True, None, None),
    ]
    assert found.changed == [
        Changed("6105", label=("Nettoyage et ordures", "Nettoyage")),
        Changed("614", key=("", "quotites"), percent=(0, 25)),
    ]
    assert found.same == 1


@pytest.mark.parametrize(
    ("line", "cell", "reason"),
    [
        ("6105A;x", "A2", "code"),
        ("6105000000000;x", "A2", "code"),
        ("61059;;;;", "B2", "no_label"),
        ("999;Divers", "C2", "no_parent"),
        ("61059;x;777", "C2", "no_parent"),
        ("61059;x;61059", "C2", "no_parent"),
        ("6105;x;614", "C2", "moved"),
        ("6105;;;eau;", "D2", "key"),
        ("6105;;;;101", "E2", "percent"),
        ("6105;;;;12,5", "E2", "percent"),
        ("6105;;;;-1", "E2", "percent"),
        ("551;;;quotites;", "D2", "not_a_cost"),
        ("5510;Compte;;;20", "E2", "not_a_cost"),
        (f"61059;{'x' * 121}", "B2", "long"),
    ],
)
def test_what_it_refuses(line: str, cell: str, reason: str) -> None:
    found = read(line, "614;Assurances")
    assert [(one.cell, one.reason) for one in found.refused] == [(cell, reason)]
    assert found.created == [] and found.changed == []


def test_a_code_twice_names_the_first() -> None:
    found = read("61050;Un", "61050;Deux")
    assert [(one.cell, one.reason, one.facts["first"]) for one in found.refused] == [("A3", "twice", "A2")]


@pytest.mark.parametrize(
    "head",
    [
        "rekening;naam",
        "Konto;Bezeichnung",
        "Account;Name;Occupant’s part (%)",
        "N° compte;Intitulé",
        "ignoré;code;libellé",
    ],
)
def test_headings_in_four_languages_and_columns_in_any_order(head: str) -> None:
    line = ";61050;Vitres" if head.startswith("ignoré") else "61050;Vitres"
    assert [one.code for one in read(line, head=head).created] == ["61050"]


@pytest.mark.parametrize("head", ["a;b", "Libellé;Nom", "code;autre"])
def test_a_table_without_headings_is_unreadable(head: str) -> None:
    with pytest.raises(UnreadableChart):
        read("61050;Vitres", head=head)
