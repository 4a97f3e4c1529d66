"""What a payment can be recognised by: notices with their lots, the owner's accounts, and what they ask the reserve."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from koprogo.charges.models import CallLine, CallNotice, NoticeSettlement
from koprogo.charges.rules.calls import CallKind, State
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Receivable:
    """One notice as a bank sees it, in cents. ``reserve_cents`` of ``amount_cents`` go to the reserve (4100);
    ``advance_cents`` were settled by advances, not by payments."""

    notice_id: UUID
    call_number: str
    title: str
    party_id: UUID
    party_name: str
    structured_reference: str
    due_on: date
    amount_cents: int
    open_cents: int
    reserve_cents: int
    advance_cents: int
    lots: tuple[str, ...]
    ibans: frozenset[str]

    @property
    def charges_cents(self) -> int:
        """What the notice asks for charges and the working fund (4101)."""
        return self.amount_cents - self.reserve_cents


def receivables(
    access: Access, *, references: Collection[str] = (), notice_ids: Collection[UUID] = (), still_open: bool = True
) -> list[Receivable]:
    """Every open notice in order of due date then issue, and those named even if they are paid (two statements)."""
    settled = NoticeSettlement.objects.filter(org_id=access.org_id, notice=OuterRef("pk")).order_by().values("notice")
    paid = settled.annotate(sum=Sum("cents"))
    advance = settled.exclude(source=NoticeSettlement.Source.PAYMENT).annotate(sum=Sum("cents"))
    wanted = Q(structured_reference__in=list(references)) | Q(id__in=list(notice_ids))
    if still_open:
        wanted |= Q(still__gt=0)
    rows = (
        CallNotice.objects.filter(org_id=access.org_id, call__state=State.SENT)
        .annotate(
            still=F("amount_cents") - Coalesce(Subquery(paid.values("sum")), 0),
            advance=Coalesce(Subquery(advance.values("sum")), 0),
            ibans=ArrayAgg("party__members__member__iban", distinct=True, default=Value([])),
        )
        .filter(wanted)
        .select_related("call", "party")
        .order_by("call__due_on", "call__year", "call__sequence", "id")
    )
    found = list(rows)
    asked = _asked(access, found)
    return [
        Receivable(
            notice_id=n.id,
            call_number=n.call.number,
            title=n.call.title,
            party_id=n.party_id,
            party_name=n.party.name,
            structured_reference=n.structured_reference,
            due_on=n.call.due_on,
            amount_cents=n.amount_cents,
            open_cents=int(n.still),
            reserve_cents=asked[n.call_id, n.party_id][0],
            advance_cents=int(n.advance),
            lots=asked[n.call_id, n.party_id][1],
            ibans=frozenset(filter(None, (n.party.iban, *n.ibans))),
        )
        for n in found
    ]


def _asked(access: Access, notices: Sequence[CallNotice]) -> dict[tuple[UUID, UUID], tuple[int, tuple[str, ...]]]:
    """What each notice asks for the reserve, in cents, and its lots, by call and party.

    One statement over the lines of these calls: asked notice by notice, a call of many lots is read as many times.
    """
    if not notices:
        return {}
    lines = CallLine.objects.filter(
        org_id=access.org_id,
        call_id__in={notice.call_id for notice in notices},
        party_id__in={notice.party_id for notice in notices},
    )
    sums = (
        lines.values_list("call_id", "party_id")
        .annotate(
            reserve=Coalesce(Sum("amount_cents", filter=Q(part__kind=CallKind.RESERVE)), 0),
            lots=ArrayAgg("lot__number", distinct=True),
        )
        .order_by()
    )
    return {(call, party): (int(reserve), tuple(sorted(lots))) for call, party, reserve, lots in sums}
