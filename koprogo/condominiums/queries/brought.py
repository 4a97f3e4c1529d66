"""A building that comes from elsewhere: whether its place is empty, which tables come in, who is to be invited."""

from datetime import datetime
from typing import Any
from uuid import UUID

from koprogo.condominiums.models import AllocationKey, Condominium, Mandate, Party, PartyPerson
from koprogo.condominiums.queries.access import as_system
from koprogo.platform import boundary, jobs, takeaway
from koprogo.platform.access import Access
from koprogo.platform.bringing import rows
from koprogo.platform.models import AuditLine, Bounded, Mailing, Org, StoredFile

#: What a new building begins with, at most so many rows of each.
_FOUNDING: tuple[type[Bounded], ...] = (Condominium, AllocationKey, Party, PartyPerson, Mandate)
#: What a building may have written of itself before its archive is read.
_OWN = (AuditLine, Mailing, StoredFile)


def tables() -> list[type[Bounded]]:
    """The tables that come in: not those that open doors of the place they come from (``stays``)."""
    return [model for model in takeaway.taken(Org.Kind.CONDOMINIUM) if not _stays(model)]


def _stays(model: type[Bounded]) -> bool:
    return model.stays or bool(getattr(model._meta.app_config, "stays", False))


def in_use(access: Access) -> bool:
    """Whether a building holds more than what it was founded with (two statements)."""
    rest = [model for model in tables() if model not in (*_FOUNDING, *_OWN)]
    if rows.something(access.org_id, rest):
        return True
    counts = [model._default_manager.filter(org_id=access.org_id).values("id")[:2] for model in _FOUNDING]
    return any(len(found) > 1 for found in counts)


def answer(*, org_id: UUID, job_id: UUID, now: datetime) -> dict[str, Any]:
    """What became of an archive: ``brought`` or ``refused`` with their facts, or neither yet."""
    with boundary.within(org_id):
        job = jobs.get(as_system(org_id=org_id, now=now), job_id=job_id)
        return dict(job.args) if job else {}


def to_invite(access: Access, *, job_id: UUID) -> list[UUID]:
    """Who had an access where the building comes from, has a mail address, and neither access nor invitation here."""
    lines = AuditLine.objects.filter(org_id=access.org_id, subject_id=job_id, action="condominiums.building_brought")
    line = lines.first()
    if line is None:
        return []
    ids = [UUID(one) for one in line.facts["had_access"]]
    linked = PartyPerson.objects.filter(org_id=access.org_id).values("party_id")
    sent = Mailing.objects.filter(org_id=access.org_id, purpose="invitation", due_at__gte=line.at)
    found = Party.objects.filter(org_id=access.org_id, id__in=ids).exclude(email="").exclude(id__in=linked)
    invited = set(sent.exclude(state=Mailing.State.RECALLED).values_list("subject_id", flat=True))
    return [one for one in found.order_by("sort_name", "id").values_list("id", flat=True) if one not in invited]
