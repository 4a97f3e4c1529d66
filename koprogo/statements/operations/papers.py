"""A statement as a paper: asked for by a page, written by the worker and kept; the same figures are written once."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import override

from koprogo.banking.rules.up_to_date import UpToDate
from koprogo.condominiums.queries import building
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel import enterprise_number
from koprogo.kernel.refusals import NotAllowed, NotFound
from koprogo.platform import audit, files, jobs
from koprogo.platform.access import Access, act
from koprogo.platform.models import Job, StoredFile
from koprogo.statements.documents import paper
from koprogo.statements.documents.paper import Identity
from koprogo.statements.documents.sheet import Sheet
from koprogo.statements.operations import compose
from koprogo.statements.queries import kept
from koprogo.statements.rules.kinds import BY_NAME, Statement

LANGUAGES = ("fr", "nl", "de", "en")
#: A paper takes seconds: after this long the work is taken for lost, and may be asked for again.
PATIENCE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Paper:
    """One statement as a paper: its figures' name, the kept file if it is written, the work under way if there is."""

    name: UUID
    stored: StoredFile | None
    job: Job | None


def check(access: Access, statement: Statement) -> None:
    """Refuse a paper of everybody to who may not see every account. Raises NotAllowed."""
    if statement in BY_NAME and not access.may(Right.SEE_ALL_ACCOUNTS):
        raise NotAllowed(needs=Right.SEE_ALL_ACCOUNTS)


def find(access: Access, *, statement: Statement, from_on: date, to_on: date) -> Paper:
    """Whether the paper of these figures, as they are now, exists already. Raises NotAllowed, UpsideDown."""
    check(access, statement)
    sheet, until, _known = compose.of_days(access, statement, from_on=from_on, to_on=to_on)
    name = sheet.fingerprint(access.org_id, until.until)
    stored = kept.paper(access, name=name)
    return Paper(name, stored, None if stored else jobs.of_subject(access, subject_id=name, kind=kept.PAPER))


@act("statements.paper_asked", needs=Right.SEE_BOOKS)
def ask(access: Access, *, statement: Statement, from_on: date, to_on: date) -> Paper:
    """Ask for the paper of a statement. Written or under way: nothing is added. Raises NotAllowed, UpsideDown."""
    found = find(access, statement=statement, from_on=from_on, to_on=to_on)
    if found.stored is not None or (found.job is not None and under_way(found.job, access.now)):
        return found
    args = {"statement": statement.value, "from": from_on.isoformat(), "to": to_on.isoformat()}
    job = jobs.enqueue(access, kept.PAPER, subject_id=found.name, args=args, total=1)
    audit.record(access, "statements.paper_asked", found.name, name=statement.value, from_on=from_on, to_on=to_on)
    return Paper(found.name, None, job)


def under_way(job: Job, now: datetime) -> bool:
    """Whether a job still works, or waits and is not given up."""
    return job.state in (Job.State.QUEUED, Job.State.RUNNING) and now < job.asked_at + PATIENCE


@act("statements.paper_written", needs=Right.SEE_ALL_ACCOUNTS)
def write(access: Access, *, statement: Statement, from_on: date, to_on: date) -> StoredFile:
    """Write and keep the paper of a statement, in the language of the association; once for the same figures."""
    head = building.head(access)
    language = head.language if head.language in LANGUAGES else "fr"
    with override(language):
        sheet, until, _known = compose.of_days(access, statement, from_on=from_on, to_on=to_on)
        return keep(access, sheet, until=until, identity=identity_of(head, language), language=language)


def keep(access: Access, sheet: Sheet, *, until: UpToDate, identity: Identity, language: str) -> StoredFile:
    """The kept paper of a sheet, written now if it is not there yet. The language is the one that is set."""
    name = sheet.fingerprint(access.org_id, until.until)
    before = kept.paper(access, name=name)
    if before is not None:
        return before
    stored = files.keep(
        access,
        data=paper.write(sheet, identity=identity, language=language, written_on=access.today),
        name=f"{file_stem(sheet)}.pdf",
        retention=StoredFile.Retention.ACCOUNTING,
        subject_id=name,
    )
    audit.record(access, "statements.paper_written", name, name=stored.name, file=stored.id)
    return stored


def file_stem(sheet: Sheet) -> str:
    """How the files of a sheet begin: bilan-2026-12-31, balance-2026-01-01-2026-12-31."""
    days = f"{sheet.from_on}-{sheet.to_on}" if sheet.kind not in compose.OF_A_DAY else f"{sheet.to_on}"
    return f"{sheet.kind}-{days}"


def identity_of(head: building.CondominiumHead, language: str) -> Identity:
    """Who the papers are of, as the law wants it on each (CC 3.86 § 1)."""
    number = enterprise_number.pretty(head.enterprise_number) if head.enterprise_number else ""
    streets = tuple(filter(None, (head.street, head.street_2))) or (head.name_in(language),)
    return Identity(
        legal_name=head.legal_name(language),
        name=head.name_in(language),
        address=head.address,
        number=number,
        syndic=head.syndic_name,
        streets=streets,
        house_number=head.house_number,
    )


def parsed(args: dict[str, object]) -> tuple[Statement, date, date]:
    """What a job was asked, from its arguments. Raises NotFound when they name no statement."""
    try:
        days = date.fromisoformat(str(args["from"])), date.fromisoformat(str(args["to"]))
        return (Statement(str(args["statement"])), *days)
    except (KeyError, ValueError) as error:
        raise NotFound(what="statement") from error
