"""The embedded PostgreSQL: started, joined when another process of ours started it, stopped.

Two locks. ``postgres.start`` is held while one process starts the server. ``postgres.running`` is inherited
by the server
and by each of its processes, so it stays held until the last of them is gone: a pid file found while it is
free is stale,
whichever process has that number now. The server ends with the process that started it, even by kill -9.
"""

import contextlib
import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from koprogo.platform import postgres_files
from koprogo.platform.postgres_account import (
    Account,
    PostgresError,
    account,
    binaries,
    environment,
    open_folder,
)
from koprogo.platform.postgres_paths import APP, DATABASE, SUPERUSER, server_folder, socket_folder, url
from koprogo.platform.postgres_roles import ensure_roles
from koprogo.platform.tied_process import tie

Say = Callable[[str], None]


@dataclass
class Server:
    """A running cluster. ``process`` is None when another process of ours started it; ``repaired``: it found the
    traces of a crash, which also made it forget how much its tables changed."""

    home: Path
    socket: Path
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    repaired: bool = False

    def url(self, role: str = APP, database: str = DATABASE) -> str:
        """The connection address of a role over the Unix socket."""
        return url(self.socket, role, database)

    def connect(self, database: str = SUPERUSER, role: str = SUPERUSER) -> psycopg.Connection:
        """A connection outside any transaction, as the superuser by default."""
        return psycopg.connect(self.url(role, database), autocommit=True, connect_timeout=5)

    def running(self) -> bool:
        """True while the server lives (our own process) or answers (another's)."""
        return self.process.poll() is None if self.process else answers(self.socket)

    def stop(self, *, wait_seconds: float = 60) -> None:
        """Stop the server that this process started: connections are ended, what was committed is on disk.

        Does nothing to a server that another process started.
        """
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGINT)  # "fast" in PostgreSQL's words
        try:
            self.process.wait(wait_seconds)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGQUIT)  # "immediate": the next start replays the log
            self.process.wait()


def answers(socket: Path) -> bool:
    """True when a server accepts a connection on this socket now."""
    try:
        psycopg.connect(url(socket, SUPERUSER, SUPERUSER), connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def start(
    home: Path, *, socket: Path | None = None, durable: bool = True, recovery_seconds: int = 3600, say: Say = print
) -> Server:
    """The running server of a data folder: joined when it runs, otherwise started, made first when there is
    none.

    ``socket``: the folder of its socket, when it is not the usual one. ``durable=False`` is for tests: faster, and a
    power cut may lose everything. Raises PostgresError.
    """
    who = account()
    socket = socket or socket_folder(home)
    _prepare_folders(home, socket, who)
    with _locked(home / "postgres.start", recovery_seconds):
        if answers(socket):
            return Server(home, socket)
        bin_folder = binaries(who)
        with _free(home, socket, recovery_seconds, say) as (running, repaired):
            if postgres_files.make_cluster(home, bin_folder, who, durable=durable):
                say(f"PostgreSQL: new database in {server_folder(home)}")
            config = postgres_files.write_settings(home, socket, durable=durable)
            command = [str(bin_folder / "postgres"), "-c", f"config_file={config}"]
            process = _launch(home, socket, command, who, running, recovery_seconds, say)
        server = Server(home, socket, process, repaired)
        if durable:
            with contextlib.suppress(OSError):  # a disk too full for a ballast still runs
                postgres_files.put_ballast(home)
        with server.connect() as connection:
            ensure_roles(connection)
        return server


def _prepare_folders(home: Path, socket: Path, who: Account) -> None:
    if not home.exists():
        try:
            home.mkdir(mode=0o755 if who.drop else 0o700, parents=True)
        except OSError as problem:
            raise PostgresError(
                f"The data folder {home} cannot be made ({problem.strerror}). Set KOPROGO_HOME."
            ) from None
    if not os.access(home, os.W_OK | os.X_OK):
        raise PostgresError(f"The data folder {home} cannot be written in. Set KOPROGO_HOME to one that can.")
    open_folder(server_folder(home), who)
    open_folder(socket, who)


@contextlib.contextmanager
def _locked(path: Path, seconds: float) -> Iterator[int]:
    """Hold a lock file; wait for it at most ``seconds``. Yields its descriptor."""
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        end = time.monotonic() + seconds
        while True:
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > end:
                    raise PostgresError(f"Another process has held {path} for {seconds:.0f} s. End it first.") from None
                time.sleep(0.05)
        yield fd
    finally:
        os.close(fd)


@contextlib.contextmanager
def _free(home: Path, socket: Path, seconds: float, say: Say) -> Iterator[tuple[int, bool]]:
    """Wait until no process of an earlier server is left, then remove its pid file, whatever number it holds.

    Yields the lock's descriptor and whether there was one."""
    with _locked(home / "postgres.running", seconds) as fd:
        pid_file = server_folder(home) / "data" / "postmaster.pid"
        left = pid_file.exists()
        if left:
            number = pid_file.read_text(errors="replace").split("\n", 1)[0].strip()
            if _holds(number, pid_file.parent):
                raise PostgresError(
                    f"A PostgreSQL that KoproGo did not start (process {number}) uses {pid_file.parent}. Stop it first."
                )
            say("PostgreSQL was not stopped in order last time; it repairs itself now.")
            pid_file.unlink()
        _drop_socket_lock(socket, pid_file.parent)
        yield fd, left


def _drop_socket_lock(socket: Path, data: Path) -> None:
    """Remove the mark that a server of these data left beside its socket. PostgreSQL itself looks only at whether some
    process of this user has its number now, as one often does after a power cut."""
    mark = socket / ".s.PGSQL.5432.lock"
    with contextlib.suppress(FileNotFoundError):
        if mark.read_text(errors="replace").split("\n")[1:2] == [str(data)]:
            mark.unlink()


def _holds(number: str, data: Path) -> bool:
    """True when that process works in the data folder, as a PostgreSQL server does."""
    try:
        return number.isdigit() and Path(f"/proc/{number}/cwd").resolve(strict=True) == data.resolve()
    except OSError:
        return False


def _launch(
    home: Path, socket: Path, command: list[str], who: Account, running: int, seconds: int, say: Say
) -> subprocess.Popen[bytes]:
    """Start the server and wait until it answers; free the ballast and try once more when the disk is
    full."""
    log = home / "postgres.log"
    while True:
        begin = log.stat().st_size if log.exists() else 0
        if begin > 20_000_000:
            log.replace(log.with_suffix(".log.1"))
            begin = 0
        process = _spawn(command, log, who, running)
        if _ready(process, socket, seconds, say):
            return process
        with log.open("rb") as text:
            text.seek(begin)
            said = text.read().decode(errors="replace")
        if "No space left on device" in said and postgres_files.drop_ballast(home):
            say(f"The disk of {home} is full. KoproGo gave back the room it had set aside; make more room now.")
            continue
        lines = [line for line in said.splitlines() if "FATAL" in line or "PANIC" in line] or said.splitlines()
        raise PostgresError(f"PostgreSQL does not start: {' / '.join(lines[-3:])} (all of it in {log})")


def _spawn(command: list[str], log: Path, who: Account, running: int) -> subprocess.Popen[bytes]:
    with os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o640), "wb") as out:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            env=environment(),
            cwd="/",
            pass_fds=(running,),
            start_new_session=True,  # Ctrl-C in the terminal is for the supervisor, which stops us last
            user=who.uid if who.drop else None,
            group=who.gid if who.drop else None,
            extra_groups=[] if who.drop else None,
            preexec_fn=tie(signal.SIGINT),  # noqa: PLW1509 - one call to the kernel, no lock taken
        )


def _ready(process: subprocess.Popen[bytes], socket: Path, seconds: int, say: Say) -> bool:
    """Wait for the first answer. A repair after a crash takes as long as it takes, so only ``seconds`` ends
    it."""
    begin = last = time.monotonic()
    while process.poll() is None:
        if answers(socket):
            return True
        now = time.monotonic()
        if now - begin > seconds:
            process.send_signal(signal.SIGQUIT)
            process.wait()
            return False
        if now - last > 15:
            last = now
            say(f"PostgreSQL is repairing itself after a crash ({now - begin:.0f} s so far). Please wait.")
        time.sleep(0.05)
    return False
