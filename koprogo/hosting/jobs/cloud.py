"""The cloud's night: measures, then the mails before a quota is passed. Nothing where hosting is off."""

from datetime import UTC, datetime

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from koprogo.hosting.operations import measuring
from koprogo.platform import jobs


# 0 o'clock UTC is 1 h or 2 h in Brussels: the day has ended there. The hours after it find the work done.
@app.periodic(cron="20 0-4 * * *")
@app.task(name="koprogo.measure_hosting", retry=RetryStrategy(max_attempts=jobs.MAX_ATTEMPTS, exponential_wait=5))
def measure(timestamp: int) -> None:
    """Measure the day that ended and tell who nears a quota. ``timestamp``: the moment planned, in seconds."""
    if not settings.KOPROGO_HOSTING:
        return
    now = datetime.fromtimestamp(timestamp, UTC)
    measuring.measure(now=now)
    measuring.warn_all(now=now)
