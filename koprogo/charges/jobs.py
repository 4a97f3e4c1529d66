"""The long work of calls: letters and mails, one owner at a time."""

from koprogo.charges.operations import corrections, letters, statements
from koprogo.charges.operations.calls import SEND_CALL
from koprogo.charges.operations.corrections import CANCEL_LETTERS
from koprogo.charges.queries.statements import WRITE
from koprogo.platform import jobs


@jobs.job(SEND_CALL)
def send_call(run: jobs.Run) -> None:
    """Write the letters that are not written yet; a job that is run again goes on where it stopped."""
    assert run.subject_id is not None
    with run.step() as access:
        waiting = letters.unwritten(access, call_id=run.subject_id)
        done = letters.written(access, call_id=run.subject_id)
    for number, notice_id in enumerate(waiting, done + 1):
        with run.step(done=number, total=done + len(waiting)) as access:
            letters.write(access, notice_id=notice_id)
    with run.step() as access:
        letters.batch(access, call_id=run.subject_id)


@jobs.job(CANCEL_LETTERS)
def cancel_letters(run: jobs.Run) -> None:
    """Tell each owner of a cancelled call; a job that is run again goes on where it stopped."""
    assert run.subject_id is not None
    with run.step() as access:
        waiting = corrections.untold(access, call_id=run.subject_id)
        done = corrections.told(access, call_id=run.subject_id)
    for number, notice_id in enumerate(waiting, done + 1):
        with run.step(done=number, total=done + len(waiting)) as access:
            corrections.tell(access, notice_id=notice_id)


@jobs.job(WRITE)
def write_statement(run: jobs.Run) -> None:
    """Write one owner's statement of account."""
    assert run.subject_id is not None
    with run.step(done=1, total=1) as access:
        statements.write(access, party_id=run.subject_id, year=int(run.args["year"]))
