"""The middlewares of the cloud: one counts what each condominium is served, one brakes abuse. Absent where hosting is
off, so that a self-hosted installation pays nothing for them."""

import atexit
import logging
import time
from collections.abc import Callable
from multiprocessing import util
from threading import Event, Lock, Thread

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from koprogo.hosting.operations.metering import Counter
from koprogo.hosting.operations.timing import Times
from koprogo.hosting.rules.quotas import ABUSE_A_MINUTE
from koprogo.platform.access import Access
from koprogo.platform.rendering import page

Respond = Callable[[HttpRequest], HttpResponse]
#: Twice within the minute that is promised: a packet may have to wait for the database.
SECONDS = 30

logger = logging.getLogger(__name__)
counter = Counter()
times = Times()
#: Asked by whoever watches the server, every minute: counted among the answers it would outnumber people.
WATCHED = "/sante"


def counted(get_response: Respond) -> Respond:
    """Middleware outside the one that compresses: bytes as they travel, and the processor time of this thread."""
    if not settings.KOPROGO_HOSTING:
        raise MiddlewareNotUsed

    def respond(request: HttpRequest) -> HttpResponse:
        began, clock = time.thread_time_ns(), time.perf_counter_ns()
        response = get_response(request)
        if request.path != WATCHED:
            times.add(time.perf_counter_ns() - clock)
        access: Access | None = getattr(request, "access", None)
        if access is not None:
            size = int(response.get("Content-Length") or 0) if response.streaming else len(response.content)
            counter.add(access.org_id, access.today, size, time.thread_time_ns() - began)
        return response

    return respond


class _Minute:
    """How many answers each condominium was given in the minute that runs."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._minute = 0
        self._given: dict[str, int] = {}

    def given(self, slug: str) -> int:
        return self._given.get(slug, 0)

    def add(self, slug: str, minute: int) -> None:
        with self._lock:
            if minute != self._minute:
                self._minute, self._given = minute, {}
            self._given[slug] = self._given.get(slug, 0) + 1


def braked(get_response: Respond) -> Respond:
    """Middleware: more than a building can mean in a minute is answered with 429 until the next one begins.

    Only answers to people who may enter are counted, so that no stranger can brake a building.
    """
    if not settings.KOPROGO_HOSTING:
        raise MiddlewareNotUsed
    minutes = _Minute()

    def respond(request: HttpRequest) -> HttpResponse:
        parts = request.path.split("/", 3)
        slug = parts[2] if len(parts) > 3 and parts[1] == "i" else ""
        second = int(time.monotonic())
        if slug and minutes.given(slug) >= ABUSE_A_MINUTE:
            minutes.add(slug, second // 60)  # a new minute begins anew
            if minutes.given(slug) > ABUSE_A_MINUTE:
                return _wait(request, 60 - second % 60)
        response = get_response(request)
        access: Access | None = getattr(request, "access", None)
        if access is not None:
            minutes.add(access.slug, second // 60)
        return response

    return respond


def _wait(request: HttpRequest, seconds: int) -> HttpResponse:
    text = _(
        "Plus de %(n)s demandes en une minute pour un seul immeuble : un programme s’emballe sans doute."
        " Attendez une minute, puis rechargez la page. Rien n’est perdu, rien n’est bloqué au-delà."
    )
    answer = page(
        request,
        "site/refused.html",
        status=429,
        title=_("Une minute, s’il vous plaît"),
        text=text % {"n": ABUSE_A_MINUTE},
    )
    answer.headers["Retry-After"] = str(seconds)
    return answer


def begin(every: int = SECONDS) -> None:
    """Hand the counts in from now on, in a thread of this web process, and once more when it ends."""
    if not settings.KOPROGO_HOSTING:
        return
    ended = Event()

    def keep_handing_in() -> None:
        while not ended.wait(every):
            _hand_in()

    Thread(target=keep_handing_in, name="meters", daemon=True).start()

    def end() -> None:
        if not ended.is_set():
            ended.set()
            _hand_in()

    # A process of the server ends without the interpreter's own farewell: multiprocessing has one of its own.
    atexit.register(end)
    util.Finalize(None, end, exitpriority=10)


def _hand_in() -> None:
    try:
        counter.hand_in()
        times.hand_in()
    except DatabaseError as problem:
        logger.warning("the meters could not be handed in, they are kept and tried again: %s", problem)
    finally:
        connection.close()  # this thread's own: not worth keeping for two statements a minute
