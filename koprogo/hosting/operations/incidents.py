"""Incidents and announced work: published, followed by notes, ended. What was said stays said."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.models import Incident, IncidentNote
from koprogo.hosting.rules import incidents as rules
from koprogo.hosting.rules.incidents import IncidentKind, Words
from koprogo.kernel.refusals import NotFound
from koprogo.platform import audit
from koprogo.platform.access import Access, act


@act("hosting.incident_published", needs=Right.RUN_HOSTING)
def publish(
    access: Access,
    *,
    kind: IncidentKind,
    words: Words,
    others: Mapping[str, Words] | None = None,
    starts_at: datetime,
    ends_at: datetime | None = None,
) -> Incident:
    """Tell everybody of an outage, or of work to come, in French and in any of the other ``LANGUAGES``.

    Raises IncidentEmpty, MaintenancePast, OutageAhead, IncidentOver.
    """
    also = rules.others(others or {})
    if not words.text.strip() and any(one.text.strip() for one in also.values()):
        raise rules.IncidentEmpty(field="text")
    rules.check(kind, words.title, starts_at=starts_at, ends_at=ends_at, now=access.now)
    row = Incident.objects.create(
        org_id=access.org_id,
        kind=kind.value,
        title=words.title.strip()[:120],
        language=rules.FIRST,
        titles={code: one.title.strip()[:120] for code, one in also.items() if one.title.strip()},
        starts_at=starts_at,
        ended_at=ends_at,
        announced_at=access.now,
    )
    if words.text.strip():
        _write(access, row, words.text, {code: one.text for code, one in also.items()})
    audit.record(access, "hosting.incident_published", row.id, kind=kind.value, title=row.title)
    return row


@act("hosting.incident_noted", needs=Right.RUN_HOSTING)
def note(access: Access, *, incident_id: UUID, text: str, texts: Mapping[str, str] | None = None) -> IncidentNote:
    """Say more about an incident, also after its end; ``texts``: the same in other languages. Raises NotFound,
    IncidentEmpty."""
    row = _locked(access, incident_id)
    if not text.strip():
        raise rules.IncidentEmpty(field="text")
    said = _write(access, row, text, texts or {})
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


def _write(access: Access, row: Incident, text: str, texts: Mapping[str, str]) -> IncidentNote:
    return IncidentNote.objects.create(
        org_id=access.org_id,
        incident=row,
        text=text.strip()[:2_000],
        texts={code: said.strip()[:2_000] for code, said in texts.items() if code in rules.OTHERS and said.strip()},
        at=access.now,
        by=access.person_name,
    )
