"""The long work of the bank: files that are too large for one page."""

from koprogo.banking.models import FileImport
from koprogo.banking.operations import importing
from koprogo.platform import jobs


@jobs.job(importing.IMPORT_FILE)
def import_file(run: jobs.Run) -> None:
    """Take in one kept file; a job that is run again finds it taken in."""
    assert run.subject_id is not None
    with run.step() as access:
        movements = importing.import_kept(access, import_id=run.subject_id)
    with run.step(done=movements, total=movements):
        assert FileImport.objects.filter(id=run.subject_id).exclude(state=FileImport.State.QUEUED).exists()
