"""The long work of the building: large imports."""

from koprogo.condominiums.operations.imports.take_in import IMPORT_WORKBOOK, take_in
from koprogo.condominiums.queries import imports
from koprogo.platform import jobs


@jobs.job(IMPORT_WORKBOOK)
def import_workbook(run: jobs.Run) -> None:
    """Do a large import, whole or not at all; a job that is run again finds it done."""
    assert run.subject_id is not None
    with run.step() as access:
        row = imports.get(access, import_id=run.subject_id)
        lots = len(imports.prepared(access, row=row).plan.lots) if row.state == row.State.READ else 0
    if lots:
        with run.step(done=lots, total=lots) as access:
            take_in(access, import_id=run.subject_id)
