"""Finding what was asked by its structured communication or its amount."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from koprogo.charges.models import CallNotice
from koprogo.charges.rules.calls import State
from koprogo.condominiums.rules.rights import Right
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class FoundNotice:
    """One notice, in cents."""

    call_number: str
    title: str
    due_on: date
    party_id: UUID
    party_name: str
    structured_reference: str
    amount_cents: int


def notices(access: Access, *, reference: str = "", cents: int | None = None, limit: int = 8) -> list[FoundNotice]:
    """Notices whose communication holds these digits, or of exactly this amount; the newest first (one query).

    A reader without the right to see every account finds their own only.
    """
    wanted = Q(pk__in=[])
    if reference:
        wanted |= Q(structured_reference__contains=reference)
    if cents is not None:
        wanted |= Q(amount_cents=cents)
    found = CallNotice.objects.filter(wanted, org_id=access.org_id, call__state=State.SENT)
    if not access.may(Right.SEE_ALL_ACCOUNTS):
        found = found.filter(party_id__in=access.party_ids)
    found = found.select_related("call", "party").order_by("-call__due_on", "party__sort_name", "id")
    return [
        FoundNotice(
            row.call.number,
            row.call.title,
            row.call.due_on,
            row.party_id,
            row.party.name,
            row.structured_reference,
            row.amount_cents,
        )
        for row in found[:limit]
    ]
