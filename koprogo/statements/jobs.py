"""The long work of statements: papers, and the file of a whole year."""

from koprogo.platform import jobs
from koprogo.statements.operations import account_paper, papers, year_file
from koprogo.statements.queries.kept import ACCOUNT, PAPER, YEAR
from koprogo.statements.rules.kinds import Statement


@jobs.job(PAPER)
def write_paper(run: jobs.Run) -> None:
    """Write one statement as a PDF; run again, it finds it written."""
    statement, from_on, to_on = papers.parsed(run.args)
    with run.step(done=1, total=1) as access:
        papers.write(access, statement=statement, from_on=from_on, to_on=to_on)


@jobs.job(ACCOUNT)
def write_account(run: jobs.Run) -> None:
    """Write the ledger of one account as a PDF; run again, it finds it written."""
    asked = account_paper.parsed(run.args)
    with run.step(done=1, total=1) as access:
        account_paper.write(access, asked=asked)


@jobs.job(YEAR)
def write_year(run: jobs.Run) -> None:
    """Write every paper of a year, one step each, then the archive; run again, it goes on where it stopped."""
    assert run.subject_id is not None
    for done, statement in enumerate(Statement, 1):
        with run.step(done=done, total=year_file.STEPS) as access:
            year_file.write_statement(access, year_id=run.subject_id, statement=statement)
    with run.step(done=year_file.STEPS, total=year_file.STEPS) as access:
        year_file.write(access, year_id=run.subject_id)
