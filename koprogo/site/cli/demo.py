"""koprogo demo: the demo world, into an empty installation."""

import argparse
from typing import Any

from koprogo.site.cli.environment import Refused, django


def add(words: Any) -> None:
    """Add this word to the command line."""
    out = words.add_parser(
        "demo",
        help="load the demo world",
        description="Loads the demo buildings and people, and writes their log-ins to demo-logins.json"
        " in the data folder.",
    )
    out.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """0 when the demo world is there."""
    try:
        with django():
            from koprogo.testing import demo

            demo.load()
    except Refused as end:
        return end.status
    return 0
