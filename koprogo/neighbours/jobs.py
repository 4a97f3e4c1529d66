"""The long work of neighbours: notes about late returns, gifts whose time is over, silence that is a yes, holds."""

from datetime import UTC, datetime
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from koprogo.kernel.refusals import Refused
from koprogo.neighbours.operations import deals, gifts, line, loans
from koprogo.neighbours.queries import gifts as giving
from koprogo.neighbours.queries import lending
from koprogo.neighbours.queries.silent import silent
from koprogo.people.queries import memberships
from koprogo.platform import access as accesses
from koprogo.platform import boundary, jobs

TEND = "neighbours.tend_things"


# Every hour: a return is agreed to the hour. What is done already is not done again.
@app.periodic(cron="5 * * * *")
@app.task(name="koprogo.neighbours_things", retry=RetryStrategy(max_attempts=jobs.MAX_ATTEMPTS, exponential_wait=5))
def neighbours_things(timestamp: int) -> None:
    """Ask for the work of each building with neighbours that has some. ``timestamp``: when, in seconds."""
    now = datetime.fromtimestamp(timestamp, UTC)
    for org in memberships.with_neighbours():
        ask(org_id=org.id, now=now)


def ask(*, org_id: UUID, now: datetime) -> int:
    """Enqueue the work of one building, if there is any. Returns how many things wait."""
    with boundary.within(org_id):
        access = accesses.as_system(org_id=org_id, now=now)
        waiting = len(lending.late(access)) + len(giving.over(access)) + len(silent(access))
        if waiting:
            jobs.enqueue(access, TEND, total=waiting)
    return waiting


@jobs.job(TEND)
def tend_things(run: jobs.Run) -> None:
    """One thing at a time; run again, it finds what is done."""
    with run.step() as access:
        late, over, agreed = lending.late(access), giving.over(access), silent(access)
    done, total = 0, len(late) + len(over) + len(agreed)
    for loan_id in late:
        done += 1
        with run.step(done=done, total=total) as access:
            loans.tell_late(access, loan_id=loan_id)
    for gift_id in over:
        done += 1
        with run.step(done=done, total=total) as access:
            gifts.expire(access, gift_id=gift_id)
    for deal_id in agreed:
        done += 1
        try:
            with run.step(done=done, total=total) as access:
                deals.settle_in_silence(access, deal_id=deal_id)
        except Refused:
            continue  # no room on one of the balances any more: the two see it on their page


@jobs.job(line.HOLD_ENDS)
def hold_ends(run: jobs.Run) -> None:
    """When the time to answer is over: the slot goes to the next in line, or is free."""
    assert run.subject_id is not None
    with run.step(done=1, total=1) as access:
        line.end_hold(access, booking_id=run.subject_id)
