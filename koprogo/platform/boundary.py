"""The context of a transaction: which boundary it may see. Unset means nothing at all (fail closed)."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

SETTING = "koprogo.org"


def _set(value: str) -> None:
    # A literal, never set_config() and never a session SET: the first is not propagated by a cluster,
    # the second would leak to the next user of a pooled connection (scale.md R10).
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL {SETTING} = '{value}'")


@contextmanager
def within(org_id: UUID) -> Iterator[None]:
    """Open a transaction that sees exactly one boundary.

    Nested inside another boundary's transaction it restores the outer one at the end, so that a test or a command
    that visits several buildings one after the other never mixes them.
    """
    outer = getattr(connection, "koprogo_org", "") if connection.in_atomic_block else ""
    with transaction.atomic():
        _set(str(UUID(str(org_id))))
        connection.koprogo_org = str(org_id)  # type: ignore[attr-defined]
        try:
            yield
        except BaseException:
            connection.koprogo_org = outer  # type: ignore[attr-defined]
            raise
        # Leave no context behind: inside an outer transaction SET LOCAL would otherwise live on.
        connection.koprogo_org = outer  # type: ignore[attr-defined]
        if (connection.savepoint_ids or outer) and not connection.needs_rollback:
            _set(outer)
