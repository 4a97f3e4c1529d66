"""The worker: takes jobs from the queue, and gives back to it what a worker held when it was killed.

A killed worker leaves its jobs marked as being done, and the queue holds back every job of the same kind and
building behind them. What it held is known by its heartbeat, which has stopped.
"""

import asyncio
import contextlib
import logging
from typing import Any

from procrastinate.exceptions import ConnectorException

HEARTBEAT_SECONDS, GONE_SECONDS, LOOK_SECONDS = 5.0, 20.0, 5.0
#: The supervisor grants a little more: a job that ends within this time has ended well.
ENDS_SECONDS = 15.0

logger = logging.getLogger(__name__)


async def give_back(queue: Any) -> int:
    """Put the jobs of killed workers back into the queue of an open application. Returns how many.

    A job is written so that it can be run again; each death counts as one attempt.
    """
    count = 0
    for job in await queue.job_manager.get_stalled_jobs(seconds_since_heartbeat=GONE_SECONDS):
        # Another worker may have given it back meanwhile.
        with contextlib.suppress(ConnectorException):
            await queue.job_manager.retry_job(job)
            logger.warning("job %s was left by a worker that is gone; it runs again", job.id)
            count += 1
    return count


async def _keep_giving_back(queue: Any) -> None:
    while True:
        # Without a database the worker itself ends and is started again; this look is not the one to say so.
        with contextlib.suppress(ConnectorException):
            await give_back(queue)
        await asyncio.sleep(LOOK_SECONDS)


async def _work(queue: Any, *, wait: bool, concurrency: int) -> None:
    async with queue.open_async():
        await give_back(queue)
        looking = asyncio.create_task(_keep_giving_back(queue))
        try:
            await queue.run_worker_async(
                name="koprogo",
                wait=wait,
                concurrency=concurrency,
                shutdown_graceful_timeout=ENDS_SECONDS,
                update_heartbeat_interval=HEARTBEAT_SECONDS,
                stalled_worker_timeout=GONE_SECONDS,
            )
        finally:
            looking.cancel()


def run(queue: Any, *, wait: bool = True, concurrency: int = 2) -> None:
    """Work until a signal, or, without ``wait``, until no job is left. ``queue``: procrastinate's application."""
    asyncio.run(_work(queue, wait=wait, concurrency=concurrency))
