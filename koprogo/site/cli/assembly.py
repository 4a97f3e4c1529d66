"""koprogo assembly tally: what an assembly decided, counted by the law, from one file."""

import argparse
from pathlib import Path
from typing import Any

from koprogo.site.cli import inspected
from koprogo.site.cli.environment import complain


def add(words: Any) -> None:
    """Add this word to the command line."""
    out = words.add_parser(
        "assembly",
        help="count the votes of an assembly",
        description="Counts the votes of an assembly by the Civil Code, without a database.",
    )
    inner = out.add_subparsers(title="commands", metavar="COMMAND", required=True)
    tally = inner.add_parser(
        "tally",
        help="quorum, proxies, caps and the outcome of each item of a file",
        description="Reads one JSON object and prints one. Status 0: counted; 2: the file cannot be used.",
    )
    tally.add_argument("file", metavar="FILE", type=Path)
    tally.add_argument("--json", action="store_true", help="the JSON object on one line, for programs")
    tally.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """0 counted, 2 no such file or one that is no tally."""
    data = inspected.content(chosen.file)
    if data is None:
        return 2
    from koprogo.assemblies.rules import tally, tally_file

    try:
        report = tally.tally(tally_file.parse(data))
    except tally_file.BadFile as problem:
        complain(f"{chosen.file}: {problem}")
        return 2
    inspected.show(report, as_json=chosen.json)
    return 0
