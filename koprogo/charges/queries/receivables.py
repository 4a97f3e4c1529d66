"""What a payment can be recognised by: notices with their lots, the owner's accounts, and what they ask the reserve."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
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
    """Every open notice in order of due date then issue, and those named even if they are paid (one statement)."""
    settled = NoticeSettlement.objects.filter(org_id=access.org_id, notice=OuterRef("pk")).order_by().values("notice")
    lines = CallLine.objects.filter(org_id=access.org_id, call=OuterRef("call"), party=OuterRef("party")).order_by()
    reserve = lines.filter(part__kind=CallKind.RESERVE).values("party").annotate(sum=Sum("amount_cents"))
    paid = settled.annotate(sum=Sum("cents"))
    advance = settled.exclude(source=NoticeSettlement.Source.PAYMENT).annotate(sum=Sum("cents"))
    wanted = Q(structured_reference__in=list(references)) | Q(id__in=list(notice_ids))
    if still_open:
        wanted |= Q(still__gt=0)
    found = (
        CallNotice.objects.filter(org_id=access.org_id, call__state=State.SENT)
        .annotate(
            still=F("amount_cents") - Coalesce(Subquery(paid.values("sum")), 0),
            reserve=Coalesce(Subquery(reserve.values("sum")), 0),
            advance=Coalesce(Subquery(advance.values("sum")), 0),
            # Not distinct here: a database without statistics yet (the first evening) would sort, and start from
            # every lot of the building for each notice.
            lots=ArraySubquery(lines.values("lot__number")),
            ibans=ArrayAgg("party__members__member__iban", distinct=True, default=Value([])),
        )
        .filter(wanted)
        .select_related("call", "party")
        .order_by("call__due_on", "call__year", "call__sequence", "id")
    )
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
            reserve_cents=int(n.reserve),
            advance_cents=int(n.advance),
            lots=tuple(sorted(set(n.lots))),
            ibans=frozenset(filter(None, (n.party.iban, *n.ibans))),
        )
        for n in found
    ]
