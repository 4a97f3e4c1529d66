"""What was called of each lot and holder: what a settlement deducts, and what the reserve fund was given."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, Sum

from koprogo.charges.models import CallLine
from koprogo.charges.rules.calls import CallKind, State
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class CalledLine:
    """What one call asked of one holder of one lot for one thing, in cents."""

    call_id: UUID
    entry_id: UUID | None
    kind: CallKind
    lot_id: UUID
    party_id: UUID
    party_name: str
    cents: int
    title: str
    period_from: date | None
    period_to: date | None


def lines(access: Access, *, call_ids: Collection[UUID], entry_ids: Collection[UUID] = ()) -> list[CalledLine]:
    """The lines of some calls, named by their own identifier or by their entry's (one query)."""
    found = (
        CallLine.objects.filter(org_id=access.org_id)
        .filter(Q(call_id__in=list(call_ids)) | Q(call__entry_id__in=list(entry_ids)))
        .order_by("call__year", "call__sequence", "part__position", "lot__position", "lot_id")
    )
    columns = (
        "call_id",
        "call__entry_id",
        "part__kind",
        "lot_id",
        "party_id",
        "party__name",
        "amount_cents",
        "call__title",
        "call__period_from",
        "call__period_to",
    )
    return [
        CalledLine(call_id, entry_id, CallKind(kind), *rest)
        for call_id, entry_id, kind, *rest in found.values_list(*columns)
    ]


def running_provisions(access: Access, *, lot_id: UUID, party_id: UUID, on: date) -> list[CalledLine]:
    """The provisions asked of a holder for a period that a day falls into, or that comes after it (one query)."""
    found = CallLine.objects.filter(
        org_id=access.org_id,
        lot_id=lot_id,
        party_id=party_id,
        part__kind=CallKind.PROVISION,
        call__state=State.SENT,
        call__period_from__isnull=False,
        call__period_to__gte=on,
    )
    calls = list(found.values_list("call_id", flat=True))
    return [
        line
        for line in lines(access, call_ids=calls)
        if line.lot_id == lot_id and line.party_id == party_id and line.kind is CallKind.PROVISION
    ]


def reserve(access: Access, *, from_on: date, to_on: date) -> dict[UUID, int]:
    """What each party was asked for the reserve fund in some days, in cents (one query)."""
    found = CallLine.objects.filter(
        org_id=access.org_id,
        part__kind=CallKind.RESERVE,
        call__state=State.SENT,
        call__issued_on__range=(from_on, to_on),
    )
    rows = found.order_by().values_list("party_id").annotate(sum=Sum("amount_cents"))
    return {party: int(cents) for party, cents in rows}
