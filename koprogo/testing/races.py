"""Several acts at the same moment, each on its own connection: what a lock or a constraint is worth."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

from koprogo.platform import postgres_paths


@contextmanager
def committed() -> Iterator[None]:
    """What is built inside is seen by other connections; everything is emptied afterwards, by the tables' owner."""
    try:
        yield
    finally:
        as_role(postgres_paths.OWNER)
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE platform_org, people_person CASCADE")
        as_role(postgres_paths.APP)


def as_role(role: str) -> None:
    """Go on as another role of the database, on a connection of its own."""
    connection.close()
    connection.settings_dict["USER"] = role


def together(*acts: Callable[[], object]) -> list[BaseException]:
    """Run each act in its own thread, hence on its own connection, and start them at once. What they raised."""
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
