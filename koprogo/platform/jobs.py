"""Long work: enqueued in the transaction that asks for it, done by the worker in steps, shown by a page.

A job is written so that it can be run again: each step is its own transaction and skips what is already done.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from koprogo.platform import access as accesses
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.platform.models import Job

Work = Callable[["Run"], None]
_works: dict[str, Work] = {}
MAX_ATTEMPTS = 4


@dataclass(slots=True)
class Run:
    """One run of one job: opens a transaction per step and keeps the progress that people see."""

    org_id: UUID
    job_id: UUID
    subject_id: UUID | None
    args: dict[str, Any]
    asked_by_id: UUID | None
    clock: Callable[[], datetime]

    @contextmanager
    def step(self, *, done: int | None = None, total: int | None = None) -> Iterator[Access]:
        """One transaction inside the boundary; ``done``/``total`` are written with it."""
        with boundary.within(self.org_id):
            now = self.clock()
            yield accesses.as_system(org_id=self.org_id, now=now, on_behalf_of=self.asked_by_id)
            changes = {k: v for k, v in (("done", done), ("total", total)) if v is not None}
            if changes:
                Job.objects.filter(org_id=self.org_id, id=self.job_id).update(**changes)


def job(kind: str) -> Callable[[Work], Work]:
    """Name the function that does one kind of work. The kind is ``context.work``."""

    def register(work: Work) -> Work:
        assert kind not in _works or _works[kind].__qualname__ == work.__qualname__, f"two jobs named {kind}"
        _works[kind] = work
        return work

    return register


def kinds() -> list[str]:
    """Every kind of job the product knows (the walking test goes through them)."""
    return sorted(_works)


def enqueue(
    access: Access,
    kind: str,
    *,
    subject_id: UUID | None = None,
    args: dict[str, Any] | None = None,
    total: int = 0,
    at: datetime | None = None,
) -> Job:
    """Ask for work, in the caller's transaction: no commit, no job. ``args`` carries ids only, never amounts."""
    row = Job.objects.create(
        org_id=access.org_id,
        kind=kind,
        subject_id=subject_id,
        args=args or {},
        total=total,
        asked_by_id=access.person_id,
        asked_at=access.now,
    )
    _defer(access.org_id, row.id, kind, at)
    return row


def again(access: Access, *, job_id: UUID) -> Job:
    """Put a failed job back into the queue."""
    row = Job.objects.select_for_update(no_key=True).get(org_id=access.org_id, id=job_id)
    if row.state == Job.State.FAILED:
        row.state, row.problem = Job.State.QUEUED, ""
        row.save(update_fields=["state", "problem"])
        _defer(access.org_id, row.id, row.kind, None)
    return row


def answer(access: Access, *, job_id: UUID, **told: Any) -> None:
    """Keep with a job what it found out, for the page that shows it: plain values."""
    row = Job.objects.select_for_update(no_key=True).get(org_id=access.org_id, id=job_id)
    row.args = row.args | told
    row.save(update_fields=["args"])


def get(access: Access, *, job_id: UUID) -> Job | None:
    """One job of the building, as a page shows it."""
    return Job.objects.filter(org_id=access.org_id, id=job_id).first()


def of_subject(access: Access, *, subject_id: UUID, kind: str) -> Job | None:
    """The newest job of one kind about one thing."""
    found = Job.objects.filter(org_id=access.org_id, subject_id=subject_id, kind=kind)
    return found.order_by("-asked_at", "-id").first()


def failed(access: Access, *, limit: int = 100) -> list[Job]:
    """The jobs of the building that stopped, the newest first."""
    found = Job.objects.filter(org_id=access.org_id, state=Job.State.FAILED)
    return list(found.order_by("-asked_at", "-id")[:limit])


def _defer(org_id: UUID, job_id: UUID, kind: str, at: datetime | None) -> None:
    # One job of a kind at a time in a building. A job for later takes no lock: it would hold back the queue behind it.
    options: dict[str, Any] = {"schedule_at": at} if at else {"lock": f"{org_id}:{kind}"}
    # On Django's own connection, also in the worker, whose queue has another one: there the entry would be taken before
    # the job it names is there.
    queue = JobManager(DjangoConnector())
    configure_task(name=run_job.name, job_manager=queue, **options).defer(org_id=str(org_id), job_id=str(job_id))


@app.task(name="koprogo.run_job", retry=RetryStrategy(max_attempts=MAX_ATTEMPTS, exponential_wait=5), pass_context=True)
def run_job(context: Any, org_id: str, job_id: str) -> None:
    """The one task of the queue: find the work by its kind and run it."""
    attempts = 0 if context is None else context.job.attempts
    if attempts >= MAX_ATTEMPTS:
        # Its last attempt never came back: whatever ended the worker must not end it for ever.
        _give_up(UUID(org_id), UUID(job_id), problem="the worker was ended while this ran", at=datetime.now(UTC))
        return
    perform(UUID(org_id), UUID(job_id), last_attempt=context is None or attempts >= MAX_ATTEMPTS - 1)


def _give_up(org_id: UUID, job_id: UUID, *, problem: str, at: datetime) -> None:
    with boundary.within(org_id):
        unfinished = Job.objects.filter(org_id=org_id, id=job_id).exclude(state=Job.State.DONE)
        unfinished.update(state=Job.State.FAILED, problem=problem, ended_at=at)


def perform(
    org_id: UUID, job_id: UUID, *, last_attempt: bool = True, clock: Callable[[], datetime] | None = None
) -> None:
    """Run one job now. On failure it is marked failed after the last attempt and the error goes on to the queue."""
    tick = clock or (lambda: datetime.now(UTC))
    with boundary.within(org_id):
        row = Job.objects.select_for_update(no_key=True).filter(org_id=org_id, id=job_id).first()
        if row is None or row.state == Job.State.DONE:
            return  # done by an earlier delivery, or restored from a backup older than the queue
        row.state = Job.State.RUNNING
        row.save(update_fields=["state"])
    run = Run(org_id, job_id, row.subject_id, row.args, row.asked_by_id, tick)
    try:
        _works[row.kind](run)
    except Exception as error:
        with boundary.within(org_id):
            state = Job.State.FAILED if last_attempt else Job.State.QUEUED
            Job.objects.filter(org_id=org_id, id=job_id).update(
                state=state, problem=f"{type(error).__name__}: {error}"[:2000], ended_at=tick()
            )
        raise
    with boundary.within(org_id):
        Job.objects.filter(org_id=org_id, id=job_id).update(state=Job.State.DONE, ended_at=tick(), problem="")


def waiting(*, until: datetime) -> list[tuple[int, UUID, UUID]]:
    """(queue id, org, job) of what may run by then, oldest first: for whoever runs jobs inline."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, args->>'org_id', args->>'job_id' FROM procrastinate_jobs WHERE status = 'todo'"
            " AND task_name = 'koprogo.run_job' AND (scheduled_at IS NULL OR scheduled_at <= %s) ORDER BY id",
            [until],
        )
        return [(row[0], UUID(row[1]), UUID(row[2])) for row in cursor.fetchall()]


def run_waiting(*, until: datetime | None = None, clock: Callable[[], datetime] | None = None) -> int:
    """Run everything that waits, in this process, in order. Returns how many ran."""
    limit = until or (clock() if clock else datetime.now(UTC)) + timedelta(seconds=1)
    count = 0
    while todo := waiting(until=limit):
        for queue_id, org_id, job_id in todo:
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s AND status = 'todo'", [queue_id])
                taken = cursor.rowcount == 1
            if taken:
                perform(org_id, job_id, clock=clock)
                count += 1
    return count
