"""The databases of a cluster: made once, copied, removed."""

from psycopg import sql

from koprogo.platform.postgres import Server
from koprogo.platform.postgres_paths import APP, DATABASE, OWNER
from koprogo.platform.postgres_roles import LOCK


def ensure_database(server: Server, name: str = DATABASE, *, template: str | None = None) -> bool:
    """Make a database that the owner role owns and the application role may enter; True when it was made now.

    ``template`` copies another database of the cluster, tables and rows included; nobody may be connected to
    it.
    """
    with server.connect() as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            return False
        create = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}")
        strategy = sql.SQL(" STRATEGY file_copy") if template else sql.SQL("")
        names = (sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template or "template1"))
        connection.execute(create.format(*names) + strategy)
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(names[0]))
        connection.execute(
            sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(names[0], sql.Identifier(APP))
        )
    return True


def drop_database(server: Server, name: str) -> None:
    """Remove a database, whoever is connected to it. For tests."""
    with server.connect() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
