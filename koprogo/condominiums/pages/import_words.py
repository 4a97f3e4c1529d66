"""A prepared import in words: what is made, what changes from what to what, which keys add up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from koprogo.condominiums import labels, workbook_labels
from koprogo.condominiums.queries.imports import ControlLine, Prepared
from koprogo.condominiums.rules.keys import DEED_CODE
from koprogo.condominiums.rules.workbook import cells
from koprogo.condominiums.rules.workbook.reasons import Problem
from koprogo.condominiums.rules.workbook.tenure import Held, Tenure
from koprogo.platform import formats

#: Longer lists are cut on the page; the file has them all.
SHOWN = 100


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One field before and after."""

    thing: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CountLine:
    """How many of one thing are made, changed and left as they are."""

    thing: str
    created: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class LotLine:
    """One lot the import would make, with its holder and shares."""

    number: str
    kind: str
    floor: str
    holder: str
    shares: int


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One key of the file: the sum of its lots beside the total it states."""

    label: str
    of_deed: bool
    weighed: int
    total: int


def counts(prepared: Prepared) -> list[CountLine]:
    """Made, changed and unchanged, for each thing."""
    found = []
    for what, label in workbook_labels.MANY.items():
        changed = {one.code for one in prepared.comparison.changed if one.what == what}
        made, same = prepared.comparison.created[what], prepared.comparison.unchanged[what]
        found.append(CountLine(str(label), len(made), len(changed), len(same)))
    tenures = prepared.tenures.values()
    made_periods = sum(len(tenure.created) for tenure in tenures)
    moved = sum(len(tenure.changed) for tenure in tenures)
    named = sum(1 for _row in prepared.settled.plan.ownerships)
    periods = CountLine(_("Périodes de propriété"), made_periods, moved, max(named - made_periods - moved, 0))
    return [*found, periods]


def lots(prepared: Prepared) -> list[LotLine]:
    """The lots the import would make."""
    plan = prepared.settled.plan
    fresh = set(prepared.comparison.created["lot"])
    holders, names = plan.holders(), _names(prepared)
    weights: Mapping[str, int] = next((key.weights for key in plan.keys if key.name == DEED_CODE), {})
    return [
        LotLine(
            row.code,
            str(labels.LOT_KINDS[row.kind]),
            labels.floor(int(row.floor)) if row.floor else "",
            names.get(cells.identity(holders.get(row.code, "")), ""),
            weights.get(row.code, 0),
        )
        for row in plan.lots
        if row.code in fresh
    ]


def _names(prepared: Prepared) -> dict[str, str]:
    """The name of each party by the identity of its code; several without a name of their own bear the members'."""
    names = {cells.identity(row.code): row.name for row in prepared.plan.owners if row.name}
    names |= {cells.identity(row.code): row.name for row in prepared.present.plan.owners if row.name}
    for group in prepared.settled.plan.groups():
        members = [names.get(cells.identity(one.owner), one.owner) for one in group.members]
        names.setdefault(cells.identity(group.code), " / ".join(members))
    return names


def keys(prepared: Prepared) -> list[KeyLine]:
    """The keys of the file, the deed's first."""
    return [
        KeyLine(
            prepared.settled.deed if key.name == DEED_CODE else key.label or key.name,
            key.name == DEED_CODE,
            sum(key.weights.values()),
            key.total,
        )
        for key in prepared.settled.plan.keys
    ]


def changes(prepared: Prepared) -> list[ChangeLine]:
    """Every field of what stands already that would change, and every period."""
    names = _names(prepared)
    labelled = {key.name: key.label for key in prepared.present.plan.keys}
    fresh = set(prepared.comparison.created["lot"])
    found: list[ChangeLine] = []
    for one in prepared.comparison.changed:
        code = names.get(cells.identity(one.code), one.code) if one.what == "owner" else one.code
        code = labelled.get(code, code) if one.what == "key" else code
        thing = f"{workbook_labels.THINGS[one.what]} {code}"
        for name, before, after in _parted(one.field, one.before, one.after):
            if one.field == "weights" and name in fresh:
                continue
            label = None if one.field == "weights" else workbook_labels.FIELDS.get(name)
            words = str(label) if label else _("Part du lot %(number)s") % {"number": name}
            found.append(ChangeLine(thing, words, _shown(name, before), _shown(name, after)))
    return found + [
        ChangeLine(
            f"{workbook_labels.THINGS['lot']} {number}", names.get(cells.identity(held.party), held.party), *days
        )
        for number, tenure in prepared.tenures.items()
        if number not in fresh
        for held, days in _moved(tenure)
    ]


def _moved(tenure: Tenure) -> list[tuple[Held, tuple[str, str]]]:
    moved = [(after, (_days(before), _days(after))) for before, after in tenure.changed]
    return moved + [(held, ("", _days(held))) for held in tenure.created]


def _parted(name: str, before: Any, after: Any) -> Iterable[tuple[str, Any, Any]]:
    """Columns of a row's own, and the weights of a key, one line each."""
    if name in ("extra", "weights"):
        known, said = dict(before), dict(after)
        return [(key, known.get(key, ""), value) for key, value in said.items() if known.get(key, "") != value]
    return [(name, before, after)]


def _shown(name: str, value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, int):
        return formats.number(value)
    if name == "kind":
        return str(labels.LOT_KINDS.get(value) or labels.PARTY_KINDS.get(value, value))
    if name == "general_assembly_call":
        return str(labels.CHANNELS.get(str(value), value))
    return str(value)[:300]


def _days(held: Held) -> str:
    start = formats.day(held.from_on) if held.from_on else "…"
    return f"{start} – {formats.day(held.to_on) if held.to_on else '…'}"


def identity(prepared: Prepared) -> str:
    """What the file says of the building itself, on one line."""
    facts = prepared.settled.plan.condominium
    place = f"{facts.postcode} {facts.city}".strip()
    told = (facts.name, facts.street, place, facts.enterprise_number)
    return ", ".join(filter(None, told))


def control(lines: Iterable[ControlLine]) -> list[tuple[str, int, int, int]]:
    """The control sheet in words: what, in the file, in the building, difference."""
    return [
        (
            workbook_labels.control_line(line.what, key=line.key, party=line.party),
            line.in_file,
            line.in_building,
            line.difference,
        )
        for line in lines
    ]


def problems(found: Iterable[Problem]) -> list[tuple[str, str, str]]:
    """Problems as (sheet, cell, sentence)."""
    return [(one.sheet, one.cell, workbook_labels.problem(one)) for one in found]


def counted(prepared: Prepared) -> dict[str, int]:
    """How many lots and owners the file lists: for the button and the title."""
    plan = prepared.run.plan
    return {"lots": len(plan.lots), "owners": len(plan.owners)}
