"""Twice a day: credits at the bank that carry a promise's communication are that gift; years of sponsors end."""

from datetime import UTC, datetime

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from koprogo.condominiums.queries import access as accesses
from koprogo.hosting.operations import gifts, orders
from koprogo.hosting.queries import nonprofit
from koprogo.hosting.queries import orders as queries
from koprogo.platform import boundary, jobs
from koprogo.platform.access import BRUSSELS


@app.periodic(cron="35 4,12 * * *")
@app.task(name="koprogo.look_for_gifts", retry=RetryStrategy(max_attempts=jobs.MAX_ATTEMPTS, exponential_wait=5))
def look_for_gifts(timestamp: int) -> None:
    """Book what came since; the sponsor's year of a condominium that is over. Nothing where nobody is hosted."""
    org = nonprofit.org_or_none() if settings.KOPROGO_HOSTING else None
    if org is None:
        return
    now = datetime.fromtimestamp(timestamp, UTC)
    with boundary.within(org.id):
        gifts.look(accesses.as_system(org_id=org.id, now=now))
    for year in queries.sponsor_years(now.astimezone(BRUSSELS).date()):
        with boundary.within(year.org_id):
            orders.lapse(accesses.as_system(org_id=year.org_id, now=now))
