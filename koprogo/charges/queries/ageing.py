"""What was still open on a day, notice by notice, and what calls asked of each key: the past as it was then."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from koprogo.charges.models import CallNotice, CallPart
from koprogo.charges.rules.calls import CallKind, State
from koprogo.condominiums.rules.rights import Right
from koprogo.platform.access import Access

#: What is called straight into a fund, by a key.
FUND_KINDS = (CallKind.RESERVE, CallKind.WORKING_FUND)


@dataclass(frozen=True, slots=True)
class OpenOn:
    """A notice that still wanted money on a day. ``charged_on``: the day that says which financial year it belongs to
    (the first day of the period called for, else the day it was issued). ``party_id`` empty: not this reader's."""

    party_id: UUID | None
    party_name: str
    call_id: UUID
    call_number: str
    title: str
    due_on: date
    charged_on: date
    open_cents: int


@dataclass(frozen=True, slots=True)
class CalledByKey:
    """What the calls of a kind asked by one key, in cents: before a period, and within it."""

    kind: CallKind
    key_code: str
    key_label: str
    before_cents: int
    within_cents: int


def open_on(access: Access, *, on: date) -> list[OpenOn]:
    """Every notice open at the end of a day, in order of due date then issue (one query).

    A reader without the right to see every account gets the names of their own parties only.
    """
    paid = Coalesce(Sum("settlements__cents", filter=Q(settlements__on__lte=on)), 0)
    found = (
        CallNotice.objects.filter(org_id=access.org_id, call__state=State.SENT, call__issued_on__lte=on)
        .annotate(still=F("amount_cents") - paid)
        .filter(still__gt=0)
        .select_related("call", "party")
        .order_by("call__due_on", "call__year", "call__sequence", "party__sort_name", "id")
    )
    return [_open(access, row) for row in found]


def _open(access: Access, row: CallNotice) -> OpenOn:
    seen = access.may(Right.SEE_ALL_ACCOUNTS) or row.party_id in access.party_ids
    issued = row.call.issued_on or row.call.due_on
    return OpenOn(
        party_id=row.party_id if seen else None,
        party_name=row.party.name if seen else "",
        call_id=row.call_id,
        call_number=row.call.number,
        title=row.call.title,
        due_on=row.call.due_on,
        charged_on=row.call.period_from or issued,
        open_cents=int(vars(row)["still"]),
    )


def called_by_key(access: Access, *, from_on: date, to_on: date) -> list[CalledByKey]:
    """What calls that stand asked for each fund until a day, by kind and key (one query)."""
    within = Q(call__issued_on__gte=from_on)
    rows = (
        CallPart.objects.filter(
            org_id=access.org_id, kind__in=FUND_KINDS, call__state=State.SENT, call__issued_on__lte=to_on
        )
        .values_list("kind", "key__code", "key__label")
        .annotate(
            before=Coalesce(Sum("total_cents", filter=~within), 0), now=Coalesce(Sum("total_cents", filter=within), 0)
        )
        .order_by("kind", "key__code", "key__label")
    )
    return [CalledByKey(CallKind(kind), code, label, int(before), int(now)) for kind, code, label, before, now in rows]
