"""Imports: what a file would do to the building, and how the building agrees with it afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from koprogo.condominiums.models import Import
from koprogo.condominiums.queries.present import Present, Standing, present, standing
from koprogo.condominiums.rules import lots as lot_rules
from koprogo.condominiums.rules.keys import DEED_CODE
from koprogo.condominiums.rules.workbook import cells, reading
from koprogo.condominiums.rules.workbook.columns import Overrides
from koprogo.condominiums.rules.workbook.comparison import Comparison, compare
from koprogo.condominiums.rules.workbook.dry_run import DryRun, dry_run
from koprogo.condominiums.rules.workbook.over import completed, recognised
from koprogo.condominiums.rules.workbook.plan import ImportPlan
from koprogo.condominiums.rules.workbook.reading import Sheet
from koprogo.condominiums.rules.workbook.reasons import Problem
from koprogo.condominiums.rules.workbook.settle import Settled, settle
from koprogo.condominiums.rules.workbook.settled_parties import SEVERAL
from koprogo.condominiums.rules.workbook.tenure import Held, Tenure, laid_over
from koprogo.condominiums.rules.workbook.vocabulary import Meaning
from koprogo.kernel.refusals import NotFound
from koprogo.platform import files
from koprogo.platform.access import Access

#: Larger imports are done by the worker, so that nobody waits before a blank page.
IN_PAGE_LOTS = 300


@dataclass(frozen=True, slots=True)
class Prepared:
    """One file set beside the building. ``plan`` is what would stand afterwards of everything the file names.

    ``tenures``: the periods of each lot, by number. ``recognised``: how many people of the building the file names
    otherwise; ``adopted``: those of them who came from no file, by the code they get.
    """

    run: DryRun
    settled: Settled
    plan: ImportPlan
    present: Present
    standing: Standing
    comparison: Comparison
    tenures: Mapping[str, Tenure]
    adopted: Mapping[UUID, str]
    recognised: int
    refused: tuple[Problem, ...]

    @property
    def nothing_to_do(self) -> bool:
        """Whether the building says already everything the file says."""
        moved = any(tenure.created or tenure.changed for tenure in self.tenures.values())
        return not (any(self.comparison.created.values()) or self.comparison.changed or self.adopted or moved)


@dataclass(frozen=True, slots=True)
class ControlLine:
    """One figure of the control sheet: what it is, in the file and in the building."""

    what: str
    key: str
    party: str
    in_file: int
    in_building: int

    @property
    def difference(self) -> int:
        """The building minus the file: zero when they agree."""
        return self.in_building - self.in_file


def get(access: Access, *, import_id: UUID) -> Import:
    """One import of the building (one query). Raises NotFound."""
    row = Import.objects.filter(org_id=access.org_id, id=import_id).first()
    if row is None:
        raise NotFound(what="import")
    return row


def latest(access: Access, *, limit: int = 10) -> list[Import]:
    """The newest imports of the building, without what they did (one query)."""
    found = Import.objects.filter(org_id=access.org_id).order_by("-read_at", "-id").defer("result", "choices_made")
    return list(found[:limit])


def is_large(row: Import) -> bool:
    """Whether the worker does this import rather than the page."""
    return int(row.choices_made.get("lots", 0)) > IN_PAGE_LOTS


def sheets(access: Access, row: Import) -> tuple[Sheet, ...]:
    """The sheets of the kept file (one query). Raises NotFound, UnreadableWorkbook."""
    stored = files.get(access, file_id=row.file_id)
    if stored is None:
        raise NotFound(what="file")
    data = files.content(stored)
    if row.choices_made.get("pasted"):
        return reading.read_pasted(data.decode("utf-8", "replace"))
    return reading.read(data, row.file_name)


def overrides(row: Import) -> Overrides:
    """What people said the columns are."""
    said = row.choices_made.get("columns", [])
    return {(sheet, column): Meaning(meaning) for sheet, column, meaning in said}


def prepared(access: Access, *, row: Import) -> Prepared:
    """What importing the file would do today (four queries). Raises NotFound, UnreadableWorkbook."""
    run = dry_run(sheets(access, row), overrides(row))
    settled = settle(run.plan)
    rows = standing(access)
    here = present(access, found=rows)
    met = recognised(settled.plan, here.plan, here.known, here.unnamed)
    known = {here.parties[code]: given for code, given in met.items()}
    adopted = {one: given for one, given in known.items() if not rows.parties[one]["external_id"]}
    if known:
        here = present(access, found=rows, codes=known)
    plan = completed(settled.plan, here.plan)
    tenures = _tenures(settled.plan, here)
    refused = (*settled.plan.refused, *_conflicts(plan, here, tenures))
    return Prepared(run, settled, plan, here, rows, compare(plan, here.plan), tenures, adopted, len(known), refused)


def _tenures(plan: ImportPlan, here: Present) -> dict[str, Tenure]:
    known = {cells.identity(number): periods for number, periods in here.periods.items()}
    parties = {cells.identity(code): code for code in here.parties}
    wanted: dict[str, list[Held]] = {row.code: [] for row in plan.lots}
    for row in plan.ownerships:
        party = parties.get(cells.identity(row.owner), row.owner)
        wanted[row.lot].append(Held(party, row.from_on, row.to_on))
    return {number: laid_over(known.get(cells.identity(number), ()), periods) for number, periods in wanted.items()}


def _conflicts(plan: ImportPlan, here: Present, tenures: Mapping[str, Tenure]) -> list[Problem]:
    found = [
        Problem("", "", "holder_differs", {"lot": number}) for number, tenure in tenures.items() if tenure.conflict
    ]
    totals = {key.name: key for key in here.plan.keys}
    deed = next((key for key in plan.keys if key.name == DEED_CODE), None)
    known = totals.get(DEED_CODE)
    if deed and known and deed.total != known.total and known.weights:
        found.append(Problem("", "", "deed_total_differs", {"known": str(known.total), "total": str(deed.total)}))
    return found


def control(prepared: Prepared) -> list[ControlLine]:
    """The figures to compare with the deed: those of the file beside those of the building, for what the file names."""
    file, here = prepared.settled.plan, prepared.present.plan
    known = {cells.identity(row.code): row for row in here.lots}
    lots = [known[cells.identity(row.code)] for row in file.lots if cells.identity(row.code) in known]
    parties = {cells.identity(row.code) for row in here.owners}
    found = [row for row in file.owners if cells.identity(row.code) in parties]
    lines = [
        ControlLine("owners", "", "", _people(file.owners), _people(found)),
        ControlLine("lots", "", "", len(file.lots), len(lots)),
        ControlLine(
            "counted_lots",
            "",
            "",
            lot_rules.counted(row.kind for row in file.lots),
            lot_rules.counted(row.kind for row in lots),
        ),
    ]
    mine = {cells.identity(row.code) for row in file.lots}
    held_here = _held(here, mine)
    held_there = _held(file, mine)
    totals = {key.name: key for key in here.keys}
    names = {cells.identity(row.code): row.name for row in (*file.owners, *here.owners)}
    for key in file.keys:
        known_key = totals.get(key.name)
        label = known_key.label if known_key else key.label or key.name
        weights = known_key.weights.items() if known_key else ()
        sum_here = sum(weight for lot, weight in weights if cells.identity(lot) in mine)
        lines.append(ControlLine("key_sum", label, "", sum(key.weights.values()), sum_here))
        lines.append(ControlLine("key_total", label, "", key.total, known_key.total if known_key else 0))
        there = held_there.get(key.name, {})
        mine_here = held_here.get(key.name, {})
        for party in dict.fromkeys([*there, *mine_here]):
            shares = there.get(party, 0), mine_here.get(party, 0)
            lines.append(ControlLine("key_owner", label, names.get(party, party), *shares))
    return lines


def _people(rows: Sequence[object]) -> int:
    return sum(1 for row in rows if getattr(row, "kind", None) not in SEVERAL)


def _held(plan: ImportPlan, lots: set[str]) -> dict[str, dict[str, int]]:
    """Key -> party -> shares of the present holders, over the named lots only; codes as identities."""
    holders = {cells.identity(lot): cells.identity(party) for lot, party in plan.holders().items()}
    found: dict[str, dict[str, int]] = {}
    for key in plan.keys:
        held = found.setdefault(key.name, {})
        for lot, weight in key.weights.items():
            same = cells.identity(lot)
            if same in lots and same in holders:
                held[holders[same]] = held.get(holders[same], 0) + weight
    return found
