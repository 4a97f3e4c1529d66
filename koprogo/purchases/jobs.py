"""The long work of purchases: asking the official rules about an electronic invoice."""

from koprogo.platform import jobs
from koprogo.purchases.operations import arrivals
from koprogo.purchases.queries.arrivals import JUDGE
from koprogo.purchases.rules.ubl import inspection


@jobs.job(JUDGE)
def judge_arrival(run: jobs.Run) -> None:
    """Ask the rules outside of any transaction, they take seconds; then write what they said and make the draft."""
    assert run.subject_id is not None
    with run.step(done=0, total=2) as access:
        data = arrivals.waiting_bytes(access, arrival_id=run.subject_id)
    if data is None:
        return
    found = inspection.findings(data)
    with run.step(done=2, total=2) as access:
        arrivals.settle(access, arrival_id=run.subject_id, found=found)
