"""The lots as a drawing: one window for each, floors from the top, and the filters of the list."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from koprogo.condominiums.queries.roll import RollLot
from koprogo.platform import formats
from koprogo.platform.access import Access

LINE = 8  # windows on one line of the drawing
Cell = tuple[str, str, str, str, str] | str | None


@dataclass(frozen=True, slots=True)
class FacadeOf:
    """The façade of one physical building: floors from the top."""

    name: str
    floors: list[list[Cell]]


def filtered(rows: Sequence[RollLot], kind: str, text: str) -> list[RollLot]:
    """The lots of one kind whose number, holder or occupants hold the text; empty means all."""
    wanted = text.strip().casefold()
    return [
        row
        for row in rows
        if (not kind or row.kind == kind)
        and (not wanted or wanted in f"{row.number} {row.holder_name} {' '.join(row.occupants)}".casefold())
    ]


def facades(access: Access, rows: Sequence[RollLot]) -> list[FacadeOf]:
    """The lots as windows, for each physical building: lit where somebody holds the lot."""
    buildings: dict[str, dict[int | None, list[Cell]]] = {}
    for row in rows:
        words = row.holder_name or _("sans propriétaire")
        address = reverse("lot", kwargs={"slug": access.slug, "number": row.number})
        shares = _("%(n)s quotités") % {"n": formats.number(row.shares)}
        cell = (row.number, words, "oui" if row.holder_id else "non", shares, address)
        buildings.setdefault(row.building, {}).setdefault(row.floor, []).append(cell)
    return [FacadeOf(name, _floors(floors)) for name, floors in buildings.items()]


def _floors(floors: dict[int | None, list[Cell]]) -> list[list[Cell]]:
    known = sorted((number for number in floors if number is not None), reverse=True)
    rows = [_parted(floors[number], "door") if number == 0 else floors[number] for number in known]
    rows += [floors[None]] if None in floors else []
    widest = max(len(row) for row in rows)
    # A row that lacks an odd number of windows gets its gap in the middle, above the door.
    return [_parted(row, None) if widest <= LINE and (widest - len(row)) % 2 else row for row in rows]


def _parted(cells: list[Cell], by: Cell) -> list[Cell]:
    middle = len(cells) // 2
    return [*cells[:middle], by, *cells[middle:]]
