"""Files of readings as companies and people make them: columns guessed, each row's outcome, troubles named."""

from datetime import date
from uuid import uuid4

import pytest

from koprogo.condominiums.rules.workbook import reading
from koprogo.meters.rules.file import FileNotUnderstood, Known, Outcome, Row, Trouble, kind_of, plan
from koprogo.meters.rules.readings import MeterKind, Reading, ReadingKind

TODAY = date(2026, 11, 24)
LOTS = {"c": "C", "d": "D", "lot 12": "Lot 12"}
KNOWN = Known(uuid4(), "EC-103", MeterKind.HOT_WATER, "C", (Reading(date(2025, 12, 31), 12_500),))


def rows(text: str, *meters: Known) -> list[Row]:
    return plan(reading.read(text.encode(), "a.csv"), meters or (KNOWN,), LOTS, TODAY)


def test_a_company_s_csv() -> None:
    found = rows(
        "Société de comptage;;;;\n\nAppartement;N° compteur;Nature;Date de relevé;Nouvel index\n"
        "C;EC-103;Eau chaude;31/10/2026;61,25\nD;EC-104;ECS;31/10/2026;1 204,5\n"
    )
    assert [(row.outcome, row.lot, row.readings[0].value) for row in found] == [
        (Outcome.ADD, "C", 61_250),
        (Outcome.NEW_METER, "D", 1_204_500),
    ]
    assert found[0].meter_id == KNOWN.meter_id and found[1].line == 5


def test_dutch_headings_and_an_estimate() -> None:
    (found,) = rows("Kavel,Meternummer,Soort,Datum,Meterstand,Geschat\nC,EC-103,Warm water,2026-10-31,70,ja\n")
    assert found.readings == (Reading(date(2026, 10, 31), 70_000, ReadingKind.ESTIMATE),)


def test_a_consumption_adds_to_the_last_index() -> None:
    (found,) = rows("Compteur;Date;Consommation (m³)\nEC-103;31/10/2026;48,75\n")
    assert found.readings == (Reading(date(2026, 10, 31), 61_250),)


def test_the_same_consumption_twice_adds_nothing() -> None:
    known = Known(uuid4(), "EC-103", MeterKind.HOT_WATER, "C", (*KNOWN.readings, Reading(date(2026, 10, 31), 61_250)))
    text = "Compteur;Date;Consommation\nEC-103;31/10/2026;{}\n"
    assert rows(text.format("48,75"), known)[0].outcome is Outcome.KNOWN
    assert rows(text.format("50"), known)[0].trouble is Trouble.TWICE


def test_a_new_meter_that_gives_consumptions_only_needs_its_first_day() -> None:
    text = "Lot;Compteur;Type;Du;Date;Conso\nD;R-9;Chauffage;{};31/12/2025;410\n"
    (found,) = rows(text.format("1/1/2025"))
    assert found.readings == (
        Reading(date(2024, 12, 31), 0, ReadingKind.START),
        Reading(date(2025, 12, 31), 410_000),
    )
    assert rows(text.format(""))[0].trouble is Trouble.NO_START


@pytest.mark.parametrize(
    ("line", "trouble"),
    [
        ("C;EC-103;Eau chaude;31-31-2026;70", Trouble.DATE),
        ("C;EC-103;Eau chaude;31/12/2026;70", Trouble.FUTURE),
        ("C;EC-103;Eau chaude;31/10/2026;soixante", Trouble.INDEX),
        ("C;EC-103;Eau chaude;31/10/2026;", Trouble.INDEX),
        ("C;EC-103;Vapeur;31/10/2026;70", Trouble.KIND),
        (";EC-999;Eau chaude;31/10/2026;70", Trouble.UNKNOWN_METER),
        ("D;EC-999;;31/10/2026;70", Trouble.UNKNOWN_METER),
        ("Z;EC-103;Eau chaude;31/10/2026;70", Trouble.UNKNOWN_LOT),
        ("D;EC-103;Eau chaude;31/10/2026;70", Trouble.OTHER_LOT),
        ("C;EC-103;Eau chaude;31/10/2026;12", Trouble.BACK),
        (";;Eau chaude;31/10/2026;70", Trouble.UNKNOWN_METER),
    ],
)
def test_troubles_are_named(line: str, trouble: Trouble) -> None:
    (found,) = rows(f"Lot;Compteur;Type;Date;Index\n{line}\n")
    assert (found.outcome, found.trouble) == (Outcome.TROUBLE, trouble)


def test_two_rows_of_a_file_are_checked_against_each_other() -> None:
    head = "Compteur;Date;Index\n"
    good, bad = rows(head + "EC-103;1/6/2026;40\nEC-103;1/7/2026;39\n")
    assert (good.outcome, bad.trouble) == (Outcome.ADD, Trouble.BACK)
    first, second = rows(head + "EC-103;1/6/2026;40\nEC-103;1/6/2026;40\n")
    assert (first.outcome, second.outcome) == (Outcome.ADD, Outcome.KNOWN)


@pytest.mark.parametrize("text", ["Nom;Âge\nAlice;3\n", "Compteur;Index\nEC-103;3\n", "Compteur;Date;Index\n"])
def test_a_file_that_is_no_list_of_readings(text: str) -> None:
    with pytest.raises(FileNotUnderstood):
        rows(text)


def test_words_for_kinds() -> None:
    assert kind_of("Compteur eau chaude sanitaire") is MeterKind.HOT_WATER
    assert kind_of("Koud water") is MeterKind.COLD_WATER
    assert kind_of("WARMWASSER") is MeterKind.HOT_WATER
    assert kind_of("Elektriciteit") is MeterKind.ELECTRICITY
    assert kind_of("vapeur") is None
