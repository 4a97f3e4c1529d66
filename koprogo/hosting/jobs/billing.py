"""Bills by the clock: the run that somebody asked for, and every night what was paid and who is reminded."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from koprogo.hosting.operations import billing, clients, papers
from koprogo.hosting.operations import outages as giving
from koprogo.hosting.operations.billing import RUN_BILLING, HeldBack
from koprogo.hosting.queries import bills, nonprofit, outages
from koprogo.hosting.rules.bills import BillsHeldBack, first_of
from koprogo.kernel.refusals import Refused
from koprogo.platform import access as accesses
from koprogo.platform import boundary, jobs

Clock = Callable[[], datetime]
#: Condominiums billed in one transaction.
BATCH = 250


@jobs.job(RUN_BILLING)
def run_billing(run: jobs.Run) -> None:
    """Bill whoever waits, write the papers, hand each condominium its copy. Run again it goes on where it stopped."""
    if run.org_id != nonprofit.org().id:
        return  # only the association bills
    with run.step() as access:
        month = first_of(access.today)
        waiting = bills.waiting(month=month)
        unknown = bills.unknown_clients([one.org_id for one in waiting])
    held_back = [refused for org_id in unknown for refused in introduce(run, org_id)]
    give_credits(run.org_id, run.clock)
    ids = [one.instance_id for one in waiting]
    held_back += [
        refused
        for start in range(0, len(ids), BATCH)
        for refused in bill_batch(run, ids[start : start + BATCH], done=start, total=len(ids))
    ]
    write_papers(run.org_id, run.clock)
    with run.step() as access:
        named = billing.held_back(access, job_id=run.job_id, refused=held_back)
    if named:
        raise BillsHeldBack(clients=named)  # the others are billed; the page of bills says who waits, and why


def introduce(run: jobs.Run, org_id: UUID) -> list[HeldBack]:
    """The condominium says itself to whom its bill goes; where it cannot, the others do not wait for it."""
    try:
        with boundary.within(org_id):
            clients.introduce(accesses.as_system(org_id=org_id, now=run.clock(), on_behalf_of=run.asked_by_id))
    except Refused as refusal:
        return [HeldBack(org_id, refusal)]
    return []


def bill_batch(run: jobs.Run, instance_ids: list[UUID], *, done: int, total: int) -> list[HeldBack]:
    """Bill some at once. Where one is refused, each on its own, so that nobody waits for it; returns who, and why."""
    try:
        with run.step(done=done + len(instance_ids), total=total) as access:
            billing.bill_instances(access, instance_ids=instance_ids)
    except Refused as refusal:
        if len(instance_ids) == 1:
            return [HeldBack(instance_ids[0], refusal)]
        return [
            one
            for number, instance_id in enumerate(instance_ids)
            for one in bill_batch(run, [instance_id], done=done + number, total=total)
        ]
    return []


def give_credits(org_id: UUID, clock: Clock) -> int:
    """What outages give back, before the bills from which it comes off. Returns how many condominiums got some."""
    with boundary.within(org_id):
        months = [month for month, _found in outages.months(accesses.as_system(org_id=org_id, now=clock()))]
        due = [(month, instance_id) for month in months for instance_id in outages.waiting(month)]
    given = 0
    for month, instance_id in due:
        with boundary.within(org_id):
            access = accesses.as_system(org_id=org_id, now=clock())
            given += giving.give(access, instance_id=instance_id, month=month) is not None
    return given


def write_papers(org_id: UUID, clock: Clock) -> None:
    """The papers that are not written yet, and the copies that are not handed over."""
    with boundary.within(org_id):
        unwritten = papers.unwritten()
    for bill_id in unwritten:
        with boundary.within(org_id):
            papers.write(accesses.as_system(org_id=org_id, now=clock()), bill_id=bill_id)
    with boundary.within(org_id):
        uncopied = papers.uncopied()
    for bill_id, client_id in uncopied:
        hand_over(org_id, bill_id, client_id, clock)


def hand_over(org_id: UUID, bill_id: UUID, client_id: UUID, clock: Clock) -> None:
    """One copy: read inside the association, kept inside the condominium."""
    with boundary.within(org_id):
        pdf = papers.content(accesses.as_system(org_id=org_id, now=clock()), bill_id=bill_id)
    with boundary.within(client_id):
        papers.hand_over(accesses.as_system(org_id=client_id, now=clock()), bill_id=bill_id, pdf=pdf)


@app.periodic(cron="*/5 * * * *")
@app.task(name="koprogo.follow_payments", retry=RetryStrategy(max_attempts=jobs.MAX_ATTEMPTS, exponential_wait=5))
def follow_payments(timestamp: int) -> None:
    """What was confirmed at the bank is paid before its client, too. Nothing where nobody is hosted."""
    org = nonprofit.org_or_none() if settings.KOPROGO_HOSTING else None
    if org is not None:
        with boundary.within(org.id):
            billing.follow(accesses.as_system(org_id=org.id, now=datetime.fromtimestamp(timestamp, UTC)))


@app.periodic(cron="15 4,12 * * *")
@app.task(name="koprogo.follow_bills", retry=RetryStrategy(max_attempts=jobs.MAX_ATTEMPTS, exponential_wait=5))
def follow_bills(timestamp: int) -> None:
    """What outages give back, what was paid since, then the reminders of the day. Nothing where nobody is hosted."""
    org = nonprofit.org_or_none() if settings.KOPROGO_HOSTING else None
    if org is None:
        return
    now = datetime.fromtimestamp(timestamp, UTC)
    if give_credits(org.id, lambda: now):
        write_papers(org.id, lambda: now)
    with boundary.within(org.id):
        access = accesses.as_system(org_id=org.id, now=now)
        billing.follow(access)
        papers.remind(access)
