"""The long work of purchases: judging electronic invoices, and proposing every night those that come back."""

from datetime import UTC, datetime
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from koprogo.people.queries import memberships
from koprogo.platform import access as accesses
from koprogo.platform import boundary, jobs
from koprogo.purchases.operations import arrivals
from koprogo.purchases.operations import recurring as operations
from koprogo.purchases.queries import recurring
from koprogo.purchases.queries.arrivals import JUDGE
from koprogo.purchases.rules.ubl import inspection

PROPOSE = "purchases.propose_recurring"


@jobs.job(JUDGE)
def judge_arrival(run: jobs.Run) -> None:
    """Ask the rules outside of any transaction, they take seconds; then write what they said and make the draft."""
    assert run.subject_id is not None
    with run.step(done=0, total=2) as access:
        data = arrivals.waiting_bytes(access, arrival_id=run.subject_id)
    if data is None:
        return
    found = inspection.findings(data)
    with run.step(done=2, total=2) as access:
        arrivals.settle(access, arrival_id=run.subject_id, found=found)


# Two tries a night: a worker that was not running at the first finds the work at the second, and none twice.
@app.periodic(cron="20 2-3 * * *")
@app.task(name="koprogo.recurring_invoices", retry=RetryStrategy(max_attempts=jobs.MAX_ATTEMPTS, exponential_wait=5))
def recurring_invoices(timestamp: int) -> None:
    """Ask for the proposals of each condominium that has some. ``timestamp``: the moment planned, in seconds."""
    now = datetime.fromtimestamp(timestamp, UTC)
    for org in memberships.condominiums():
        ask(org_id=org.id, now=now)


def ask(*, org_id: UUID, now: datetime) -> int:
    """Enqueue one job for each series of a building that has something to propose. Returns how many."""
    with boundary.within(org_id):
        access = accesses.as_system(org_id=org_id, now=now)
        waiting = recurring.to_propose(access)
        for series_id in waiting:
            jobs.enqueue(access, PROPOSE, subject_id=series_id)
    return len(waiting)


@jobs.job(PROPOSE)
def propose(run: jobs.Run) -> None:
    """Write the drafts of one series; run again, it finds them done."""
    assert run.subject_id is not None
    with run.step(done=1, total=1) as access:
        operations.propose(access, series_id=run.subject_id)
