"""The long work of settlements: letters, one owner at a time."""

from koprogo.platform import jobs
from koprogo.settlements.operations import letters
from koprogo.settlements.operations.issue import WRITE_LETTERS


@jobs.job(WRITE_LETTERS)
def write_letters(run: jobs.Run) -> None:
    """Write the letters that are not written yet; a job that is run again goes on where it stopped."""
    assert run.subject_id is not None
    with run.step() as access:
        waiting = letters.unwritten(access, settlement_id=run.subject_id)
        done = letters.written(access, settlement_id=run.subject_id)
    for number, notice_id in enumerate(waiting, done + 1):
        with run.step(done=number, total=done + len(waiting)) as access:
            letters.write(access, notice_id=notice_id)
    with run.step() as access:
        letters.batch(access, settlement_id=run.subject_id)
