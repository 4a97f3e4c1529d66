"""``make run`` and ``koprogo serve``: the database, the web server and the worker under one roof."""

import contextlib
import errno
import fcntl
import http.client
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import NoReturn

from koprogo.platform import postgres
from koprogo.site import database, start_steps
from koprogo.site.config import Config
from koprogo.site.processes import Child, ended

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
WEB_ENDS_SECONDS, WORKER_ENDS_SECONDS, READY_SECONDS = 12.0, 20.0, 60.0


class StartError(Exception):
    """KoproGo cannot start; the text says why and what to do."""


class _Stop(BaseException):
    """A signal asked us to end."""


def port_problem(host: str, port: int) -> str | None:
    """A sentence that names KOPROGO_PORT and a free port when nothing can listen there, None otherwise."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, min(port + 50, 65536)):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except PermissionError:
                return f"Port {port} is reserved for root. Write KOPROGO_PORT=8000 (or any port from 1024)."
            except OSError as problem:
                if problem.errno != errno.EADDRINUSE:
                    reason = f"KOPROGO_HOST={host} cannot be listened on ({problem.strerror})."
                    return f"{reason} Write KOPROGO_HOST=127.0.0.1."
                continue
        if candidate == port:
            return None
        return (
            f"Port {port} is in use by another program. Stop that program, or write KOPROGO_PORT={candidate}."
        )
    return f"Port {port} and the next 50 are in use. Write KOPROGO_PORT=a free port."


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    # From here on a further signal would cut the orderly end short: the web server's and the worker's time
    # is bounded.
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    raise _Stop


@contextlib.contextmanager
def _alone(config: Config) -> Iterator[None]:
    """Hold the data folder's lock, or refuse when another supervisor does."""
    config.home.mkdir(parents=True, exist_ok=True)
    with (config.home / "serve.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StartError(
                f"KoproGo already runs on {config.home}. Stop it first, or write KOPROGO_HOME=another folder."
            ) from None
        yield


class Supervisor:
    """One start, from the port check to the orderly end."""

    def __init__(self, config: Config, say: Callable[[str], None]) -> None:
        self.config, self.say = config, say
        self.server: postgres.Server | None = None
        self.children: list[Child] = []

    def run(self) -> int:
        """Serve until a signal; 0 after an orderly end. Raises StartError, PostgresError or ConfigError."""
        problem = port_problem(self.config.host, self.config.port)
        if problem:
            raise StartError(problem)
        for each in SIGNALS:
            signal.signal(each, _stop)
        with _alone(self.config):
            try:
                self._begin()
                self._watch()
            except _Stop:
                self.say("KoproGo is stopping …")
            finally:
                self._end()
        self.say("KoproGo has stopped.")
        return 0

    def _begin(self) -> None:
        began = time.monotonic()
        self.config, self.server = database.open_up(self.config, self.say)
        if not start_steps.is_prepared(self.config):
            self.say("Preparing the tables and the static files …")
            self._step("migrate", "--static", owner=True)
            start_steps.mark_prepared(self.config)
            start_steps.look_at_tables(self.config)  # a restored backup comes without these counts
        elif self.server is not None and self.server.repaired:
            start_steps.look_at_tables(self.config)
        if start_steps.wants_demo(self.config):
            self.say("Loading the demo world …")
            self._step("demo")
        start_steps.mark_first_start(self.config)
        environ = start_steps.child_environment(self.config, os.environ)
        self.children = [
            Child("The web server", [*start_steps.COMMAND, "serve", "--web-only"], environ, self.say),
            Child("The worker", [*start_steps.COMMAND, "worker"], environ, self.say),
        ]
        for child in self.children:
            child.start()
        self._until_it_answers()
        self.say(f"KoproGo answers after {time.monotonic() - began:.1f} s at {self.config.public_url}")
        logins = start_steps.demo_lines(self.config)
        if logins:
            self.say("\n".join(["Demo log-ins (role, address, password):", *logins]))
        self.say("Ctrl-C stops everything.")

    def _step(self, *words: str, owner: bool = False) -> None:
        environ = start_steps.child_environment(self.config, os.environ, owner=owner)
        step = Child(f"koprogo {words[0]}", [*start_steps.COMMAND, *words], environ, self.say)
        step.start()
        assert step.process is not None
        try:
            code = step.process.wait()
        finally:
            step.stop(wait_seconds=5)
        if code != 0:
            hint = " KOPROGO_DEMO=off starts without the demo world." if words[0] == "demo" else ""
            raise StartError(f"{step.name} {ended(code)}; its own message stands above.{hint}")

    def _until_it_answers(self) -> None:
        web, end = self.children[0], time.monotonic() + READY_SECONDS
        while not answers(self.config):
            web.watch()
            if web.crashes >= 3 or time.monotonic() > end:
                raise StartError("The web server does not start; its own message stands above.")
            time.sleep(0.05)

    def _watch(self) -> None:
        while True:
            if self.server is not None and not self.server.running():
                self.say("PostgreSQL has ended; it starts again, and the worker with it.")
                self.server = postgres.start(self.config.home, socket=self.config.socket, say=self.say)
                # Its jobs lost their connections and run again; the web's threads test theirs before use.
                self.children[1].stop(wait_seconds=2)
                self.children[1].start()
                start_steps.look_at_tables(self.config)
            for child in self.children:
                child.watch()
            time.sleep(0.5)

    def _end(self) -> None:
        for child, seconds in zip(self.children, (WEB_ENDS_SECONDS, WORKER_ENDS_SECONDS), strict=False):
            child.stop(wait_seconds=seconds)
        if self.server is not None:
            self.server.stop()


def answers(config: Config) -> bool:
    """True when the web server gives any answer to a request."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(config.host, config.host)
    connection = http.client.HTTPConnection(host, config.port, timeout=10)
    try:
        connection.request("HEAD", "/", headers={"Host": "localhost"})
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def run(config: Config, say: Callable[[str], None] = print) -> int:
    """Start everything and keep it running until a signal. Returns the exit status."""
    return Supervisor(config, say).run()
