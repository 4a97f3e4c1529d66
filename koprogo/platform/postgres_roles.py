"""The two roles of a cluster: one owns the tables and migrates, the other serves and owns nothing."""

from typing import LiteralString

import psycopg
from psycopg import sql

from koprogo.platform.postgres_paths import APP, OWNER

#: Any number that no other part of the product locks; makes two processes wait for each other here.
LOCK = 5_604_171
_PLAIN: LiteralString = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION"


def ensure_roles(connection: psycopg.Connection) -> None:
    """Make the two roles when they are missing, and take back any right beyond the plain ones."""
    connection.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
    try:
        for role in (OWNER, APP):
            found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
            verb = sql.SQL("ALTER ROLE {} ") if found else sql.SQL("CREATE ROLE {} ")
            connection.execute(verb.format(sql.Identifier(role)) + sql.SQL(_PLAIN))
    finally:
        connection.execute("SELECT pg_advisory_unlock(%s)", (LOCK,))
