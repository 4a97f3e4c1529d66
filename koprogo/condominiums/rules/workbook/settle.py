"""A plan as the building can hold it: each lot by its number, each party by one code, the rest in their notes.

A settled plan settles to itself: what the building exports is already settled, and meets the next file on even terms.
"""

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from koprogo.condominiums.rules.workbook import cells, kinds
from koprogo.condominiums.rules.workbook.margins import NOTE, Margins, cut, joined
from koprogo.condominiums.rules.workbook.plan import (
    EntranceRow,
    ImportPlan,
    LotRow,
    Note,
    OwnershipRow,
)
from koprogo.condominiums.rules.workbook.reasons import Problem
from koprogo.condominiums.rules.workbook.settled_keys import settle_keys
from koprogo.condominiums.rules.workbook.settled_parties import Parties, settle_parties, with_notes
from koprogo.condominiums.rules.workbook.settled_ways import settle_ways
from koprogo.condominiums.rules.workbook.settled_words import floor_of

DESCRIPTION = "description"
#: Words that the addresses of lots and keys keep for themselves.
RESERVED_LOTS = frozenset({"nouveau", "importer", "exporter"})
#: Beyond any co-ownership: such a file lists something else.
MOST_LOTS, MOST_PARTIES = 5_000, 20_000
_KNOWN = frozenset({NOTE, DESCRIPTION})
FLOOR, ENTRANCE, PRIMARY = "Étage", "Entrée", "Lot principal"
KIND, FILE_NAME = "Nature", "Nom dans le fichier"


@dataclass(frozen=True, slots=True)
class Settled:
    """The settled plan, the texts that stand on no lot and no party, and what was kept out on purpose.

    ``lots`` and ``parties`` lead from the file's codes to the settled ones; ``deed`` is the name the file gives the
    deed's key; ``withheld`` counts cells with a national register number.
    """

    plan: ImportPlan
    loose: tuple[Note, ...]
    withheld: int
    deed: str
    lots: dict[str, str]
    parties: dict[str, str]


def settle(plan: ImportPlan) -> Settled:
    """Settle a plan. Nothing raises; figures no database holds are refused in the plan."""
    margins = Margins()
    numbers = _numbers(plan.lots)
    parties = settle_parties(plan, margins)
    lots = [_lot(row, numbers, plan.entrances, margins) for row in plan.lots]
    owners = settle_ways(plan, parties, margins)
    for note in plan.notes:
        _place(note, numbers, parties, margins)
    spoken = {row.entrance for row in plan.lots}
    for door in plan.entrances:
        if door.code not in spoken:
            margins.keep(Note("", "", ENTRANCE, _door(door)))
    keys, deed, refused = settle_keys(plan.keys, numbers)
    settled = ImportPlan(
        condominium=plan.condominium,
        owners=tuple(with_notes(row, margins) for row in owners),
        lots=tuple(_with_notes(row, margins) for row in lots),
        keys=keys,
        holdings=tuple(parties.holdings),
        ownerships=tuple(_ownerships(plan, numbers, parties)),
        warnings=plan.warnings,
        refused=(*plan.refused, *refused, *_too_many(plan.lots, parties)),
    )
    codes = {**parties.of_holding, **parties.of_owner}
    return Settled(settled, tuple(margins.loose), margins.withheld, deed, numbers, codes)


def _too_many(lots: Sequence[LotRow], parties: Parties) -> list[Problem]:
    if len(lots) <= MOST_LOTS and len(parties.holdings) <= MOST_PARTIES:
        return []
    return [Problem("", "", "too_many_things", {"lots": str(MOST_LOTS), "owners": str(MOST_PARTIES)})]


def _numbers(lots: Iterable[LotRow]) -> dict[str, str]:
    """The number of each lot by its code: what people call it, else its code, never twice the same."""
    rows = list(lots)
    labels = [cells.identity(_usable(row.label)) for row in rows]
    taken: set[str] = set()
    found: dict[str, str] = {}
    by_label = [row for row, label in zip(rows, labels, strict=True) if label and labels.count(label) == 1]
    for row in by_label:
        found[row.code] = _usable(row.label)
        taken.add(cells.identity(found[row.code]))
    for row in rows:
        if row.code in found:
            continue
        wanted = _usable(row.code) or _usable(" ".join(row.label.split())[:15]) or "lot"
        text, number = wanted, 1
        while cells.identity(text) in taken:
            number += 1
            text = f"{wanted[:15]}-{number}"
        found[row.code] = text
        taken.add(cells.identity(text))
    return {row.code: found[row.code] for row in rows}


def _usable(text: str) -> str:
    """The text as a lot number, "" when it cannot be one."""
    flat = " ".join(text.split()).replace("/.", "-.")
    reserved = flat.casefold() in RESERVED_LOTS or flat.startswith((".", "/")) or flat.endswith("/")
    return "" if reserved or len(flat) > 20 else flat


def _lot(row: LotRow, numbers: dict[str, str], entrances: Iterable[EntranceRow], margins: Margins) -> LotRow:
    number = numbers[row.code]
    lines = margins.lots[number]
    if cells.identity(row.label) != cells.identity(number):
        margins.line(lines, FILE_NAME, row.label)
    if len(cells.fold(row.kind_text).split()) != 1 or kinds.kind_of(row.kind_text) is not row.kind:
        margins.line(lines, KIND, row.kind_text)
    floor = floor_of(row.floor)
    if floor is None:
        margins.line(lines, FLOOR, row.floor)
    if row.entrance:
        door = next((one for one in entrances if one.code == row.entrance), EntranceRow(row.entrance, ""))
        margins.line(lines, ENTRANCE, _door(door))
    margins.line(lines, PRIMARY, numbers.get(row.primary_lot, row.primary_lot))
    extra = margins.own_columns(lines, row.extra, known=_KNOWN)
    if DESCRIPTION in extra:
        extra[DESCRIPTION] = cut(extra[DESCRIPTION], 200, DESCRIPTION, lines)
    return LotRow(number, number, row.kind, "", "" if floor is None else str(floor), extra=tuple(sorted(extra.items())))


def _door(door: EntranceRow) -> str:
    place = f"{door.postcode} {door.city}".strip()
    return ", ".join(filter(None, (door.code, door.name, door.street, place)))


def _with_notes(row: LotRow, margins: Margins) -> LotRow:
    extra = dict(row.extra)
    note = joined(extra.pop(NOTE, ""), margins.lots.get(row.code, []))
    return dataclasses.replace(row, extra=tuple(sorted([*extra.items(), *([(NOTE, note)] if note else [])])))


def _place(note: Note, numbers: dict[str, str], parties: Parties, margins: Margins) -> None:
    if note.lot in numbers:
        margins.line(margins.lots[numbers[note.lot]], note.header, note.text)
    elif note.owner in parties.of_owner:
        margins.line(margins.parties[parties.of_owner[note.owner]], note.header, note.text)
    else:
        margins.keep(note)


def _ownerships(plan: ImportPlan, numbers: dict[str, str], parties: Parties) -> list[OwnershipRow]:
    """The periods of lots and parties that settled, without those of no day at all, by lot and start."""
    order = {number: at for at, number in enumerate(numbers.values())}
    rows: dict[OwnershipRow, None] = {}
    for row in plan.ownerships:
        party = parties.of_holding.get(row.holding) or parties.of_owner.get(row.owner, "")
        endless = row.to_on is None or row.to_on > date.min
        lasting = row.from_on is None or row.to_on is None or row.from_on < row.to_on
        if party and row.lot in numbers and endless and lasting:
            rows[OwnershipRow(numbers[row.lot], party, row.from_on, row.to_on, party)] = None
    return sorted(rows, key=lambda row: (order[row.lot], row.from_on or date.min))
