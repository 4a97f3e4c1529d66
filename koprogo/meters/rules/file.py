"""A file of readings, from a company that reads meters or from a spreadsheet: columns guessed by their headings.

One row is one reading. Nothing of a file is taken in while one of its rows cannot be understood.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from koprogo.condominiums.rules.workbook import cells
from koprogo.condominiums.rules.workbook.cells import Cell, CellKind
from koprogo.condominiums.rules.workbook.reading import Sheet
from koprogo.kernel.refusals import Refused
from koprogo.meters.rules import readings
from koprogo.meters.rules.readings import MeterKind, Reading, ReadingKind, UnreadableIndex, parse_index

_HEADER_WITHIN = 15
#: What each column is called, folded, in the languages of the companies that read meters in Belgium.
HEADINGS: dict[str, tuple[str, ...]] = {
    "lot": ("lot", "appartement", "appart", "logement", "unite", "kavel", "app", "eenheid", "wohnung", "unit", "flat"),
    "serial": (
        "compteur",
        "numero de compteur",
        "n compteur",
        "no compteur",
        "numero",
        "serie",
        "meter",
        "meternummer",
        "meternr",
        "teller",
        "tellernummer",
        "zahler",
        "zahlernummer",
        "serial",
        "serial number",
        "device",
        "appareil",
    ),
    "kind": ("type", "nature", "fluide", "energie", "soort", "medium", "art", "kind"),
    "on": ("date", "date de releve", "date releve", "releve le", "datum", "leesdatum", "ablesedatum", "reading date"),
    "index": (
        "index",
        "nouvel index",
        "valeur",
        "stand",
        "meterstand",
        "tellerstand",
        "zahlerstand",
        "reading",
        "value",
    ),
    "used": ("consommation", "conso", "verbruik", "verbrauch", "consumption"),
    "from_on": ("du", "depuis", "date debut", "debut", "van", "begindatum", "von", "from", "start date"),
    "estimated": ("estime", "estimation", "geschat", "schatting", "geschatzt", "estimated"),
}
KINDS: dict[MeterKind, tuple[str, ...]] = {
    MeterKind.HOT_WATER: ("eau chaude", "ecs", "warm water", "warmwater", "warmwasser", "hot water", "hot_water", "ww"),
    MeterKind.COLD_WATER: (
        "eau froide",
        "ef",
        "koud water",
        "kaltwasser",
        "cold water",
        "cold_water",
        "eau",
        "water",
        "kw",
    ),
    MeterKind.HEAT: ("chauffage", "chaleur", "calories", "heat", "verwarming", "warmte", "heizung", "warme"),
    MeterKind.ELECTRICITY: ("electricite", "elec", "elektriciteit", "strom", "electricity"),
    MeterKind.GAS: ("gaz", "gas"),
}
_YES = frozenset({"1", "oui", "ja", "yes", "x", "vrai", "true", "e", "estime", "geschat"})


class FileNotUnderstood(Refused):
    """No row of the file names a meter, a day and an index (or a consumption)."""

    code = "meters.file_not_understood"


class FileHasProblems(Refused):
    """Some rows cannot be taken in, so none is."""

    code = "meters.file_has_problems"


class Trouble(StrEnum):
    """Why a row cannot be taken in."""

    DATE = "date"
    FUTURE = "future"
    INDEX = "index"
    UNKNOWN_METER = "unknown_meter"
    UNKNOWN_LOT = "unknown_lot"
    OTHER_LOT = "other_lot"
    KIND = "kind"
    BACK = "back"
    GONE = "gone"
    TWICE = "twice"
    NO_START = "no_start"


class Outcome(StrEnum):
    """What becomes of a row."""

    ADD = "add"
    NEW_METER = "new_meter"  # the meter is inscribed with the reading
    KNOWN = "known"  # the same reading stands already
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class Known:
    """A meter of the building as the file may name it, with its readings in the order of time."""

    meter_id: object
    serial: str
    kind: MeterKind
    lot: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file and what becomes of it. ``line`` counts from 1, as a spreadsheet does."""

    line: int
    lot: str
    serial: str
    kind: MeterKind | None
    outcome: Outcome
    readings: tuple[Reading, ...] = ()
    meter_id: object = None
    trouble: Trouble | None = None
    text: str = ""


def columns(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The row of the headings and what each column is; None when no row names a meter, a day and a value."""
    for at, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        found: dict[str, int] = {}
        for column, cell in enumerate(row):
            name = _named(cells.fold(cell.text))
            if name:
                found.setdefault(name, column)
        if {"serial", "on"} <= found.keys() and {"index", "used"} & found.keys():
            return at, found
    return None


def _named(heading: str) -> str:
    exact = [name for name, words in HEADINGS.items() if heading in words]
    if exact:
        return exact[0]
    # "Consommation (m³)" begins with its word; the longest word that fits wins.
    starts = [(len(word), name) for name, words in HEADINGS.items() for word in words if heading.startswith(word + " ")]
    return max(starts)[1] if starts else ""


def kind_of(text: str) -> MeterKind | None:
    """The kind of meter a word stands for; None when it is not known."""
    folded = cells.fold(text)
    found = [(len(word), kind) for kind, words in KINDS.items() for word in words if word == folded]
    found = found or [(len(w), k) for k, words in KINDS.items() for w in words if len(w) > 2 and w in folded]
    return max(found, key=lambda one: one[0])[1] if found else None


def plan(sheets: Sequence[Sheet], meters: Sequence[Known], lots: Mapping[str, str], today: date) -> list[Row]:
    """What becomes of each row. ``lots``: the lots of the building, by their number as ``cells.identity`` reads it.

    Raises FileNotUnderstood.
    """
    found = next(((sheet, place) for sheet in sheets if (place := columns(sheet)) is not None), None)
    if found is None:
        raise FileNotUnderstood(field="file")
    sheet, (header, named) = found
    state = _State(meters, lots, today)
    rows = []
    for at in range(header + 1, len(sheet.rows)):
        texts = {name: sheet.at(at, column) for name, column in named.items()}
        if texts["serial"] or texts["on"]:
            rows.append(state.row(at + 1, texts))
    if not rows:
        raise FileNotUnderstood(field="file")
    return rows


class _State:
    """The meters as they stand after each row: a row is checked against those before it too."""

    def __init__(self, meters: Sequence[Known], lots: Mapping[str, str], today: date) -> None:
        self._meters: dict[str, list[Known]] = {}
        for meter in meters:
            self._meters.setdefault(cells.identity(meter.serial), []).append(meter)
        self._readings = {(cells.identity(m.serial), m.kind): list(m.readings) for m in meters}
        self._lots, self._today = lots, today

    def row(self, line: int, texts: Mapping[str, Cell]) -> Row:
        serial = texts["serial"].text[:40]
        named_lot = texts["lot"].text if "lot" in texts else ""
        kind = kind_of(texts["kind"].text) if texts.get("kind") else None
        if texts.get("kind") and kind is None:
            return Row(line, named_lot, serial, None, Outcome.TROUBLE, trouble=Trouble.KIND, text=texts["kind"].text)
        same = [m for m in self._meters.get(cells.identity(serial), []) if kind in (None, m.kind)]
        known = same[0] if len(same) == 1 else None
        lot = self._lots.get(cells.identity(named_lot), "") if named_lot else (known.lot if known else "")
        shown = lot or named_lot
        trouble = self._named(serial, named_lot, lot, kind, known, same)
        if trouble is not None:
            text = serial if trouble is Trouble.UNKNOWN_METER else named_lot
            return Row(line, shown, serial, kind, Outcome.TROUBLE, trouble=trouble, text=text)
        kind = known.kind if known else kind
        assert kind is not None
        place = (cells.identity(serial), kind)
        before = self._readings.setdefault(place, [])
        made, trouble = self._read(texts, before)
        if trouble is not None:
            return Row(line, shown, serial, kind, Outcome.TROUBLE, trouble=trouble, text=_seen(texts))
        if any(one.on == made[-1].on and one.value == made[-1].value for one in before):
            return Row(line, shown, serial, kind, Outcome.KNOWN, tuple(made), known.meter_id if known else None)
        try:
            for one in made:
                readings.check(before, one)
                before.append(one)
                before.sort(key=lambda r: r.on)
        except readings.IndexGoesBack:
            return Row(line, shown, serial, kind, Outcome.TROUBLE, trouble=Trouble.BACK, text=_seen(texts))
        except readings.ReadingAfterEnd:
            return Row(line, shown, serial, kind, Outcome.TROUBLE, trouble=Trouble.GONE, text=_seen(texts))
        outcome = Outcome.ADD if known else Outcome.NEW_METER
        if known is None:
            self._meters.setdefault(cells.identity(serial), []).append(Known(None, serial, kind, lot, ()))
        return Row(line, shown, serial, kind, outcome, tuple(made), known.meter_id if known else None)

    def _named(
        self, serial: str, named_lot: str, lot: str, kind: MeterKind | None, known: Known | None, same: Sequence[Known]
    ) -> Trouble | None:
        if not serial or (known is None and len(same) > 1):
            return Trouble.UNKNOWN_METER
        if named_lot and not lot:
            return Trouble.UNKNOWN_LOT
        if known is None and (not lot or kind is None):
            return Trouble.UNKNOWN_METER
        if known is not None and named_lot and known.lot != lot:
            return Trouble.OTHER_LOT
        return None

    def _read(self, texts: Mapping[str, Cell], before: Sequence[Reading]) -> tuple[list[Reading], Trouble | None]:
        on = cells.parse_date(texts["on"])
        if on is None:
            return [], Trouble.DATE
        if on > self._today:
            return [], Trouble.FUTURE
        guessed = bool(texts.get("estimated")) and cells.fold(texts["estimated"].text) in _YES
        kind = ReadingKind.ESTIMATE if guessed else ReadingKind.INDEX
        value = _value(texts["index"]) if texts.get("index") else None
        if value is not None:
            return [Reading(on, value, kind)], None
        used = _value(texts["used"]) if texts.get("used") else None
        if used is None:
            return [], Trouble.INDEX
        return self._from_use(texts, before, on, used, kind)

    def _from_use(
        self, texts: Mapping[str, Cell], before: Sequence[Reading], on: date, used: int, kind: ReadingKind
    ) -> tuple[list[Reading], Trouble | None]:
        """A consumption adds to the last index; a meter without one starts at zero on the eve of its first days."""
        if any(one.on == on for one in before):
            last = [one for one in before if one.on < on]
            same = next(one for one in before if one.on == on)
            base = last[-1].value if last else 0
            return ([same], None) if same.value - base == used else ([], Trouble.TWICE)
        earlier = [one for one in before if one.on < on]
        if earlier:
            return [Reading(on, earlier[-1].value + used, kind)], None
        start = cells.parse_date(texts["from_on"]) if texts.get("from_on") else None
        if start is None or start > on:
            return [], Trouble.NO_START
        return [Reading(start - timedelta(days=1), 0, ReadingKind.START), Reading(on, used, kind)], None


def _value(cell: Cell) -> int | None:
    text = cell.text
    if cell.kind is CellKind.NUMBER:
        whole, _point, decimals = text.partition(".")
        text = f"{whole},{decimals[:3]}" if decimals else whole
    try:
        return parse_index(text)
    except UnreadableIndex:
        return None


def _seen(texts: Mapping[str, Cell]) -> str:
    return " · ".join(texts[name].text[:40] for name in ("on", "index", "used") if texts.get(name))


def problems(rows: Sequence[Row]) -> list[Row]:
    """The rows that cannot be taken in."""
    return [row for row in rows if row.outcome is Outcome.TROUBLE]
