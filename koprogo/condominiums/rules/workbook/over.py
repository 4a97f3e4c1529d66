"""A settled plan set over what the building has: nothing the file leaves out is touched."""

import dataclasses
from collections.abc import Mapping

from koprogo.condominiums.rules.lots import LotKind
from koprogo.condominiums.rules.workbook import cells
from koprogo.condominiums.rules.workbook.margins import NOTE, joined
from koprogo.condominiums.rules.workbook.plan import Extra, ImportPlan, LotRow, OwnerRow
from koprogo.condominiums.rules.workbook.settled_parties import SEVERAL


def completed(plan: ImportPlan, present: ImportPlan) -> ImportPlan:
    """The plan with what the building adds: the other lots' weights, the notes already written."""
    owners = {cells.identity(row.code): row.extra for row in present.owners}
    lots = {cells.identity(row.code): row for row in present.lots}
    keys = {cells.identity(row.name): row.weights for row in present.keys}
    numbers = {cells.identity(row.code): row.code for row in present.lots}
    return dataclasses.replace(
        plan,
        owners=tuple(
            dataclasses.replace(row, extra=_extra(owners.get(cells.identity(row.code), ()), row.extra))
            for row in plan.owners
        ),
        lots=tuple(_lot(row, lots.get(cells.identity(row.code))) for row in plan.lots),
        keys=tuple(
            dataclasses.replace(
                row,
                weights={
                    **keys.get(cells.identity(row.name), {}),
                    **{numbers.get(cells.identity(lot), lot): weight for lot, weight in row.weights.items()},
                },
            )
            for row in plan.keys
        ),
    )


def _lot(row: LotRow, known: LotRow | None) -> LotRow:
    """A lot without a stated kind keeps the one it has."""
    if known is None:
        return row
    kind = known.kind if row.kind is LotKind.OTHER else row.kind
    return dataclasses.replace(row, kind=kind, extra=_extra(known.extra, row.extra))


def _extra(before: Extra, after: Extra) -> Extra:
    known, said = dict(before), dict(after)
    note = joined(known.get(NOTE, ""), said.get(NOTE, "").split("\n"))
    merged = {**known, **said, **({NOTE: note} if note else {})}
    return tuple(sorted(merged.items()))


def recognised(plan: ImportPlan, present: ImportPlan, unnamed: Mapping[str, OwnerRow]) -> dict[str, str]:
    """Parties the building has under no code of any file, by the code a file now gives them.

    ``unnamed``: the building's parties without a code of a file, by their present code. Somebody is recognised by the
    same mail, else by the same words in the name, and only when nobody else could be meant. Who bears the very code and
    is shown in the present plan meets the file without that.
    """
    fresh = [row for row in plan.owners if row.kind not in SEVERAL and row.code not in unnamed]
    found: dict[str, str] = {}
    shown = {row.code for row in present.owners}
    for code, one in unnamed.items():
        by_code = next((row.code for row in plan.owners if cells.identity(row.code) == cells.identity(code)), "")
        if by_code:
            found |= {} if code in shown else {code: by_code}
            continue
        same = [row for row in fresh if one.emails and row.emails[:1] == one.emails[:1]]
        same = same or [row for row in fresh if _words(row.name) == _words(one.name)]
        if len(same) == 1 and same[0].code not in found.values():
            found[code] = same[0].code
    return found


def _words(name: str) -> list[str]:
    return sorted(cells.fold(name).split())
