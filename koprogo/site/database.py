"""The database of this installation, running and checked, whichever of the two kinds it is."""

import contextlib
import os
from collections.abc import Callable, Iterator

from koprogo.platform import postgres
from koprogo.platform.postgres_databases import ensure_database
from koprogo.site import config as configuration
from koprogo.site.config import Config
from koprogo.site.external_database import make_ready


def open_up(config: Config, say: Callable[[str], None] = print) -> tuple[Config, postgres.Server | None]:
    """Start or join the embedded PostgreSQL, or check the external one.

    Returns the settings to go on with (an external database may have got its second role) and the server,
    None when
    external. Raises PostgresError or ConfigError.
    """
    if config.embedded:
        server = postgres.start(config.home, socket=config.socket, say=say)
        ensure_database(server)
        return config, server
    make_ready(config)
    if config.database_url is None or config.database_owner_url is None:
        config = configuration.read(os.environ)
        make_ready(config)
    return config, None


@contextlib.contextmanager
def running(config: Config, say: Callable[[str], None] = print) -> Iterator[Config]:
    """The database for the length of one command; a server that this command started is stopped after it."""
    config, server = open_up(config, say)
    try:
        yield config
    finally:
        if server is not None:
            server.stop()
