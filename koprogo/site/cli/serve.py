"""koprogo serve: everything under one supervisor, or the web server alone."""

import argparse
from typing import Any

from koprogo.site.cli.environment import Refused, complain, settings


def add(words: Any) -> None:
    """Add this word to the command line."""
    out = words.add_parser(
        "serve",
        help="run the database, the web server and the worker until Ctrl-C",
        description="Runs everything under one supervisor until Ctrl-C. Settings come from the environment:"
        " KOPROGO_HOME, KOPROGO_PORT, KOPROGO_HOST, KOPROGO_PUBLIC_URL, KOPROGO_DEMO, DATABASE_URL and"
        " others.",
    )
    out.add_argument(
        "--web-only", action="store_true", help="only the web server, for a process manager of your own"
    )
    out.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """0 after an orderly end, 1 when it cannot start, 2 when a setting is wrong."""
    from koprogo.platform.postgres_account import PostgresError
    from koprogo.site import supervisor
    from koprogo.site.config import ConfigError

    try:
        config = settings()
        if chosen.web_only:
            from koprogo.site import web

            web.serve(config)
            return 0
        return supervisor.run(config, lambda line: print(line, flush=True))
    except Refused as end:
        return end.status
    except ConfigError as mistakes:
        complain(*mistakes.sentences)
        return 2
    except (supervisor.StartError, PostgresError) as problem:
        complain(str(problem))
        return 1
