"""koprogo worker: the background jobs."""

import argparse
from typing import Any

from koprogo.site.cli.environment import Refused, django


def add(words: Any) -> None:
    """Add this word to the command line."""
    out = words.add_parser(
        "worker",
        help="run the background jobs until Ctrl-C",
        description="Takes jobs from the database and runs them: letters, PDFs, reminders, nightly checks.",
    )
    out.add_argument("--once", action="store_true", help="end when no job is waiting")
    out.add_argument("--concurrency", type=int, default=2, metavar="N", help="jobs at the same time (2)")
    out.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """0 after an orderly end."""
    try:
        with django():
            from procrastinate.contrib.django import app

            from koprogo.hosting.operations import heartbeat
            from koprogo.site import worker

            if not chosen.once:
                heartbeat.begin()

            # The connector of the web pages is synchronous; the worker needs the asynchronous one.
            connector: Any = app.connector
            with app.replace_connector(connector.get_worker_connector()) as working:
                worker.run(working, wait=not chosen.once, concurrency=max(1, chosen.concurrency))
    except Refused as end:
        return end.status
    return 0
