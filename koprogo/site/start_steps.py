"""What a start does before it serves: tables, static files, the demo world. Skipped when nothing changed
since."""

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import psycopg

from koprogo.site.config import Config

COMMAND = [sys.executable, "-m", "koprogo.site.cli"]
PACKAGE = Path(__file__).resolve().parent.parent
PREPARED, FIRST_START, LOGINS = "prepared", "first-start", "demo-logins.json"


def child_environment(config: Config, environ: Mapping[str, str], *, owner: bool = False) -> dict[str, str]:
    """The environment of a child: ours, with the role, the socket and the memory settings of a server."""
    out = {
        **environ,
        "PYTHONUNBUFFERED": "1",
        "KOPROGO_STATIC_HASHED": "on",
        "DJANGO_SETTINGS_MODULE": "koprogo.site.settings",
    }
    out["KOPROGO_DB_ROLE"] = "owner" if owner else "app"
    out.setdefault("MALLOC_ARENA_MAX", "2")
    out["PYTHONPATH"] = os.pathsep.join([str(PACKAGE.parent), *filter(None, [environ.get("PYTHONPATH")])])
    if config.embedded:
        out["KOPROGO_SOCKET"] = str(config.socket)
    return out


def fingerprint(package: Path = PACKAGE) -> str:
    """Changes whenever the program or one of the libraries that bring tables does."""
    mark = hashlib.sha256()
    for folder, inner, files in os.walk(package):
        inner[:] = sorted(name for name in inner if name not in ("__pycache__", "tests"))
        for name in sorted(files):
            found = os.stat(Path(folder, name))
            mark.update(f"{folder}/{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    for library in ("Django", "django-allauth", "procrastinate"):
        mark.update(f"{library} {version(library)}\n".encode())
    return mark.hexdigest()


def database_state(config: Config) -> str:
    """Which migrations the database says it has had, so that a restored backup is migrated again. Empty when
    none."""
    with psycopg.connect(config.address("owner"), connect_timeout=10) as connection:
        if connection.execute("SELECT to_regclass('django_migrations') IS NULL").fetchone() == (True,):
            return ""
        return str(
            connection.execute(
                "SELECT count(*), max(id), max(applied)::text FROM django_migrations"
            ).fetchone()
        )


def look_at_tables(config: Config) -> None:
    """Let PostgreSQL count its tables anew: one that is believed empty makes a page a hundred times slower."""
    # A help and no more: a server that ends just now is somebody else's to start again.
    with (
        contextlib.suppress(psycopg.OperationalError),
        psycopg.connect(config.address("owner"), connect_timeout=10, autocommit=True) as connection,
    ):
        connection.execute("ANALYZE")


def is_prepared(config: Config) -> bool:
    """True when tables and static files are those of this very program."""
    path = config.home / PREPARED
    return path.exists() and path.read_text() == _stamp(config)


def mark_prepared(config: Config) -> None:
    """Remember that they are."""
    (config.home / PREPARED).write_text(_stamp(config))


def _stamp(config: Config) -> str:
    return f"{fingerprint()}\n{database_state(config)}\n"


def wants_demo(config: Config) -> bool:
    """True on the first start of a data folder, unless KOPROGO_DEMO says no."""
    return config.demo and not (config.home / FIRST_START).exists()


def mark_first_start(config: Config) -> None:
    """From now on nothing is ever put into this database by itself."""
    (config.home / FIRST_START).touch()


def demo_lines(config: Config) -> list[str]:
    """One line for each demo log-in, none when the demo world is not loaded or its log-ins open nothing here."""
    path = config.home / LOGINS
    if not path.exists() or not (config.demo or config.local):
        return []
    logins = json.loads(path.read_text(encoding="utf-8"))
    wide = max((len(str(each["role"])) for each in logins), default=0)
    far = max((len(str(each["email"])) for each in logins), default=0)
    return [
        f"  {each['role']:<{wide}}  {each['email']:<{far}}  {each['password']}   ({each['name']})"
        for each in logins
    ]
