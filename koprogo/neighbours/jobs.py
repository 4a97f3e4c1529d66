"""The long work of neighbours: late returns, gifts whose time is over, silence that is a yes, holds, figures."""

from datetime import UTC, datetime
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from koprogo.kernel.refusals import Refused
from koprogo.neighbours.operations import deals, effect, gifts, line, loans, papers
from koprogo.neighbours.queries import effect as counted
from koprogo.neighbours.queries import gifts as giving
from koprogo.neighbours.queries import lending
from koprogo.neighbours.queries.papers import WRITE
from koprogo.neighbours.queries.silent import silent
from koprogo.people.queries import memberships
from koprogo.platform import access as accesses
from koprogo.platform import boundary, jobs

TEND = "neighbours.tend_things"
RENEW = "neighbours.renew_effect"


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


# A quarter of an hour into the second of each month: the month before is whole everywhere.
@app.periodic(cron="15 4 2 * *")
@app.task(name="koprogo.neighbours_effect", retry=RetryStrategy(max_attempts=jobs.MAX_ATTEMPTS, exponential_wait=5))
def neighbours_effect(timestamp: int) -> None:
    """Ask for the new figures of every building that shares its own. ``timestamp``: when, in seconds."""
    now = datetime.fromtimestamp(timestamp, UTC)
    for org_id in counted.due(until=now.date().replace(day=1)):
        with boundary.within(org_id):
            jobs.enqueue(accesses.as_system(org_id=org_id, now=now), RENEW, total=1)


@jobs.job(RENEW)
def renew_effect(run: jobs.Run) -> None:
    """Count what one building shares again; one that no longer does is left alone."""
    with run.step(done=1, total=1) as access:
        effect.renew(access)


@jobs.job(WRITE)
def write_paper(run: jobs.Run) -> None:
    """Write one paper; run again, it finds it written."""
    assert run.subject_id is not None
    with run.step(done=1, total=1) as access:
        papers.write(access, paper_id=run.subject_id, language=str(run.args.get("language", "")))
