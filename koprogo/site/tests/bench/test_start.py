"""How long until KoproGo answers: on an empty data folder, and the second time."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from koprogo.site.tests.bench import table

pytestmark = [pytest.mark.bench, pytest.mark.own_cluster]
ANSWERS = re.compile(r"KoproGo answers after ([0-9.]+) s")


@pytest.fixture
def home() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="kpg-"))
    path.chmod(0o755)  # as root, PostgreSQL runs as a user of its own
    yield path
    shutil.rmtree(path)


def _start(home: Path) -> float:
    """Start, wait for the first answer, stop; the seconds that KoproGo itself says it took."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KOPROGO_", "DATABASE_"))}
    environ = kept | {"KOPROGO_HOME": str(home), "KOPROGO_PORT": str(port), "KOPROGO_DEMO": "off"}
    command = [sys.executable, "-m", "koprogo.site.cli", "serve"]
    with subprocess.Popen(
        command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        said: list[str] = []
        try:
            for text in process.stdout:
                said.append(text)
                found = ANSWERS.search(text)
                if found:
                    return float(found[1])
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)
    raise AssertionError("".join(said))


def test_the_first_start_beside_the_second(home: Path) -> None:
    cold, second = _start(home), _start(home)
    table.line(
        "First start on an empty folder (database, tables, static files), against the second",
        ratio=f"{cold / second:.1f}x",
        facts=f"{cold:.1f} s, then {second:.1f} s until it answers",
    )
