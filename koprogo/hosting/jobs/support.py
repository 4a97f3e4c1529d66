"""What a client wrote is handed over: its attachments to the association, a word to whoever runs the cloud."""

from django.conf import settings

from koprogo.hosting.operations import support
from koprogo.hosting.operations.support import DELIVER
from koprogo.hosting.queries import nonprofit
from koprogo.platform import access as accesses
from koprogo.platform import boundary, jobs


@jobs.job(DELIVER)
def deliver(run: jobs.Run) -> None:
    """Read inside the condominium, keep inside the association, once; run again it finds it done."""
    assert run.subject_id is not None
    with run.step() as access:
        papers = support.papers_of(access, message_id=run.subject_id)
    org = nonprofit.org_or_none() if settings.KOPROGO_HOSTING else None
    if papers is None or org is None:
        return
    with boundary.within(org.id):
        inside = accesses.as_system(org_id=org.id, now=run.clock())
        support.receive(inside, message_id=run.subject_id, papers=papers)
    with run.step(done=1, total=1):
        pass
