"""koprogo self-check: is everything as it must be?"""

import argparse
from typing import Any

from koprogo.site.cli.environment import Refused, complain, django


def add(words: Any) -> None:
    """Add this word to the command line."""
    out = words.add_parser(
        "self-check",
        help="prove the sums, the walls and the settings",
        description="Checks settings, walls and books; prints one line for each problem.",
    )
    out.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """0 when nothing is wrong, 1 with a sentence for each problem."""
    try:
        with django():
            from koprogo.site import self_check

            problems = self_check.run()
    except Refused as end:
        return end.status
    complain(*problems)
    if not problems:
        print("Everything is in order.")
    return 1 if problems else 0
