"""Incidents and announced work: published, followed by notes, ended. What was said stays said."""

from datetime import datetime
from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.models import Incident, IncidentNote
from koprogo.hosting.rules import incidents as rules
from koprogo.hosting.rules.incidents import IncidentKind
from koprogo.kernel.refusals import NotFound
from koprogo.platform import audit
from koprogo.platform.access import Access, act


@act("hosting.incident_published", needs=Right.RUN_HOSTING)
def publish(
    access: Access,
    *,
    kind: IncidentKind,
    title: str,
    text: str,
    language: str,
    starts_at: datetime,
    ends_at: datetime | None = None,
) -> Incident:
    """Tell everybody of an outage, or of work to come. ``language``: of its words.

    Raises IncidentEmpty, MaintenancePast, OutageAhead, IncidentOver.
    """
    rules.check(kind, title, starts_at=starts_at, ends_at=ends_at, now=access.now)
    row = Incident.objects.create(
        org_id=access.org_id,
        kind=kind.value,
        title=title.strip()[:120],
        language=language,
        starts_at=starts_at,
        ended_at=ends_at,
        announced_at=access.now,
    )
    if text.strip():
        _write(access, row, text)
    audit.record(access, "hosting.incident_published", row.id, kind=kind.value, title=row.title)
    return row


@act("hosting.incident_noted", needs=Right.RUN_HOSTING)
def note(access: Access, *, incident_id: UUID, text: str) -> IncidentNote:
    """Say more about an incident, also after its end. Raises NotFound, IncidentEmpty."""
    row = _locked(access, incident_id)
    if not text.strip():
        raise rules.IncidentEmpty(field="text")
    said = _write(access, row, text)
    audit.record(access, "hosting.incident_noted", row.id, title=row.title)
    return said


@act("hosting.incident_ended", needs=Right.RUN_HOSTING)
def end(access: Access, *, incident_id: UUID) -> None:
    """An outage is over now. Raises NotFound, IncidentOver."""
    row = _locked(access, incident_id)
    rules.check_end(starts_at=row.starts_at, ended_at=row.ended_at, now=access.now)
    row.ended_at = access.now
    row.save(update_fields=["ended_at"])
    audit.record(access, "hosting.incident_ended", row.id, title=row.title)


def _locked(access: Access, incident_id: UUID) -> Incident:
    row = Incident.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id=incident_id).first()
    if row is None:
        raise NotFound(what="incident")
    return row


def _write(access: Access, row: Incident, text: str) -> IncidentNote:
    return IncidentNote.objects.create(
        org_id=access.org_id, incident=row, text=text.strip()[:2_000], at=access.now, by=access.person_name
    )
