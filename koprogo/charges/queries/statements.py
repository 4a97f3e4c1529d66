"""Statements of account that were written, and those being written."""

from dataclasses import dataclass
from uuid import UUID

from koprogo.platform import jobs
from koprogo.platform.access import Access
from koprogo.platform.models import Job, StoredFile

WRITE = "charges.write_statement"


def name(year: int) -> str:
    """How the file of a year begins."""
    return f"releve-{year}-"


def latest(access: Access, *, party_id: UUID, year: int) -> StoredFile | None:
    """The newest statement of a year that was written."""
    found = StoredFile.objects.filter(org_id=access.org_id, subject_id=party_id, name__startswith=name(year))
    return found.order_by("-stored_at").first()


@dataclass(frozen=True, slots=True)
class Written:
    """The statement of one party for a year: the kept file, and the work under way if there is any."""

    party_id: UUID
    stored: StoredFile | None
    job: Job | None


def of_party(access: Access, *, party_id: UUID, year: int) -> Written:
    """What the page of an account says of its statement (two statements of SQL)."""
    job = jobs.of_subject(access, subject_id=party_id, kind=WRITE)
    return Written(party_id, latest(access, party_id=party_id, year=year), job)
