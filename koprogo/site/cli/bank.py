"""koprogo bank inspect: what a bank file holds."""

import argparse
from typing import Any

from koprogo.site.cli import inspected


def add(words: Any) -> None:
    """Add this word to the command line."""
    inspected.add(words, "bank", what="a bank's statement file", run=run)


def run(chosen: argparse.Namespace) -> int:
    """0 importable, 1 refused, 2 no such file."""
    data = inspected.content(chosen.file)
    if data is None:
        return 2
    from koprogo.banking.rules import inspection

    report = inspection.inspect(data)
    inspected.show(report, as_json=chosen.json)
    return 0 if inspection.importable(report) else 1
