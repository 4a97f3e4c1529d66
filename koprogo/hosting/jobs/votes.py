"""A vote is counted when its days are over, whether anybody looks or not."""

from koprogo.hosting.operations import proposals
from koprogo.hosting.operations.proposals import CLOSE_VOTE
from koprogo.hosting.queries.proposals import running
from koprogo.platform import jobs


@jobs.job(CLOSE_VOTE)
def close_vote(run: jobs.Run) -> None:
    """Count one vote; run again, or after the board counted it, it finds it done."""
    assert run.subject_id is not None
    with run.step(done=1, total=1) as access:
        number = running(access, proposal_id=run.subject_id)
        if number:
            proposals.close(access, number=number)
