"""Two people at the same moment, on two real connections: what only real transactions can show."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from koprogo.platform import postgres_paths


def _as(role: str) -> None:
    connection.close()
    connection.settings_dict["USER"] = role


@contextmanager
def kept(blocker: Any) -> Iterator[None]:
    """What is written inside is seen by other connections; it is emptied afterwards, by the owner of the tables."""
    with blocker.unblock():
        try:
            yield
        finally:
            _as(postgres_paths.OWNER)
            with connection.cursor() as cursor:
                cursor.execute("TRUNCATE platform_org, people_person CASCADE")
            _as(postgres_paths.APP)


def together(*acts: Callable[[], object]) -> list[BaseException]:
    """Run each act in its own thread, hence on its own connection, all started at once. What they raised."""
    failures: list[BaseException] = []
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait(10)
            act()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return failures
