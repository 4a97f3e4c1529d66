"""koprogo migrate: the tables, as the role that owns them."""

import argparse
import os
from typing import Any

from koprogo.site.cli.environment import Refused, django


def add(words: Any) -> None:
    """Add this word to the command line."""
    out = words.add_parser(
        "migrate",
        help="bring the database's tables up to date",
        description="Runs the migrations and puts up the walls between buildings,"
        " as the role that owns the tables.",
    )
    out.add_argument("--static", action="store_true", help="gather and compress the static files too")
    out.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """0 when the tables are up to date."""
    if chosen.static:
        os.environ["KOPROGO_STATIC_HASHED"] = "on"
    try:
        with django("owner"):
            from django.core.management import call_command

            call_command("migrate", interactive=False, verbosity=0)
            if chosen.static:
                call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    except Refused as end:
        return end.status
    return 0
