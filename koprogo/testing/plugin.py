"""pytest's own PostgreSQL: a throw-away cluster, one migrated template, one copy for each test process.

Tests run as the application role, exactly as pages do: a suite that connects as the owner never meets the walls.
KOPROGO_TEST_HOME names a folder whose running server is joined instead (quicker while writing code).
KOPROGO_TEST_SOCKET names the folder of the Unix socket (port 5432) of a throw-away server of any version from 15,
which lets this user in as the roles postgres, koprogo_owner and koprogo_app.
"""

import atexit
import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

if TYPE_CHECKING:
    from koprogo.platform.postgres import Server

PACKAGE = Path(__file__).resolve().parent.parent
_given = os.environ.get("KOPROGO_TEST_HOME", "")
if "PYTEST_XDIST_WORKER" not in os.environ:
    _folder = Path(_given) if _given else Path(tempfile.mkdtemp(prefix="koprogo-tests-"))
    _folder.chmod(0o755)
    os.environ["KOPROGO_TEST_RUN"] = str(_folder)
HOME = Path(os.environ["KOPROGO_TEST_RUN"])
for _name in [name for name in os.environ if name.startswith(("KOPROGO_", "DATABASE_"))]:
    if _name not in ("KOPROGO_TEST_RUN", "KOPROGO_TEST_HOME", "KOPROGO_TEST_SOCKET"):
        del os.environ[_name]
os.environ["KOPROGO_HOME"] = str(HOME)
if _socket := os.environ.get("KOPROGO_TEST_SOCKET", ""):
    os.environ["KOPROGO_SOCKET"] = _socket
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koprogo.site.settings")
# A property holds or does not: how long a busy machine takes over one example says nothing about it.
hypothesis_settings.register_profile("koprogo", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("koprogo")


def pytest_configure(config: pytest.Config) -> None:
    """Start the cluster in the process that leads the run; the others join it."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    atexit.register(_end, _server())


def _server() -> "Server":
    from koprogo.platform import postgres
    from koprogo.platform.postgres_roles import ensure_roles

    if not _socket:
        return postgres.start(HOME, durable=False, say=lambda text: None)
    server = postgres.Server(HOME, Path(_socket))
    with server.connect() as connection:
        ensure_roles(connection)
    return server


def _end(server: "Server") -> None:
    if not _given:
        server.stop()
        shutil.rmtree(HOME, ignore_errors=True)


def _stamp() -> str:
    digest = hashlib.sha256()
    paths = sorted(PACKAGE.glob("*/migrations/*.py")) + sorted(PACKAGE.glob("*/models/*.py"))
    for path in [*paths, PACKAGE / "platform" / "walls.py"]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def alone() -> Iterator[None]:
    """Hold the lock under which databases are copied from the template: nobody may be connected to it."""
    with open(HOME / "template.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _use(role: str, database: str) -> None:
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = database
    connection.settings_dict["USER"] = role


def template_name() -> str:
    """The migrated database from which those of the tests are copied."""
    return f"template_{_stamp()}"


def _template(server: "Server") -> str:
    from django.core.management import call_command

    from koprogo.platform import postgres_paths
    from koprogo.platform.postgres_databases import drop_database, ensure_database

    name = template_name()
    with alone():
        if not ensure_database(server, name):
            return name
        try:
            _use(postgres_paths.OWNER, name)
            call_command("migrate", verbosity=0, interactive=False)
        except BaseException:
            _use(postgres_paths.OWNER, "postgres")
            drop_database(server, name)
            raise
        _use(postgres_paths.OWNER, "postgres")
    return name


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: object) -> Iterator[None]:
    """One database for this process, copied from the migrated template and dropped at the end."""
    from koprogo.platform import postgres_paths
    from koprogo.platform.postgres_databases import drop_database, ensure_database

    database = f"t_{os.getpid()}"
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        server = _server()
        template = _template(server)
        with alone():
            ensure_database(server, database, template=template)
        _use(postgres_paths.APP, database)
        yield
        from django.db import connection

        connection.close()
        drop_database(server, database)


@pytest.fixture(autouse=True)
def emptied_queue(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that commits leaves no job in the queue behind: the queue's tables are not Django's to empty."""
    marker = request.node.get_closest_marker("django_db")
    commits = marker is not None and bool(marker.kwargs.get("transaction"))
    if commits:
        request.getfixturevalue("transactional_db")
    yield
    if commits:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_events")
            cursor.execute("DELETE FROM procrastinate_jobs")
