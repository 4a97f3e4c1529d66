"""The long work of assemblies: one letter or mail at a time; run again, it goes on where it stopped."""

from koprogo.assemblies.operations import send_minutes
from koprogo.assemblies.operations.send_minutes import SEND as SEND_MINUTES
from koprogo.platform import jobs


@jobs.job(SEND_MINUTES)
def send_the_minutes(run: jobs.Run) -> None:
    """Mail the minutes to those who take mail, and lay the copies for the others in one file to print."""
    assert run.subject_id is not None
    with run.step() as access:
        waiting = send_minutes.waiting(access, minutes_id=run.subject_id)
    for number, recipient_id in enumerate(waiting, 1):
        with run.step(done=number) as access:
            send_minutes.post(access, recipient_id=recipient_id)
    with run.step() as access:
        send_minutes.batch(access, minutes_id=run.subject_id)
