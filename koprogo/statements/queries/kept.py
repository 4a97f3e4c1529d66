"""Papers of statements that were written, and files of whole years."""

import hashlib
from typing import Protocol
from uuid import UUID

from koprogo.kernel.refusals import NotFound
from koprogo.ledger.queries import entries
from koprogo.platform.access import Access
from koprogo.platform.models import StoredFile
from koprogo.statements.rules.periods import Year

#: The kinds of work of this context.
PAPER = "statements.write_paper"
YEAR = "statements.write_year"
ACCOUNT = "statements.write_account"


def paper(access: Access, *, name: UUID) -> StoredFile | None:
    """The paper of some figures, by their name (one query)."""
    return StoredFile.objects.filter(org_id=access.org_id, subject_id=name).order_by("-stored_at").first()


class YearRow(Year, Protocol):
    """A financial year with its row."""

    @property
    def id(self) -> UUID: ...


def year(access: Access, *, code: str = "", year_id: UUID | None = None) -> YearRow:
    """One financial year by its code or its row (one query). Raises NotFound."""
    for one in entries.fiscal_years(access):
        if one.id == year_id or (code and one.code == code):
            return one
    raise NotFound(what="year")


def latest(access: Access, *, year_id: UUID) -> StoredFile | None:
    """The newest archive of a year (one query)."""
    return StoredFile.objects.filter(org_id=access.org_id, subject_id=year_id).order_by("-stored_at", "-id").first()


def archive(access: Access, *, year_id: UUID, data: bytes) -> StoredFile | None:
    """The archive of a year that holds exactly these bytes (one query)."""
    found = StoredFile.objects.filter(org_id=access.org_id, subject_id=year_id, sha256=hashlib.sha256(data).hexdigest())
    return found.first()
