"""The audit trail: written by the operation itself, in its own transaction, kept by the database."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Q

from koprogo.platform.access import Access
from koprogo.platform.models import AuditLine

#: PostgreSQL takes 65 535 parameters in one statement.
ROWS_PER_INSERT = 4_000


def record(access: Access, action: str, subject_id: UUID | None = None, **facts: object) -> None:
    """Write one line: ``action`` as ``context.verb_done``; ``facts`` are plain values."""
    _line(access, action, subject_id, facts).save(force_insert=True)


def record_many(access: Access, action: str, told: Iterable[tuple[UUID, Mapping[str, object]]]) -> None:
    """Write one line for each (subject, facts) of an act done to many at once, in one statement each 4 000."""
    rows = [_line(access, action, subject_id, facts) for subject_id, facts in told]
    AuditLine.objects.bulk_create(rows, batch_size=ROWS_PER_INSERT)


def _line(access: Access, action: str, subject_id: UUID | None, facts: Mapping[str, object]) -> AuditLine:
    return AuditLine(
        org_id=access.org_id,
        at=access.now,
        person_id=access.person_id,
        person_name=access.person_name,
        action=action,
        subject_id=subject_id,
        facts={key: _plain(value) for key, value in facts.items()},
    )


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return str(value)


#: Who asked, helped or reported among the neighbours is no business of the offices; what was switched on is.
PRIVATE, SHARED = "neighbours.", "neighbours.module_"
OF_RESIDENTS = Q(action__startswith=PRIVATE) & ~Q(action__startswith=SHARED)


def lines(access: Access, *, limit: int = 100, offset: int = 0) -> list[AuditLine]:
    """The lines of the building that its offices may read, the newest first (one query)."""
    found = AuditLine.objects.filter(~OF_RESIDENTS, org_id=access.org_id).order_by("-at", "-id")
    return list(found[offset : offset + limit])


def latest(access: Access, *, subject_id: UUID, actions: Iterable[str]) -> str:
    """Which of some acts was the last one done to one thing; empty when none was (one query)."""
    found = AuditLine.objects.filter(org_id=access.org_id, subject_id=subject_id, action__in=list(actions))
    return found.order_by("-at", "-id").values_list("action", flat=True).first() or ""
