"""The long work of the control of the accounts: the paper of a signed report."""

from koprogo.auditing.operations import report
from koprogo.auditing.queries.reports import WRITE
from koprogo.platform import jobs


@jobs.job(WRITE)
def write_report(run: jobs.Run) -> None:
    """Write and keep the paper, once."""
    assert run.subject_id is not None
    with run.step(done=1, total=1) as access:
        report.keep(access, report_id=run.subject_id)
