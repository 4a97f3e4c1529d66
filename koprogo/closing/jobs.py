"""The long work of the two ends of a year: papers."""

from koprogo.closing.operations import dossier, sheet
from koprogo.closing.queries.takeover import CONTROL_SHEET
from koprogo.closing.queries.year import DOSSIER
from koprogo.platform import jobs


@jobs.job(CONTROL_SHEET)
def write_control_sheet(run: jobs.Run) -> None:
    """Write the control sheet of a take-over."""
    assert run.subject_id is not None
    with run.step(done=1, total=1) as access:
        sheet.write(access, takeover_id=run.subject_id)


@jobs.job(DOSSIER)
def write_dossier(run: jobs.Run) -> None:
    """Write the papers of a closing."""
    assert run.subject_id is not None
    with run.step(done=1, total=1) as access:
        dossier.write(access, closing_id=run.subject_id)
