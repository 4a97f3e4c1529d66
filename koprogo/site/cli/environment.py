"""What the commands that need the database share: settings or their mistakes, a running database, Django."""

import contextlib
import os
import sys
from collections.abc import Iterator

from koprogo.site import config as configuration
from koprogo.site.config import Config, ConfigError, Role


class Refused(Exception):
    """The command ends here with this status; the sentences are already said."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def complain(*sentences: str) -> None:
    """Say what is wrong, on the error output."""
    for sentence in sentences:
        print(f"koprogo: {sentence}", file=sys.stderr, flush=True)


def settings(role: Role = "app") -> Config:
    """The settings for a role, or every mistake in them and status 2."""
    os.environ["KOPROGO_DB_ROLE"] = role
    try:
        return configuration.read(os.environ)
    except ConfigError as mistakes:
        complain(*mistakes.sentences)
        raise Refused(2) from None


@contextlib.contextmanager
def django(role: Role = "app") -> Iterator[Config]:
    """Django, set up with a role on a running database that is stopped afterwards if we started it."""
    from koprogo.platform.postgres_account import PostgresError
    from koprogo.site import database

    config = settings(role)
    with contextlib.ExitStack() as stack:
        try:
            config = stack.enter_context(database.running(config, complain))
        except ConfigError as mistakes:
            complain(*mistakes.sentences)
            raise Refused(2) from None
        except PostgresError as problem:
            complain(str(problem))
            raise Refused(1) from None
        os.environ["DJANGO_SETTINGS_MODULE"] = "koprogo.site.settings"
        import django as library

        library.setup()
        yield config
