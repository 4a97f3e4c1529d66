"""Children that must keep running, the port check, the steps of a start, and an external database's roles."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from koprogo.platform import postgres
from koprogo.site import config, external_database, start_steps, supervisor
from koprogo.site.config import Config, ConfigError
from koprogo.site.processes import Child, ended, pause_seconds
from koprogo.site.tests.test_postgres import home, server

__all__ = ["home", "server"]


@pytest.mark.parametrize(("crashes", "seconds"), [(1, 0.5), (2, 1), (3, 2), (7, 30), (500, 30)])
def test_pauses_double_up_to_half_a_minute(crashes: int, seconds: float) -> None:
    assert pause_seconds(crashes) == seconds


def _stopped(child: Child) -> bool:
    return child.process is None


def test_a_crashed_child_starts_again_and_says_so() -> None:
    said: list[str] = []
    child = Child("The sleeper", ["sleep", "60"], dict(os.environ), said.append)
    child.start()
    assert child.process is not None
    first = child.process.pid
    child.process.kill()
    child.process.wait()
    child.watch()
    assert _stopped(child) and said == ["The sleeper was ended by SIGKILL; it starts again in 0.5 s."]
    child.watch()
    assert _stopped(child), "not before its pause is over"
    time.sleep(0.55)
    child.watch()
    assert child.process.pid != first
    child.stop(wait_seconds=5)


def _living(group: int) -> list[str]:
    """The processes of a group that have not ended; a zombie waits only for its parent's look."""
    stats = [
        path.read_text().rsplit(")", 1)[1].split()
        for path in Path("/proc").glob("[0-9]*/stat")
        if path.exists()
    ]
    return [words[0] for words in stats if words[2] == str(group) and words[0] != "Z"]


def test_stopping_ends_the_whole_session() -> None:
    script = "trap '' TERM; sleep 61 & echo $!; wait; sleep 61"
    child = Child("The stubborn", ["sh", "-c", script], dict(os.environ))
    child.start()
    assert child.process is not None
    group = child.process.pid
    time.sleep(0.2)
    assert len(_living(group)) == 2
    child.stop(wait_seconds=0.3)
    time.sleep(0.1)
    assert _living(group) == []


def test_a_child_dies_with_its_killed_parent() -> None:
    code = (
        "import os, time; from koprogo.site.processes import Child;"
        "c = Child('x', ['sleep', '60'], os.environ); c.start(); print(c.process.pid, flush=True);"
        " time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=Path.cwd())
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    time.sleep(0.3)
    assert _living(pid) == []


@pytest.mark.parametrize(("code", "words"), [(3, "ended with status 3"), (-9, "was ended by SIGKILL")])
def test_an_end_in_words(code: int, words: str) -> None:
    assert ended(code) == words


def test_a_taken_port_is_named_with_a_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        sentence = supervisor.port_problem("127.0.0.1", port)
    assert sentence is not None and f"Port {port} is in use" in sentence and "KOPROGO_PORT=" in sentence
    assert supervisor.port_problem("127.0.0.1", port) is None
    assert "KOPROGO_HOST=192.0.2.1" in (supervisor.port_problem("192.0.2.1", port) or "")


def test_the_fingerprint_follows_the_program_not_its_tests(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "a.py").write_text("1")
    first = start_steps.fingerprint(tmp_path)
    (tmp_path / "tests" / "b.py").write_text("1")
    assert start_steps.fingerprint(tmp_path) == first
    (tmp_path / "a.py").write_text("22")
    assert start_steps.fingerprint(tmp_path) != first


def test_the_demo_world_comes_once_and_never_into_a_used_folder(tmp_path: Path) -> None:
    read = config.read({"KOPROGO_HOME": str(tmp_path)})
    assert start_steps.wants_demo(read) and not start_steps.wants_demo(replace(read, demo=False))
    start_steps.mark_first_start(read)
    assert not start_steps.wants_demo(read)


def test_log_ins_are_shown_in_columns(tmp_path: Path) -> None:
    read = config.read({"KOPROGO_HOME": str(tmp_path)})
    assert start_steps.demo_lines(read) == []
    (tmp_path / start_steps.LOGINS).write_text(
        '[{"name": "Ann", "role": "syndic", "email": "a@x.example", "password": "p"}]', encoding="utf-8"
    )
    assert start_steps.demo_lines(read) == ["  syndic  a@x.example  p   (Ann)"]


@pytest.mark.parametrize(("number", "refused"), [(140012, True), (150000, False), (180006, False)])
def test_an_old_server_is_refused(number: int, refused: bool) -> None:
    assert (external_database.version_problem(number) is not None) is refused


@pytest.mark.own_cluster
def test_one_address_makes_the_other_role_or_says_its_sql(
    home: Path, server: postgres.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "postgres.hba").write_text("local all all trust\n")
    with server.connect() as connection:
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("CREATE ROLE boss LOGIN CREATEROLE")
        connection.execute("CREATE ROLE small LOGIN")
        connection.execute("CREATE DATABASE own OWNER boss")
        connection.execute("CREATE ROLE sly LOGIN BYPASSRLS IN ROLE boss")
    time.sleep(0.3)

    def read(**urls: str) -> Config:
        return config.read({"KOPROGO_HOME": str(tmp_path), **urls})

    boss, small = server.url("boss", "own"), server.url("small", "own")
    external_database.make_ready(read(DATABASE_OWNER_URL=boss))
    both = read(DATABASE_OWNER_URL=boss)
    assert both.app_role == "boss_app" and both.database_owner_url == boss
    external_database.make_ready(both)
    with psycopg.connect(both.address("app")) as app:
        assert external_database.app_role_problems(app, "boss") == []

    with pytest.raises(ConfigError, match=r'CREATE ROLE "small_owner"') as caught:
        external_database.make_ready(read(DATABASE_URL=small))
    assert "DATABASE_OWNER_URL" in caught.value.sentences[0]

    with pytest.raises(ConfigError) as caught:
        external_database.make_ready(read(DATABASE_URL=server.url("sly", "own"), DATABASE_OWNER_URL=boss))
    assert len(caught.value.sentences) == 2
    with pytest.raises(ConfigError, match="is a superuser"):
        external_database.make_ready(
            read(DATABASE_URL=server.url("postgres", "own"), DATABASE_OWNER_URL=boss)
        )
    with pytest.raises(ConfigError, match=r'GRANT USAGE, CREATE ON SCHEMA public TO "small"') as caught:
        external_database.make_ready(read(DATABASE_URL=both.address("app"), DATABASE_OWNER_URL=small))
    assert 'GRANT CREATE ON DATABASE "own" TO "small"' in caught.value.sentences[0]
    with pytest.raises(ConfigError, match="lead to two databases"):
        external_database.make_ready(read(DATABASE_URL=server.url("small", "postgres"), DATABASE_OWNER_URL=boss))
    with pytest.raises(ConfigError, match="no connection"):
        external_database.make_ready(
            read(DATABASE_URL=boss.replace("boss", "nobody"), DATABASE_OWNER_URL=boss)
        )


def test_a_second_supervisor_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    read = config.read({"KOPROGO_HOME": str(tmp_path)})
    before = {each: signal.getsignal(each) for each in supervisor.SIGNALS}
    with (
        supervisor._alone(read),
        pytest.raises(supervisor.StartError, match="already runs"),
        supervisor._alone(read),
    ):
        pass
    assert before == {each: signal.getsignal(each) for each in supervisor.SIGNALS}
