"""Numbers without gaps: one locked row for each series (scale.md R2)."""

from django.db import connection

from koprogo.kernel.identifiers import uuid7
from koprogo.platform.access import Access

_NEXT = (
    "INSERT INTO ledger_counter (id, org_id, key, last) VALUES (%s, %s, %s, 1)"
    " ON CONFLICT (org_id, key) DO UPDATE SET last = ledger_counter.last + 1 RETURNING last"
)


def next_number(access: Access, *, key: str) -> int:
    """The next number of a series, from 1 (one statement).

    The row stays locked until the transaction ends: whoever asks next waits, and a number of a transaction
    that is rolled back is given again. Part of an operation, never called by a page.
    """
    assert connection.in_atomic_block, "a number outside a transaction could be lost"
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [uuid7(), access.org_id, key])
        row = cursor.fetchone()
    return int(row[0])
