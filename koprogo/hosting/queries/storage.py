"""How much one condominium keeps: its files as they are, its rows by an estimate."""

from uuid import UUID

from django.db import connection

#: Measured on a condominium-year: 2,7 MB of rows and indexes for 2 500 lines of the audit trail (scale of the design,
#: docs/operating/measurements.md). Every act leaves a line, so the trail tells how much was written.
BYTES_A_LINE = 1_100


def stored_bytes(*, org_id: UUID) -> int:
    """Bytes of the kept files, each content once, and of the rows. Inside the boundary (one statement)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT coalesce(sum(size_bytes), 0) FROM"
            " (SELECT DISTINCT sha256, size_bytes FROM platform_storedfile WHERE org_id = %s) AS contents)"
            " + %s * (SELECT count(*) FROM platform_auditline WHERE org_id = %s)",
            [org_id, BYTES_A_LINE, org_id],
        )
        return int(cursor.fetchone()[0])
