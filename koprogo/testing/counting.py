"""Budgets that tests enforce by counting, never by timing: SQL statements and bytes (stack.md 8, ux.md 11)."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

#: Session, user, membership and context are counted as three together (SETTLED 14); savepoints are not counted.
_UNCOUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL statements run inside, in order, without transaction control."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield found
    found += [q["sql"] for q in captured.captured_queries if not q["sql"].upper().startswith(_UNCOUNTED)]


def sql_count(client: Client, url: str) -> int:
    """How many statements one GET costs, the four of the entrance counted as three."""
    with statements() as found:
        response = client.get(url)
    assert response.status_code == 200, f"{url}: {response.status_code}"
    return sum(1 for sql in found if not sql.startswith("SET LOCAL"))


def weight(response: Any) -> int:
    """Bytes of a page on the wire (gzip level 6)."""
    body: bytes = response.content
    return len(body) if response.headers.get("Content-Encoding") == "gzip" else len(gzip.compress(body, 6))
