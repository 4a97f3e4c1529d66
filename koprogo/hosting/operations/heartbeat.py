"""The heartbeat: once a minute the worker asks for a page the way a visitor does, through the public address.

A thread of its own in the worker: a long job must not make the service look away. What was not answered is not written,
and a minute that is not written is a minute down (decision 0068).
"""

import http.client
import logging
import ssl
import time
from datetime import datetime
from threading import Thread
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection

PATH = "/sante"
SECONDS = 60
#: The web server starts beside the worker: the first beat waits for it.
FIRST_SECONDS = 15
TIMEOUT_SECONDS = 10

logger = logging.getLogger(__name__)


#: The database's clock, one for all workers. A minute that follows the last one lengthens its stretch, any other begins
#: a new one; a clock that was set back adds nothing.
_BEAT = """
WITH beat AS (SELECT date_trunc('minute', coalesce(%s, now())) AS minute),
longer AS (
    UPDATE hosting_servicestretch SET last_minute = beat.minute FROM beat
    WHERE last_minute IN (beat.minute - interval '1 minute', beat.minute)
    RETURNING 1
)
INSERT INTO hosting_servicestretch (first_minute, last_minute)
SELECT minute, minute FROM beat
WHERE NOT EXISTS (SELECT 1 FROM longer)
    AND NOT EXISTS (SELECT 1 FROM hosting_servicestretch WHERE last_minute >= beat.minute)
ON CONFLICT (first_minute) DO NOTHING
"""


def answered(*, at: datetime | None = None) -> None:
    """A request was answered in this minute (one statement). ``at``: another moment than now, for tests."""
    with connection.cursor() as cursor:
        cursor.execute(_BEAT, [at])


def answers(public_url: str) -> bool:
    """Whether the health page answers 200 at the public address: name, certificate, proxy, program and database."""
    parts = urlsplit(public_url)
    host = parts.hostname or ""
    try:
        asked: http.client.HTTPConnection
        if parts.scheme == "https":
            asked = http.client.HTTPSConnection(
                host, parts.port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context()
            )
        else:
            asked = http.client.HTTPConnection(host, parts.port, timeout=TIMEOUT_SECONDS)
        try:
            asked.request("GET", PATH, headers={"User-Agent": "KoproGo-heartbeat", "Connection": "close"})
            return asked.getresponse().status == 200
        finally:
            asked.close()
    except (OSError, http.client.HTTPException) as problem:
        logger.warning("the public address does not answer: %s", problem)
        return False


def beat() -> bool:
    """Ask once, and write the minute down when it was answered."""
    try:
        if not answers(settings.KOPROGO_PUBLIC_URL):
            return False
        answered()
    except DatabaseError as problem:
        logger.warning("the heartbeat could not be written: %s", problem)
        return False
    finally:
        connection.close()  # this thread's own: not worth keeping for one statement a minute
    return True


def begin() -> None:
    """Beat from now on, in a thread of this worker. Nothing where nobody is hosted."""
    if settings.KOPROGO_HOSTING:
        Thread(target=_keep_beating, name="heartbeat", daemon=True).start()


def _keep_beating() -> None:
    time.sleep(FIRST_SECONDS)
    # From one beginning to the next, so that a slow answer does not push the beats into the minute after.
    began = time.monotonic()
    while True:
        beat()
        began += SECONDS
        pause = began - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        else:
            began -= pause
