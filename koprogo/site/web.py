"""The web server: granian over Django's WSGI application."""

import os
import signal
from collections.abc import Callable
from importlib import import_module
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from koprogo.platform.tied_process import end_with_parent
from koprogo.site.config import Config


def serve(config: Config) -> None:
    """Serve until a signal ends it. One process by default, three threads for each core, one connection a
    thread."""
    main = os.getpid()

    def load() -> Callable[..., Any]:
        # In the process that answers: a killed main process must not leave it holding the port.
        end_with_parent(main, signal.SIGKILL)
        application: Callable[..., Any] = import_module("koprogo.site.wsgi").application
        return application

    Server(
        "koprogo.site.wsgi:application",
        address=config.host,
        port=config.port,
        interface=Interfaces.WSGI,
        workers=config.web_workers,
        blocking_threads=config.web_threads,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.error,
    ).serve(target_loader=load, wrap_loader=False)
