"""How PostgreSQL is asked when it cannot know yet how much there is."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def joined_as_written() -> Iterator[None]:
    """Join tables in the order in which the statements name them, inside a transaction.

    For work that writes thousands of rows and reads them again before the database has counted them: it believes that
    each table holds one row, and starts from every call times every client.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL join_collapse_limit = 1")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL join_collapse_limit TO DEFAULT")
