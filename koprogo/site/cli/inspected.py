"""The shape that all ``inspect`` words share: one file, one JSON object or a short text, no database."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from koprogo.site.cli.environment import complain

Report = dict[str, object]


def add(words: Any, name: str, *, what: str, run: Callable[[argparse.Namespace], int]) -> None:
    """Add ``koprogo NAME inspect FILE [--json]`` to the command line."""
    out = words.add_parser(
        name, help=f"look into {what}", description=f"Looks into {what} without a database."
    )
    inner = out.add_subparsers(title="commands", metavar="COMMAND", required=True)
    inspect = inner.add_parser(
        "inspect",
        help=f"say what {what} holds and whether it would be let in",
        description="Status 0: it would be let in; 1: it is refused; 2: wrong usage or no such file.",
    )
    inspect.add_argument("file", metavar="FILE", type=Path)
    inspect.add_argument("--json", action="store_true", help="one JSON object on one line, for programs")
    inspect.set_defaults(run=run)


def content(path: Path) -> bytes | None:
    """The bytes of the file; None, with the reason said, when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as problem:
        complain(f"{path} cannot be read ({problem.strerror}). Write the path of a file that you may read.")
        return None


def show(report: Report, *, as_json: bool) -> None:
    """Print the report: one line for programs, indented for people."""
    print(json.dumps(report, ensure_ascii=False, indent=None if as_json else 2))
