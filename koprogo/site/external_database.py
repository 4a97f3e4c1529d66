"""A PostgreSQL of one's own: is it new enough, are the two roles there, can the serving one really do no
more?"""

import secrets
from dataclasses import replace

import psycopg
from psycopg import sql

from koprogo.site.config import Config, ConfigError
from koprogo.site.database_url import parse, save_roles

OLDEST = 15


def version_problem(number: int) -> str | None:
    """A sentence when a server (its number as in ``server_version_num``) is too old, None otherwise."""
    if number >= OLDEST * 10000:
        return None
    found = number // 10000
    return f"DATABASE_URL leads to PostgreSQL {found}, at least {OLDEST} is needed. Upgrade it first."


def app_role_problems(connection: psycopg.Connection, owner: str) -> list[str]:
    """Why the role of this connection must not serve pages: what it could do behind the walls' back."""
    row = connection.execute(
        "SELECT current_user::text, rolsuper, rolbypassrls, rolcreaterole, pg_has_role(current_user, %s,"
        " 'MEMBER')"
        " FROM pg_roles WHERE rolname = current_user",
        (owner,),
    ).fetchone()
    assert row is not None
    name, is_super, bypasses, creates, member = row
    reasons = {
        "is a superuser": is_super,
        "bypasses row-level security": bypasses and not is_super,
        "may make roles": creates and not is_super,
        f"is a member of the owner role {owner}": member and not is_super,
    }
    return [
        f"DATABASE_URL: the role {name} {reason}, so the walls between buildings would not hold."
        " Write a role without that right."
        for reason, true in reasons.items()
        if true
    ]


#: What an owner role needs before it can make the tables: (asked as, said as).
_OWNER_NEEDS = (
    ("has_database_privilege(current_database(), 'CREATE')", "GRANT CREATE ON DATABASE {database} TO {role}"),
    ("has_schema_privilege('public', 'CREATE')", "GRANT USAGE, CREATE ON SCHEMA public TO {role}"),
)


def owner_role_problems(connection: psycopg.Connection) -> list[str]:
    """What the owner role of this connection lacks to make the tables, with the SQL that gives it."""
    answers = sql.SQL(", ").join(sql.SQL(question) for question, _grant in _OWNER_NEEDS)
    row = connection.execute(
        sql.SQL("SELECT current_user::text, current_database()::text, getdatabaseencoding()::text, {}").format(answers)
    ).fetchone()
    assert row is not None
    role, database, encoding, *granted = row
    names = {"role": sql.Identifier(role), "database": sql.Identifier(database)}
    missing = [
        sql.SQL(grant).format(**names).as_string(connection)
        for (_question, grant), true in zip(_OWNER_NEEDS, granted, strict=True)
        if not true
    ]
    problems = [
        f"DATABASE_OWNER_URL: the role {role} may not make the tables. Run as an administrator: {statement};"
        for statement in missing
    ]
    if encoding != "UTF8":
        problems.append(
            f"The database {database} keeps its texts in {encoding}. Make another one:"
            " CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0;"
        )
    return problems


def _identity(connection: psycopg.Connection) -> object:
    """The same for two roles at one database, whatever the names by which they reach it."""
    return connection.execute(
        "SELECT oid, pg_postmaster_start_time() FROM pg_database WHERE datname = current_database()"
    ).fetchone()


def make_ready(config: Config) -> None:
    """Check both addresses of an external database; with only one, make the other role or say the SQL that
    does.

    After it, ``config.read`` finds both addresses. Raises ConfigError.
    """
    owner_url, app_url = config.database_owner_url, config.database_url
    given = owner_url or app_url
    assert given is not None
    with _connect(given, "DATABASE_OWNER_URL" if owner_url else "DATABASE_URL") as connection:
        problem = version_problem(connection.info.server_version)
        if problem:
            raise ConfigError([problem])
        if not (owner_url and app_url):
            _make_other(connection, config, given)
            return
        problems, here = owner_role_problems(connection), _identity(connection)
    with _connect(app_url or "", "DATABASE_URL") as connection:
        problems += app_role_problems(connection, parse(owner_url or "").user)
        if _identity(connection) != here:
            problems.append(
                "DATABASE_URL and DATABASE_OWNER_URL lead to two databases. Write the same host and database."
            )
    if problems:
        raise ConfigError(problems)


def _connect(url: str, name: str) -> psycopg.Connection:
    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as problem:
        reason = " ".join(str(problem).split())
        raise ConfigError(
            [f"{name}: no connection ({reason}). Check the address and that the server runs."]
        ) from None


def _make_other(connection: psycopg.Connection, config: Config, given: str) -> None:
    """One address: its role becomes the owner when it may make the serving role; otherwise the SQL is
    said."""
    row = connection.execute(
        "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    address = parse(given)
    if row is not None and row[0]:
        app = replace(address, user=f"{address.user}_app", password=secrets.token_urlsafe(24))
        for statement in _app_role(connection, app.user, app.password, address.database):
            connection.execute(statement)
        save_roles(config.home, given=given, app=app.url(), owner=given)
        return
    missing, verb = ("DATABASE_URL", "app") if config.database_owner_url else ("DATABASE_OWNER_URL", "owner")
    role = f"{address.user}_{verb}"
    make = _app_role if verb == "app" else _owner_role
    lines = [
        f"  {part.as_string(connection)};" for part in make(connection, role, "choose-one", address.database)
    ]
    raise ConfigError(
        [
            f"{missing} is missing, and the role {address.user} may not make it. Run this as an"
            f" administrator of the"
            f" database, then write {missing}=postgresql://{role}:choose-one@…/{address.database}:\n"
            + "\n".join(lines)
        ]
    )


def _login(connection: psycopg.Connection, role: str, password: str) -> sql.Composed:
    found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
    verb = (
        sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}") if found else sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}")
    )
    return verb.format(sql.Identifier(role), sql.Literal(password))


def _app_role(connection: psycopg.Connection, role: str, password: str, database: str) -> list[sql.Composed]:
    names = (sql.Identifier(database), sql.Identifier(role))
    return [
        _login(connection, role, password),
        sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(*names),
    ]


def _owner_role(
    connection: psycopg.Connection, role: str, password: str, database: str
) -> list[sql.Composed]:
    names = (sql.Identifier(database), sql.Identifier(role))
    return [
        _login(connection, role, password),
        sql.SQL("GRANT CONNECT, CREATE ON DATABASE {} TO {}").format(*names),
        sql.SQL("GRANT USAGE, CREATE ON SCHEMA public TO {}").format(names[1]),
    ]
