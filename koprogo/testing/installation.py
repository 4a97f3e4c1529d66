"""KoproGo as it really runs: supervisor, web server, worker, hashed static files, on a database of its own."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import psycopg
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings

from koprogo.people.models import Person
from koprogo.platform import postgres
from koprogo.platform.postgres_databases import drop_database, ensure_database
from koprogo.platform.postgres_paths import APP, OWNER
from koprogo.platform.tied_process import tie
from koprogo.site.start_steps import FIRST_START
from koprogo.testing import plugin

T = TypeVar("T")


@dataclass
class Installation:
    """One running product. ``url`` is its address, ``home`` its data folder."""

    home: Path
    port: int
    database: str
    server: postgres.Server
    process: subprocess.Popen[str] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """Where a browser finds it."""
        return f"http://localhost:{self.port}"

    def inside(self, work: Callable[[], T]) -> T:
        """Run a function in this process, on the installation's database and data folder.

        In a thread of its own: the tests' connection, and whatever transaction it holds open, stays untouched.
        """
        found: list[T] = []
        problems: list[BaseException] = []

        def run() -> None:
            connection.settings_dict = {**connection.settings_dict, "NAME": self.database, "USER": APP}
            try:
                found.append(work())
            except BaseException as problem:
                problems.append(problem)
            finally:
                connection.close()

        folders = {"KOPROGO_HOME": self.home, "KOPROGO_FILES": self.home / "files"}
        with override_settings(**folders, KOPROGO_PUBLIC_URL=self.url):
            thread = threading.Thread(target=run)
            thread.start()
            thread.join()
        if problems:
            raise problems[0]
        return found[0]

    def cookies(self, email: str) -> list[Any]:
        """The cookies of a browser in which somebody is signed in."""

        def sign_in() -> str:
            client = Client()
            client.force_login(Person.objects.get(email=email))
            return client.cookies[settings.SESSION_COOKIE_NAME].value

        return [{"name": settings.SESSION_COOKIE_NAME, "value": self.inside(sign_in), "url": self.url}]

    def let_mail_leave(self) -> None:
        """As if the ten minutes during which mail can be called back were over."""
        with psycopg.connect(self.server.url(OWNER, self.database), autocommit=True) as owner:
            owner.execute("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")
            # What the queue's own trigger says when a job comes in: the worker looks at once.
            said = json.dumps({"type": "job_inserted", "job_id": 0})
            owner.execute("SELECT pg_notify('procrastinate_any_queue_v1', %s)", (said,))

    def _environ(self) -> dict[str, str]:
        environ = {name: value for name, value in os.environ.items() if not name.startswith(("KOPROGO_", "DATABASE_"))}
        return environ | {
            "KOPROGO_HOME": str(self.home),
            "KOPROGO_SECRET_FILE": str(plugin.HOME / "secret"),
            "KOPROGO_PORT": str(self.port),
            "KOPROGO_DEMO": "on",
            "KOPROGO_WEB_THREADS": "3",
            "DATABASE_URL": self.server.url(APP, self.database),
            "DATABASE_OWNER_URL": self.server.url(OWNER, self.database),
        }

    def start(self) -> None:
        """``koprogo serve``, until it says that it answers."""
        # As `make run` starts, except that what is in the database was put there before.
        (self.home / FIRST_START).touch()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "koprogo.site.cli", "serve"],
            env=self._environ(),
            cwd=plugin.PACKAGE.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=tie(signal.SIGTERM),  # noqa: PLW1509 - one call to the kernel, no lock taken
        )
        assert self.process.stdout is not None
        said: list[str] = []
        for line in self.process.stdout:
            said.append(line)
            if "Ctrl-C" in line:
                # Later words are drained, so that a full pipe never stops the product.
                threading.Thread(target=self.process.stdout.read, daemon=True).start()
                return
        raise AssertionError(f"koprogo serve did not start:\n{''.join(said)}")

    @contextmanager
    def beside(self, **settings: str) -> Iterator[str]:
        """A second web server on the same data, with other settings: the address at which it answers."""
        port = free_port()
        environ = self._environ() | {"KOPROGO_PORT": str(port)} | settings
        process = subprocess.Popen(
            [sys.executable, "-m", "koprogo.site.cli", "serve", "--web-only"],
            env=environ,
            cwd=plugin.PACKAGE.parent,
            preexec_fn=tie(signal.SIGTERM),  # noqa: PLW1509 - one call to the kernel, no lock taken
        )
        try:
            url = f"http://localhost:{port}"
            for _try in range(600):
                with suppress(OSError), urllib.request.urlopen(f"{url}/sante", timeout=5):
                    break
                time.sleep(0.1)
            yield url
        finally:
            process.terminate()
            process.wait(40)

    def stop(self) -> None:
        """End it in order, and remove what it wrote."""
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(40)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        drop_database(self.server, self.database)
        shutil.rmtree(self.home, ignore_errors=True)


def free_port() -> int:
    """A port at which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def prepared() -> Installation:
    """An installation with empty tables, not started yet."""
    server = postgres.start(plugin.HOME, durable=False, say=lambda text: None)
    port = free_port()
    database = f"b_{os.getpid()}"
    with plugin.alone():
        ensure_database(server, database, template=plugin.template_name())
    return Installation(Path(tempfile.mkdtemp(prefix="koprogo-browser-")), port, database, server)
