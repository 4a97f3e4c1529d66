"""Rounds, files, replaced and corrected readings through the database, and what settlements read of them."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from koprogo.kernel.refusals import NotAllowed, NotFound
from koprogo.meters.models import Meter, Reading
from koprogo.meters.operations import meters, readings
from koprogo.meters.operations.meters import (
    KeyMeteredAlready,
    MeterFacts,
    ReplacedAlready,
    SerialTaken,
    UnusablePercent,
)
from koprogo.meters.operations.readings import CorrectedAlready, Noted, NothingRead, ReadingInFuture, ReasonMissing
from koprogo.meters.queries import consumption
from koprogo.meters.queries import meters as queries
from koprogo.meters.rules.consumption import Doubt, Use
from koprogo.meters.rules.file import FileHasProblems
from koprogo.meters.rules.readings import IndexGoesBack, MeterKind, ReadingKind
from koprogo.platform import boundary
from koprogo.testing import counting, tilleuls
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db
EVE, END = date(2024, 12, 31), date(2025, 12, 31)


@pytest.fixture
def built() -> Tilleuls:
    return tilleuls.build(linked=False)


def hot(built: Tilleuls, lot: str, value: int = 0) -> Meter:
    facts = MeterFacts(f"EC-{lot}", MeterKind.HOT_WATER, built.lots[lot])
    return meters.add_meter(built.syndic_access, facts=facts, on=EVE, value=value)


def used(built: Tilleuls, lot: str, *evenings: date) -> Use:
    found = consumption.metered(built.syndic_access, on=END, evenings={built.lots[lot]: [EVE, *evenings, END]})
    return found["eau-chaude"].uses[built.lots[lot]]


def key(built: Tilleuls) -> None:
    meters.add_metered_key(
        built.syndic_access,
        label="Eau chaude",
        like_id=built.keys["lift"],
        kind=MeterKind.HOT_WATER,
        fixed_percent=30,
    )


def test_a_round_of_two_meters_and_what_was_used(built: Tilleuls) -> None:
    access = built.syndic_access
    with boundary.within(built.org.id):
        key(built)
        c, d = hot(built, "C", 10_000), hot(built, "D")
        readings.note_round(access, on=END, noted=[Noted(c.id, 51_250), Noted(d.id, 9_000, True)], note="Absent")
        assert used(built, "C").total == 41_250
        assert used(built, "D").doubts == {Doubt.ESTIMATED}
        assert readings.note_round(access, on=END, noted=[Noted(c.id, 51_250)]) == [], "the same reading adds nothing"
        rows = queries.listing(access)
        assert [(row.lot, row.used) for row in rows] == [("C", 41_250), ("D", 9_000)]


def test_a_round_is_written_whole_or_not_at_all(built: Tilleuls) -> None:
    access = built.syndic_access
    with boundary.within(built.org.id):
        c, d = hot(built, "C", 10_000), hot(built, "D", 5_000)
        with pytest.raises(IndexGoesBack) as caught, transaction.atomic():
            readings.note_round(access, on=END, noted=[Noted(c.id, 20_000), Noted(d.id, 4_000)])
        assert (caught.value.facts["serial"], caught.value.field) == ("EC-D", f"m{d.id.hex}")
        assert Reading.objects.count() == 2
        for noted, problem in (
            ([], NothingRead),
            ([Noted(c.id, 20_000, True)], ReasonMissing),
            ([Noted(built.lots["C"], 1)], NotFound),
        ):
            with pytest.raises(problem), transaction.atomic():
                readings.note_round(access, on=END, noted=noted)
        with pytest.raises(ReadingInFuture), transaction.atomic():
            readings.note_round(access, on=date(2027, 1, 1), noted=[Noted(c.id, 20_000)])


def test_a_replaced_meter_and_a_sale(built: Tilleuls) -> None:
    access = built.syndic_access
    with boundary.within(built.org.id):
        key(built)
        old = hot(built, "F", 90_000)
        new = meters.replace_meter(
            access, meter_id=old.id, on=date(2025, 3, 1), end_value=100_000, serial="EC-F2", start_value=3_000
        )
        readings.note_round(access, on=date(2025, 5, 15), noted=[Noted(new.id, 8_000)])
        readings.note_round(access, on=END, noted=[Noted(new.id, 33_000)])
        use = used(built, "F", date(2025, 5, 15))
        assert (use.by_holder, use.doubts) == ((15_000, 25_000), frozenset())
        assert used(built, "F", date(2025, 9, 1)).doubts == {Doubt.HANDOVER}
        with pytest.raises(ReplacedAlready), transaction.atomic():
            meters.replace_meter(access, meter_id=old.id, on=END, end_value=100_000, serial="EC-F3")
        with pytest.raises(SerialTaken), transaction.atomic():
            hot(built, "F")
        assert queries.history(access, meter_id=old.id).replaced_by == new.id


def test_a_correction_is_another_row(built: Tilleuls) -> None:
    access = built.syndic_access
    with boundary.within(built.org.id):
        key(built)
        c = hot(built, "C", 10_000)
        (wrong,) = readings.note_round(access, on=END, noted=[Noted(c.id, 91_000)])
        with pytest.raises(ReasonMissing), transaction.atomic():
            readings.correct(access, reading_id=wrong.id, on=END, value=19_000, estimated=False, note=" ")
        readings.correct(access, reading_id=wrong.id, on=END, value=19_000, estimated=False, note="Chiffres inversés")
        assert used(built, "C").total == 9_000
        with pytest.raises(CorrectedAlready), transaction.atomic():
            readings.correct(access, reading_id=wrong.id, on=END, value=20_000, estimated=False, note="Encore")
        history = queries.history(access, meter_id=c.id)
        assert [(row.value, row.corrected) for row in history.rows] == [
            (19_000, False),
            (91_000, True),
            (10_000, False),
        ]
        start = history.rows[-1]
        row = readings.correct(
            access, reading_id=start.reading_id, on=EVE, value=11_000, estimated=False, note="Relu sur la photo"
        )
        assert row.kind == ReadingKind.START


FILE = "Lot;Compteur;Type;Date;Index\nC;EC-C;Eau chaude;31/12/2025;51,25\nD;EC-D;Eau chaude;31/12/2025;{}\n"


def test_a_file_is_taken_in_whole_once_and_once_only(built: Tilleuls) -> None:
    access = built.syndic_access
    with boundary.within(built.org.id):
        hot(built, "C", 10_000)
        bad = readings.keep_file(access, data=FILE.format("?").encode(), name="a.csv")
        with pytest.raises(FileHasProblems), transaction.atomic():
            readings.import_file(access, file_id=bad.id)
        assert (Reading.objects.count(), Meter.objects.count()) == (1, 1)
        good = readings.keep_file(access, data=FILE.format("9").encode(), name="a.csv")
        assert readings.import_file(access, file_id=good.id) == 2
        assert Meter.objects.get(serial="EC-D").lot_id == built.lots["D"]
        assert readings.import_file(access, file_id=good.id) == 0
        assert Reading.objects.count() == 3
        with pytest.raises(NotFound):
            readings.import_file(access, file_id=built.lots["C"])


def test_a_long_file_costs_as_many_statements_as_a_short_one(built: Tilleuls) -> None:
    access = built.syndic_access
    counts = []
    with boundary.within(built.org.id):
        hot(built, "C")
        for tag, rows in (("S", 2), ("L", 300)):
            lines = "".join(f"C;{tag}{n};Gaz;31/12/2025;{n}\n" for n in range(rows))
            kept = readings.keep_file(access, data=f"Lot;Compteur;Type;Date;Index\n{lines}".encode(), name="a.csv")
            with counting.statements() as found:
                assert readings.import_file(access, file_id=kept.id) == rows
            counts.append(len(found))
    assert counts[0] == counts[1], counts


def test_the_rule_of_a_key_changes_from_a_day_on(built: Tilleuls) -> None:
    access = built.syndic_access
    with boundary.within(built.org.id):
        key(built)
        hot(built, "C")
        meters.set_rule(
            access, key_code="eau-chaude", kind=MeterKind.HOT_WATER, fixed_percent=40, from_on=date(2026, 1, 1)
        )
        evenings = {built.lots["C"]: [EVE, END]}
        assert consumption.metered(access, on=END, evenings=evenings)["eau-chaude"].fixed_percent == 30
        assert consumption.metered(access, on=date(2026, 6, 1), evenings=evenings)["eau-chaude"].fixed_percent == 40
        for refusal, facts in (
            (KeyMeteredAlready, {"key_code": "eau-chaude", "from_on": date(2026, 1, 1), "fixed_percent": 1}),
            (UnusablePercent, {"key_code": "eau-chaude", "from_on": date(2027, 1, 1), "fixed_percent": 101}),
            (NotFound, {"key_code": "nulle-part", "from_on": date(2027, 1, 1), "fixed_percent": 1}),
        ):
            with pytest.raises(refusal), transaction.atomic():
                meters.set_rule(access, kind=MeterKind.HEAT, **facts)  # type: ignore[arg-type]


def test_a_round_needs_the_right(built: Tilleuls) -> None:
    with boundary.within(built.org.id):
        c = hot(built, "C")
        nobody = replace(built.syndic_access, rights=frozenset({"enter"}))
        with pytest.raises(NotAllowed):
            readings.note_round(nobody, on=END, noted=[Noted(c.id, 1)])
