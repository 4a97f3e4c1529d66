"""koprogo workbook inspect: what a workbook of lots and owners holds."""

import argparse
from typing import Any

from koprogo.site.cli import inspected


def add(words: Any) -> None:
    """Add this word to the command line."""
    inspected.add(words, "workbook", what="a workbook of lots and owners", run=run)


def run(chosen: argparse.Namespace) -> int:
    """0 importable, 1 refused, 2 no such file."""
    data = inspected.content(chosen.file)
    if data is None:
        return 2
    from koprogo.condominiums.rules.workbook import inspection

    report = inspection.inspect(data, chosen.file.name)
    inspected.show(report, as_json=chosen.json)
    return 1 if inspection.refused(report) else 0
