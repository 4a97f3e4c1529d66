"""What an import would create, change or leave, against what the condominium already has."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from koprogo.condominiums.rules.workbook import cells
from koprogo.condominiums.rules.workbook.plan import ImportPlan


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one known thing that would change: `what` is owner, lot or key."""

    what: str
    code: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Comparison:
    """Codes to create by kind of thing, fields to change, and codes that stay as they are."""

    created: Mapping[str, tuple[str, ...]]
    changed: tuple[Change, ...]
    unchanged: Mapping[str, tuple[str, ...]]


def compare(plan: ImportPlan, present: ImportPlan) -> Comparison:
    """Set a plan beside the condominium's present state, written as a plan (its own export).

    Things meet by code, whatever its case. An empty cell never erases: only fields the file fills change.
    Nothing the file omits is touched.
    """
    created: dict[str, tuple[str, ...]] = {}
    unchanged: dict[str, tuple[str, ...]] = {}
    changed: list[Change] = []
    for what, ours, theirs in (
        ("owner", {row.code: row for row in present.owners}, {row.code: row for row in plan.owners}),
        ("lot", {row.code: row for row in present.lots}, {row.code: row for row in plan.lots}),
        ("key", {row.name: row for row in present.keys}, {row.name: row for row in plan.keys}),
    ):
        known = {cells.identity(code): row for code, row in ours.items()}
        fresh, same = [], []
        for code, row in theirs.items():
            before = known.get(cells.identity(code))
            found = [] if before is None else _changes(what, code, before, row)
            if before is None:
                fresh.append(code)
            elif not found:
                same.append(code)
            changed += found
        created[what], unchanged[what] = tuple(fresh), tuple(same)
    return Comparison(created, tuple(changed), unchanged)


def _changes(what: str, code: str, before: Any, after: Any) -> list[Change]:
    found = []
    for field in dataclasses.fields(after):
        old, new = getattr(before, field.name), getattr(after, field.name)
        identifies = field.name == "code" or (field.name == "name" and what == "key")
        if not identifies and new and new != old:
            found.append(Change(what, code, field.name, old, new))
    return found
