"""The long work of assemblies: one letter or mail at a time; run again, it goes on where it stopped."""

from koprogo.assemblies.operations import letters, receipts, send_minutes, written_mails
from koprogo.assemblies.operations.convene import PAPERS, SEND_CONVOCATION
from koprogo.assemblies.operations.receipts import SEND_RECEIPTS
from koprogo.assemblies.operations.send_minutes import SEND as SEND_MINUTES
from koprogo.assemblies.operations.written import PAPERS as WRITTEN_PAPERS
from koprogo.assemblies.operations.written import SEND_WRITTEN
from koprogo.platform import jobs


@jobs.job(SEND_CONVOCATION)
def send_convocation(run: jobs.Run) -> None:
    """Write the letters that are not written yet, post the mails, then lay out the papers for the post."""
    assert run.subject_id is not None
    with run.step() as access:
        waiting = letters.unwritten(access, convocation_id=run.subject_id)
        done = letters.written(access, convocation_id=run.subject_id)
    total = done + len(waiting) + PAPERS
    for number, recipient_id in enumerate(waiting, done + 1):
        with run.step(done=number, total=total) as access:
            letters.write(access, recipient_id=recipient_id)
    with run.step(done=total, total=total) as access:
        letters.papers(access, convocation_id=run.subject_id)


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
        total = send_minutes.batch(access, minutes_id=run.subject_id)
    with run.step(done=total, total=total):
        pass


@jobs.job(SEND_RECEIPTS)
def send_receipts(run: jobs.Run) -> None:
    """Mail those who voted on a phone their own ballots as they were counted, once."""
    assert run.subject_id is not None
    with run.step() as access:
        people = receipts.waiting(access, assembly_id=run.subject_id)
    for number, person_id in enumerate(people, 1):
        with run.step(done=number) as access:
            receipts.send(access, assembly_id=run.subject_id, person_id=person_id)


@jobs.job(SEND_WRITTEN)
def send_written(run: jobs.Run) -> None:
    """Write the letters of a decision in writing that are not written yet, mail those who take mail, lay the others
    in one file to print."""
    assert run.subject_id is not None
    with run.step() as access:
        waiting = written_mails.unwritten(access, decision_id=run.subject_id)
        done = written_mails.written(access, decision_id=run.subject_id)
    total = done + len(waiting) + WRITTEN_PAPERS
    for number, recipient_id in enumerate(waiting, done + 1):
        with run.step(done=number, total=total) as access:
            written_mails.write(access, recipient_id=recipient_id)
    with run.step(done=total, total=total) as access:
        written_mails.batch(access, decision_id=run.subject_id)
