"""koprogo invoice inspect: what an electronic invoice holds, and whether the official rules let it pass."""

import argparse
from typing import Any

from koprogo.site.cli import inspected


def add(words: Any) -> None:
    """Add this word to the command line."""
    inspected.add(words, "invoice", what="an electronic invoice (UBL)", run=run)


def run(chosen: argparse.Namespace) -> int:
    """0 valid, 1 invalid or refused, 2 no such file."""
    data = inspected.content(chosen.file)
    if data is None:
        return 2
    from koprogo.purchases.rules.ubl import inspection

    report = inspection.inspect(data)
    inspected.show(report, as_json=chosen.json)
    return 0 if report["valid"] else 1
