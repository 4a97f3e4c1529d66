"""Do the calls and the books say the same? Proved from the rows alone."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from koprogo.charges.models import CallLine, CallNotice, NoticeSettlement
from koprogo.charges.rules.calls import State
from koprogo.kernel.findings import Finding
from koprogo.ledger.queries import parties
from koprogo.platform.access import Access


def problems(access: Access) -> list[Finding]:
    """Each thing that is wrong, none when all is sound (four queries)."""
    return [*_lines(access), *_settled(access), *_booked(access)]


def _off(fault: str, row: CallNotice, cents: int) -> Finding:
    facts = {"call": row.call.number, "party": row.party.name, "notice_cents": row.amount_cents, "cents": cents}
    return Finding(f"charges.notices.{fault}", facts)


def _lines(access: Access) -> list[Finding]:
    own = CallLine.objects.filter(org_id=access.org_id, call=OuterRef("call"), party=OuterRef("party")).order_by()
    found = (
        CallNotice.objects.filter(org_id=access.org_id)
        .annotate(made=Coalesce(Subquery(own.values("party").annotate(sum=Sum("amount_cents")).values("sum")), 0))
        .exclude(made=F("amount_cents"))
        .select_related("call", "party")
    )
    return [_off("lines", row, int(row.made)) for row in found]


def _settled(access: Access) -> list[Finding]:
    put = NoticeSettlement.objects.filter(org_id=access.org_id, notice=OuterRef("pk")).order_by()
    found = (
        CallNotice.objects.filter(org_id=access.org_id)
        .annotate(paid=Coalesce(Subquery(put.values("notice").annotate(sum=Sum("cents")).values("sum")), 0))
        .filter(Q(paid__lt=0) | Q(paid__gt=F("amount_cents")))
        .select_related("call", "party")
    )
    return [_off("settled", row, int(row.paid)) for row in found]


def _booked(access: Access) -> list[Finding]:
    """What the entry of each call put on an owner's individual account is that owner's notice.

    A settlement's call stands on the settlement's entry, every other on its own.
    """
    notices = CallNotice.objects.filter(org_id=access.org_id, call__state=State.SENT).select_related("call", "party")
    rows = list(notices)
    booked = parties.posted_by_entry(access, entry_ids={row.call.entry_id for row in rows})
    return [
        _off("booked", row, posted)
        for row in rows
        if (posted := booked.get((row.call.entry_id, row.party_id), 0)) != row.amount_cents
    ]


#: What is proved.
PROOFS: Mapping[str, Callable[[Access], list[Finding]]] = MappingProxyType({"charges.notices": problems})
