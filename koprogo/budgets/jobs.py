"""Every morning: the drafts of the calls that are due within thirty days, in every building, never twice."""

from datetime import UTC, datetime
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from koprogo.budgets.operations import plans, portfolio
from koprogo.budgets.operations.portfolio import SEND_NEXT
from koprogo.people.queries import memberships
from koprogo.platform import access as accesses
from koprogo.platform import boundary, commands, jobs

WRITE_CALLS = "budgets.write_calls"


# At four in the morning, and again for a worker that was not running then: the day is claimed once.
@app.periodic(cron="0 4,9,14 * * *")
@app.task(name="koprogo.write_calls", retry=RetryStrategy(max_attempts=jobs.MAX_ATTEMPTS, exponential_wait=5))
def write_calls_everywhere(timestamp: int) -> None:
    """Ask for the drafts of the day in every condominium. ``timestamp``: the moment planned, in seconds."""
    now = datetime.fromtimestamp(timestamp, UTC)
    for org in memberships.condominiums():
        ask(org_id=org.id, now=now)


def ask(*, org_id: UUID, now: datetime) -> bool:
    """Enqueue the drafts of one building for a day, unless that was done. Returns whether it was."""
    with boundary.within(org_id):
        access = accesses.as_system(org_id=org_id, now=now)
        if not plans.waits(access):
            return False
        fresh = commands.claim(access, key=f"calls:{access.today}", path=WRITE_CALLS).fresh
        if fresh:
            jobs.enqueue(access, WRITE_CALLS, total=1)
    return fresh


@jobs.job(WRITE_CALLS)
def write_calls(run: jobs.Run) -> None:
    """Write the drafts that are due; run again it finds them written."""
    with run.step(done=1, total=1) as access:
        plans.write_due(access)
        portfolio.refresh(access)


@jobs.job(SEND_NEXT)
def send_next(run: jobs.Run) -> None:
    """Send one building's call of a batch; run again it finds it sent."""
    assert run.subject_id is not None
    with run.step(done=1, total=1) as access:
        portfolio.send(access, call_id=run.subject_id)
