"""The long work of the bank: files that are too large for one page."""

from koprogo.banking.operations import importing
from koprogo.platform import jobs


@jobs.job(importing.IMPORT_FILE)
def import_file(run: jobs.Run) -> None:
    """Take in one kept file, all of it in one transaction; a job that is run again finds it taken in."""
    assert run.subject_id is not None
    with run.step(done=1, total=1) as access:
        importing.import_kept(access, import_id=run.subject_id)
