"""The worker: what one left behind when it was killed is done by the next, and not for ever."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from procrastinate import App, utils
from procrastinate.contrib.django import app as queues
from procrastinate.testing import InMemoryConnector

from koprogo.platform import boundary, jobs
from koprogo.platform import mail as jobs_mail
from koprogo.platform.models import Job
from koprogo.site import worker
from koprogo.testing import casting
from koprogo.testing.casting import Role


async def _left_behind(queue: App, *, silent_seconds: float) -> None:
    """Take a job as a worker does, and never come back."""
    async with queue.open_async():
        number = await queue.job_manager.register_worker()
        assert await queue.job_manager.fetch_job(None, number)
        connector: Any = queue.connector
        connector.workers[number] = utils.utcnow() - timedelta(seconds=silent_seconds)


@pytest.mark.parametrize(("silent_seconds", "done"), [(worker.GONE_SECONDS + 5, ["letter"]), (0, [])])
def test_only_the_jobs_of_a_silent_worker_are_given_back(silent_seconds: float, done: list[str]) -> None:
    queue, seen = App(connector=InMemoryConnector()), []

    @queue.task(name="letter", lock="building")
    def letter() -> None:
        seen.append("letter")

    letter.defer()
    asyncio.run(_left_behind(queue, silent_seconds=silent_seconds))
    worker.run(queue, wait=False)
    assert seen == done


@pytest.mark.django_db
def test_a_job_that_ended_every_worker_stops_and_is_shown() -> None:
    access = casting.access_as(Role.SYNDIC, casting.org())
    with boundary.within(access.org_id):
        row = jobs.enqueue(access, jobs.kinds()[0])
    context: Any = type("Context", (), {"job": type("Taken", (), {"attempts": jobs.MAX_ATTEMPTS})})
    jobs.run_job.func(context, str(access.org_id), str(row.id))
    with boundary.within(access.org_id):
        (found,) = jobs.failed(access)
        assert (found.id, found.problem) == (row.id, "the worker was ended while this ran")
        assert jobs.again(access, job_id=row.id).state == Job.State.QUEUED


@pytest.mark.django_db
def test_a_job_asked_for_by_a_job_is_in_its_transaction() -> None:
    """In the worker the queue has a connection of its own; an entry written there would be taken before its job is."""
    access = casting.access_as(Role.SYNDIC, casting.org())
    before = len(jobs.waiting(until=casting.NOW))
    with queues.replace_connector(InMemoryConnector()), boundary.within(access.org_id):
        jobs.enqueue(access, jobs_mail.SEND, subject_id=access.org_id)
        assert len(jobs.waiting(until=casting.NOW)) == before + 1
        transaction.set_rollback(True)
    assert len(jobs.waiting(until=casting.NOW)) == before
