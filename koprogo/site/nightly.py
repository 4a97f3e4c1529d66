"""Every night, once for each building: the chain gets its head of the day, everything is proved, the run is kept."""

import logging
from datetime import UTC, datetime
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from koprogo.ledger.operations import chain, checks, regime
from koprogo.people.queries import memberships
from koprogo.platform import access as accesses
from koprogo.platform import boundary, commands, jobs
from koprogo.platform.access import BRUSSELS, Access
from koprogo.site import self_check

CHECK_BOOKS = "site.check_books"

logger = logging.getLogger(__name__)


# 1 o'clock UTC is 2 h or 3 h in Brussels. The hours after it find the work done; they are for a worker that was not
# running then.
@app.periodic(cron="0 1-5 * * *")
@app.task(name="koprogo.nightly_checks", retry=RetryStrategy(max_attempts=jobs.MAX_ATTEMPTS, exponential_wait=5))
def nightly_checks(timestamp: int) -> None:
    """Ask for the night's checks in every condominium. ``timestamp``: the moment planned, in seconds."""
    now = datetime.fromtimestamp(timestamp, UTC)
    for org in memberships.condominiums():
        ask_tonight(org_id=org.id, now=now)


def ask_tonight(*, org_id: UUID, now: datetime) -> bool:
    """Enqueue the checks of one building, unless that was done today. Returns whether it was."""
    with boundary.within(org_id):
        access = accesses.as_system(org_id=org_id, now=now)
        day = now.astimezone(BRUSSELS).date().isoformat()
        fresh = commands.claim(access, key=f"check:{day}", path=CHECK_BOOKS).fresh
        if fresh:
            jobs.enqueue(access, CHECK_BOOKS)
    return fresh


def ask_now(access: Access) -> None:
    """Enqueue the checks because somebody asked, unless they wait or run already."""
    if not running(access):
        jobs.enqueue(access, CHECK_BOOKS, subject_id=access.org_id)


def running(access: Access) -> bool:
    """Whether checks that somebody asked for are still to come."""
    last = jobs.of_subject(access, subject_id=access.org_id, kind=CHECK_BOOKS)
    return last is not None and last.state in (last.State.QUEUED, last.State.RUNNING)


@jobs.job(CHECK_BOOKS)
def check_books(run: jobs.Run) -> None:
    """Seal the day, then prove everything: two transactions, so that a long proof holds no lock of the books."""
    with run.step() as access:
        head = chain.seal_day(access)
        regime.begin(access)
    if head is not None:  # the log is kept outside the database: a second witness
        logger.info("books of %s: chain ends at %s, %s", access.slug, head.position, head.hash)
    with run.step() as access:
        found = self_check.findings(access)
        checks.keep(access, proofs=list(self_check.PROOFS), findings=found)
