"""Numbers without gaps: one locked row for each series (scale.md R2)."""

from collections.abc import Mapping

from django.db import connection

from koprogo.kernel.identifiers import uuid7
from koprogo.platform.access import Access

_ROW = "(%s, %s, %s, %s)"
_NEXT = (
    "INSERT INTO ledger_counter (id, org_id, key, last) VALUES {rows}"
    " ON CONFLICT (org_id, key) DO UPDATE SET last = ledger_counter.last + EXCLUDED.last RETURNING key, last"
)


def next_number(access: Access, *, key: str) -> int:
    """The next number of a series, from 1 (one statement).

    The row stays locked until the transaction ends: whoever asks next waits, and a number of a transaction
    that is rolled back is given again. Part of an operation, never called by a page.
    """
    return next_numbers(access, counts={key: 1})[key].start


def next_numbers(access: Access, *, counts: Mapping[str, int]) -> dict[str, range]:
    """The next numbers of several series at once, as many of each as asked (one statement).

    The series are locked in the order of their keys, so that two transactions never wait for each other.
    """
    assert connection.in_atomic_block, "a number outside a transaction could be lost"
    asked = sorted((key, count) for key, count in counts.items() if count > 0)
    if not asked:
        return {}
    values = [value for key, count in asked for value in (uuid7(), access.org_id, key, count)]
    with connection.cursor() as cursor:
        cursor.execute(_NEXT.format(rows=", ".join([_ROW] * len(asked))), values)
        last = {str(key): int(number) for key, number in cursor.fetchall()}
    return {key: range(last[key] - count + 1, last[key] + 1) for key, count in asked}


def hold(access: Access, *, key: str) -> int:
    """Lock a series until the transaction ends without giving a number (one statement). Returns the last one given."""
    assert connection.in_atomic_block, "a lock outside a transaction holds nothing"
    with connection.cursor() as cursor:
        cursor.execute(_NEXT.format(rows=_ROW), [uuid7(), access.org_id, key, 0])
        return int(cursor.fetchall()[0][1])
