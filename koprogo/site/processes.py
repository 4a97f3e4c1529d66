"""One child process of the supervisor: started tied to it, watched, started again with growing pauses,
ended."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence

from koprogo.platform.tied_process import tie

LONGEST_PAUSE_SECONDS = 30.0
#: A child that has lived this long is healthy again: its next crash waits the shortest pause.
HEALTHY_SECONDS = 60.0


def pause_seconds(crashes: int) -> float:
    """How long to wait before the next start after so many crashes in a row: 0.5 s, doubled each time, at
    most 30 s."""
    return float(min(LONGEST_PAUSE_SECONDS, 0.5 * 2 ** min(crashes - 1, 10)))


class Child:
    """A program that must keep running."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        environ: Mapping[str, str],
        say: Callable[[str], None] = print,
    ) -> None:
        self.name, self.command, self.environ, self.say = name, list(command), dict(environ), say
        self.process: subprocess.Popen[bytes] | None = None
        self.crashes = 0
        self._started = self._next = 0.0

    def start(self) -> None:
        """Start it in a session of its own: Ctrl-C in the terminal reaches the supervisor only, which keeps
        the order."""
        self._started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            env=self.environ,
            start_new_session=True,
            preexec_fn=tie(signal.SIGKILL),  # noqa: PLW1509 - one call to the kernel, no lock taken
        )

    def watch(self) -> None:
        """Notice a crash, say it, and start again once the pause is over. Never blocks."""
        now = time.monotonic()
        if self.process is None:
            if now >= self._next:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        self._signal(signal.SIGKILL)  # whatever the crashed one left in its session
        self.crashes = 1 if now - self._started > HEALTHY_SECONDS else self.crashes + 1
        pause = pause_seconds(self.crashes)
        self.process, self._next = None, now + pause
        self.say(f"{self.name} {ended(code)}; it starts again in {pause:g} s.")

    def stop(self, *, wait_seconds: float) -> None:
        """Ask it to end, wait, then end whatever is left in its session."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(wait_seconds)
        self._signal(signal.SIGKILL)
        self.process.wait()
        self.process = None

    def _signal(self, number: signal.Signals) -> None:
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)


def ended(code: int) -> str:
    """How a process ended, in words."""
    if code >= 0:
        return f"ended with status {code}"
    try:
        return f"was ended by {signal.Signals(-code).name}"
    except ValueError:
        return f"was ended by signal {-code}"
