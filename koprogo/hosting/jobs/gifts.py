"""Twice a day: credits at the bank that carry a promise's communication are that gift."""

from datetime import UTC, datetime

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from koprogo.condominiums.queries import access as accesses
from koprogo.hosting.operations import gifts
from koprogo.hosting.queries import nonprofit
from koprogo.platform import boundary, jobs


@app.periodic(cron="35 4,12 * * *")
@app.task(name="koprogo.look_for_gifts", retry=RetryStrategy(max_attempts=jobs.MAX_ATTEMPTS, exponential_wait=5))
def look_for_gifts(timestamp: int) -> None:
    """Book what came since. Nothing where nobody is hosted."""
    org = nonprofit.org_or_none() if settings.KOPROGO_HOSTING else None
    if org is None:
        return
    with boundary.within(org.id):
        gifts.look(accesses.as_system(org_id=org.id, now=datetime.fromtimestamp(timestamp, UTC)))
