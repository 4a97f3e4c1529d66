"""What PostgreSQL knows of tables that a test has filled: in real life it counts them by itself, a minute later."""

from collections.abc import Collection

import psycopg
from django.db import connection

from koprogo.platform import postgres_paths


def gather(tables: Collection[str], *, unread: str = "pg_event_trigger") -> None:
    """Gather statistics on rows that nobody else sees yet: the application role may for this one moment.

    ``unread``: a catalog that no page reads; each call inside one transaction needs another one.
    """
    kept = connection.settings_dict
    named = ", ".join(sorted(tables))
    with psycopg.connect(host=kept["HOST"], dbname=kept["NAME"], user=postgres_paths.OWNER, autocommit=True) as owner:
        owner.execute(f"GRANT MAINTAIN ON {named} TO {postgres_paths.APP}")
        with connection.cursor() as cursor:
            # A transaction hears of a grant when it first locks another table: this one.
            cursor.execute(f"SELECT count(*) FROM {unread}")
            cursor.execute(f"ANALYZE {named}")
        owner.execute(f"REVOKE MAINTAIN ON {named} FROM {postgres_paths.APP}")
