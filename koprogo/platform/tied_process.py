"""A child that ends when its parent does, even when the parent is killed outright."""

import ctypes
import os
import signal
import threading
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True)


def end_with_parent(parent: int, number: signal.Signals) -> None:
    """Ask the kernel to send ``number`` to this process when ``parent`` ends. For the child, before it does
    anything."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, int(number))
    if os.getppid() != parent:  # it ended before we asked
        os._exit(1)


def tie(number: signal.Signals) -> Callable[[], None] | None:
    """What ``Popen(preexec_fn=…)`` wants, to tie a child to this process.

    None outside the main thread: the kernel watches the thread that starts a child, and other threads end
    early.
    """
    if threading.current_thread() is not threading.main_thread():
        return None
    parent = os.getpid()
    return lambda: end_with_parent(parent, number)
