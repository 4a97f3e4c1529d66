"""The dry run as one JSON object: the contract of `koprogo workbook inspect FILE --json`."""

from collections.abc import Sequence
from typing import Any

from koprogo.condominiums.rules import lots
from koprogo.condominiums.rules.workbook import reading
from koprogo.condominiums.rules.workbook.dry_run import DryRun, dry_run
from koprogo.condominiums.rules.workbook.limits import UnreadableWorkbook
from koprogo.condominiums.rules.workbook.reasons import Problem


def inspect(data: bytes, filename: str) -> dict[str, Any]:
    """The dry run of a file for an empty condominium; a file that cannot be read is reported as refused.

    Keys of the contract: owners, lots, keys, shares, refused. Shares go to each lot's present holder;
    owners without shares are counted, not listed. The other keys are for people.
    """
    try:
        sheets = reading.read(data, filename)
    except UnreadableWorkbook as refusal:
        empty: dict[str, Any] = {"owners": 0, "lots": 0, "keys": {}, "shares": {}}
        return empty | {"refused": problems([refusal.problem]), "warnings": []}
    return report(dry_run(sheets))


def report(run: DryRun) -> dict[str, Any]:
    """The same object for a dry run already made, as for pasted cells or columns a person changed."""
    plan = run.plan
    return {
        "owners": len(plan.owners),
        "lots": len(plan.lots),
        "keys": {key.name: key.total for key in plan.keys},
        "shares": plan.shares(),
        "refused": problems(plan.refused),
        "layout": run.layout.value,
        "counted_lots": lots.counted(lot.kind for lot in plan.lots),
        "created": {
            "owners": len(plan.owners),
            "joint_parties": len(plan.groups()),
            "lots": len(plan.lots),
            "keys": len(plan.keys),
            "ownerships": len(plan.ownerships),
            "preferences": len(plan.preferences),
            "entrances": len(plan.entrances),
            "representatives": len(plan.representatives),
            "bank_accounts": len(plan.bank_accounts),
            "suppliers": len(plan.suppliers),
            "balances": len(plan.balances),
        },
        "warnings": problems(plan.warnings),
        "notes": [
            {"sheet": note.sheet, "cell": note.cell, "header": note.header, "text": note.text} for note in plan.notes
        ],
        "columns": [
            {
                "sheet": guess.sheet,
                "column": guess.column,
                "header": guess.header,
                "meaning": guess.meaning.value,
                "key": guess.key_name or None,
                "confidence": guess.confidence,
            }
            for guess in run.columns
        ],
    }


def problems(found: Sequence[Problem]) -> list[dict[str, str]]:
    """Problems as objects: sheet, cell, reason (the French sentence) and its code."""
    return [{"sheet": one.sheet, "cell": one.cell, "reason": one.sentence, "code": one.code} for one in found]


def refused(report: dict[str, Any]) -> bool:
    """Whether anything is refused: the command then ends with exit code 1."""
    return bool(report["refused"])
