"""Structured communications, unique in the whole installation: nobody ever pays into a neighbour's building."""

from django.db import connection, transaction
from django.db.models.functions import Left

from koprogo.kernel import structured_reference
from koprogo.platform import walls
from koprogo.platform.access import Access
from koprogo.platform.models.reference_block import BLOCK_SIZE

#: Base 0 is left alone; the last block ends below 9 999 999 999.
FIRST_BLOCK = 10
#: A reference begins with its ten-digit base, a base with the number of its block.
BLOCK_DIGITS = 7
LAST_BLOCK = 9_999_999


def take(access: Access, count: int) -> list[str]:
    """Hand out ``count`` new references of twelve digits. Never reused."""
    out: list[str] = []
    with transaction.atomic(), connection.cursor() as cursor:
        while len(out) < count:
            number, used = _block(cursor, access)
            take_now = min(count - len(out), BLOCK_SIZE - used)
            start = number * BLOCK_SIZE + used
            out += [structured_reference.make(base) for base in range(start, start + take_now)]
            cursor.execute("UPDATE platform_referenceblock SET used = %s WHERE number = %s", [used + take_now, number])
    return out


def blocks_of(access: Access) -> set[int]:
    """The blocks of which a boundary holds references, wherever they were handed out (one query for each table)."""
    found: set[int] = set()
    for model in walls.boundary_models():
        if model.holds_reference:
            rows = model._default_manager.filter(org_id=access.org_id)
            starts = rows.values_list(Left("structured_reference", BLOCK_DIGITS), flat=True).distinct()
            found |= {int(start) for start in starts if start.isdigit()}
    return found


def _block(cursor: object, access: Access) -> tuple[int, int]:
    run = cursor.execute  # type: ignore[attr-defined]
    one = cursor.fetchone  # type: ignore[attr-defined]
    run(
        "SELECT number, used FROM platform_referenceblock WHERE org_id = %s AND used < %s"
        " ORDER BY number LIMIT 1 FOR UPDATE",
        [access.org_id, BLOCK_SIZE],
    )
    row = one()
    if row:
        return row[0], row[1]
    # Blocks are handed out one after the other; the advisory lock keeps two buildings from taking the same one.
    run("SELECT pg_advisory_xact_lock(7402026)")
    run("SELECT coalesce(max(number), %s) + 1 FROM platform_referenceblock", [FIRST_BLOCK - 1])
    number = one()[0]
    held = blocks_of(access)  # of another installation, where the building came from: never given a second time
    while number in held:
        number += 1
    assert number <= LAST_BLOCK
    run(
        "INSERT INTO platform_referenceblock (number, org_id, used, handed_at) VALUES (%s, %s, 0, %s)",
        [number, access.org_id, access.now],
    )
    return number, 0
