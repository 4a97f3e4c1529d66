"""A settled plan set over what the building has: nothing the file leaves out is touched."""

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Mapping

from koprogo.condominiums.rules.lots import LotKind
from koprogo.condominiums.rules.workbook import cells
from koprogo.condominiums.rules.workbook.margins import NOTE, joined
from koprogo.condominiums.rules.workbook.plan import Extra, ImportPlan, LotRow, OwnerRow
from koprogo.condominiums.rules.workbook.settled_parties import SEVERAL, short_code


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


def recognised(
    plan: ImportPlan, present: ImportPlan, known: Mapping[str, OwnerRow], unnamed: Collection[str]
) -> dict[str, str]:
    """People of the building whom a file names otherwise: their present code -> the one the file gives them.

    ``known``: the building's single parties by code; ``unnamed``: codes of those that came from no file. Somebody is
    recognised by the same mail, else by the same words in the name, when nobody else could be meant on either side.
    Who came from a file is recognised only by a file without codes of its own: another code is another person.
    """
    ours = {cells.identity(code): code for code in known}
    fresh = [row for row in plan.owners if row.kind not in SEVERAL and cells.identity(row.code) not in ours]
    shown = {row.code for row in present.owners}
    found = {
        ours[cells.identity(row.code)]: row.code
        for row in plan.owners
        if ours.get(cells.identity(row.code), "") in unnamed and ours[cells.identity(row.code)] not in shown
    }
    met = {cells.identity(row.code) for row in plan.owners}
    free = {code: one for code, one in known.items() if cells.identity(code) not in met}
    for sign in (_mail, _words):
        meant: dict[str, list[str]] = defaultdict(list)
        for code, one in free.items():
            if code not in found and sign(one):
                meant[sign(one)].append(code)
        named: dict[str, list[OwnerRow]] = defaultdict(list)
        for row in fresh:
            if row.code not in found.values() and sign(row):
                named[sign(row)].append(row)
        for text, rows in named.items():
            codes = meant.get(text, [])
            if len(rows) == 1 == len(codes) and (codes[0] in unnamed or _is_bare(rows[0])):
                found[codes[0]] = rows[0].code
    return found


def _mail(row: OwnerRow) -> str:
    return "".join(row.emails[:1])


def _words(row: OwnerRow) -> str:
    return " ".join(sorted(cells.fold(row.name).split()))


def _is_bare(row: OwnerRow) -> bool:
    """Whether the file has no code for somebody but the name."""
    return cells.identity(row.code) == cells.identity(short_code(row.name))
