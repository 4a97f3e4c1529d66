"""Mandates: who is in office, until when, and who was."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from koprogo.condominiums.models import Mandate
from koprogo.condominiums.rules import mandates
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class MandateRow:
    """One mandate. ``ends_on``: the first day it no longer holds, None while it has no end."""

    mandate_id: UUID
    party_id: UUID
    name: str
    role: str
    starts_on: date
    ends_on: date | None
    decision: str
    is_current: bool
    expires_soon: bool

    @property
    def last_on(self) -> date | None:
        """The last day of the mandate, as people say it."""
        return self.ends_on - timedelta(days=1) if self.ends_on else None


def listing(access: Access) -> list[MandateRow]:
    """Every mandate, those in office first, then the newest (one query)."""
    found = Mandate.objects.filter(org_id=access.org_id).select_related("party").order_by("-starts_on", "id")
    return sorted((_row(access, one) for one in found), key=lambda row: not row.is_current)


def by_id(access: Access, *, mandate_id: UUID) -> MandateRow:
    """One mandate (one query). Raises NotFound."""
    found = Mandate.objects.filter(org_id=access.org_id, id=mandate_id).select_related("party").first()
    if found is None:
        raise NotFound(what="mandate")
    return _row(access, found)


def _row(access: Access, one: Mandate) -> MandateRow:
    today = access.today
    current = one.ends_on is None or one.ends_on > today
    return MandateRow(
        mandate_id=one.id,
        party_id=one.party_id,
        name=one.party.name,
        role=one.role,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        decision=one.decision,
        is_current=current,
        expires_soon=current and mandates.expires_soon(one.ends_on, today=today),
    )
