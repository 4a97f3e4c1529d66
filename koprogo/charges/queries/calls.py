"""Questions about calls: the list, one of them, how far it is paid."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, OuterRef, Q, Sum, Value
from django.db.models.functions import Coalesce, JSONObject

from koprogo.charges.models import CallLine, CallNotice, CallPart, FundCall, NoticeSettlement
from koprogo.charges.rules.calls import CallKind, State
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access


def get(access: Access, *, number: str) -> FundCall:
    """One call by its number (2026-4). Raises NotFound."""
    year, _dash, sequence = number.partition("-")
    if not (number.isascii() and year.isdigit() and sequence.isdigit() and len(number) < 12):
        raise NotFound
    settles = CallPart.objects.filter(org_id=access.org_id, call=OuterRef("pk"), kind=CallKind.SETTLEMENT)
    calls = FundCall.objects.filter(org_id=access.org_id, year=int(year), sequence=int(sequence))
    found = calls.annotate(settles=Exists(settles)).first()
    if found is None:
        raise NotFound
    return found


def is_settlement(call: FundCall) -> bool:
    """Whether a call got by its number asks the balances of a settlement."""
    return bool(vars(call).get("settles"))


@dataclass(frozen=True, slots=True)
class CallRow:
    """One line of the list."""

    number: str
    title: str
    state: State
    due_on: date
    issued_on: date | None
    asked_cents: int
    paid_cents: int

    @property
    def open_cents(self) -> int:
        """What is still to come."""
        return self.asked_cents - self.paid_cents


def _paid(access: Access) -> dict[UUID, int]:
    """Cents settled of each notice."""
    sums = NoticeSettlement.objects.filter(org_id=access.org_id).values("notice_id").annotate(paid=Sum("cents"))
    return {row["notice_id"]: int(row["paid"]) for row in sums.order_by()}


def listing(access: Access, *, limit: int = 100) -> list[CallRow]:
    """The newest calls first, with what was asked and what came in (three statements)."""
    calls = list(FundCall.objects.filter(org_id=access.org_id).order_by("-year", "-sequence")[:limit])
    asked: dict[UUID, int] = {}
    paid: dict[UUID, int] = {}
    settled = _paid(access)
    notices = CallNotice.objects.filter(org_id=access.org_id, call_id__in=[c.id for c in calls])
    for notice_id, call_id, cents in notices.values_list("id", "call_id", "amount_cents"):
        asked[call_id] = asked.get(call_id, 0) + cents
        paid[call_id] = paid.get(call_id, 0) + settled.get(notice_id, 0)
    return [
        CallRow(c.number, c.title, State(c.state), c.due_on, c.issued_on, asked.get(c.id, 0), paid.get(c.id, 0))
        for c in calls
    ]


def drafts(access: Access) -> list[FundCall]:
    """Calls that are being written."""
    return list(FundCall.objects.filter(org_id=access.org_id, state=State.DRAFT).order_by("year", "sequence"))


def latest_sent(access: Access) -> FundCall | None:
    """The call that the façade shows."""
    found = FundCall.objects.filter(org_id=access.org_id, state=State.SENT)
    return found.order_by("-issued_on", "-sequence").first()


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """What one owner was asked for and what came in."""

    notice_id: UUID
    party_id: UUID
    party_name: str
    structured_reference: str
    channel: str
    amount_cents: int
    paid_cents: int
    letter_id: UUID | None
    mailing_id: UUID | None
    lots: tuple[str, ...]

    @property
    def open_cents(self) -> int:
        """What is still to come."""
        return self.amount_cents - self.paid_cents


def notices(access: Access, *, call: FundCall) -> list[NoticeRow]:
    """The notices of a call in lot order (three statements)."""
    lots: dict[UUID, list[str]] = {}
    lines = CallLine.objects.filter(org_id=access.org_id, call=call).order_by("lot__position", "lot__number")
    for party_id, number in lines.values_list("party_id", "lot__number").distinct():
        known = lots.setdefault(party_id, [])
        if number not in known:
            known.append(number)
    found = CallNotice.objects.filter(org_id=access.org_id, call=call).select_related("party")
    paid = found.annotate(paid=Coalesce(Sum("settlements__cents"), 0))
    rows = [
        NoticeRow(
            n.id,
            n.party_id,
            n.party.name,
            n.structured_reference,
            n.channel,
            n.amount_cents,
            int(n.paid),
            n.letter_id,
            n.mailing_id,
            tuple(lots.get(n.party_id, ())),
        )
        for n in paid
    ]
    order = {party_id: index for index, party_id in enumerate(lots)}
    return sorted(rows, key=lambda row: order.get(row.party_id, len(order)))


@dataclass(frozen=True, slots=True)
class Step:
    """Which step of a year a line is: the formula is that of the year. ``less``: what was called before came off."""

    year_cents: int
    step: int
    steps: int
    less: bool


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One line of a notice with its formula: weight / key_total × total_cents = amount_cents. No key: no formula.

    With ``step``: that step of weight / key_total × the year's cents.
    """

    label: str
    kind: CallKind
    lot: str
    weight: int | None
    key_total: int | None
    key_label: str
    total_cents: int
    amount_cents: int
    step: Step | None = None


def lines_of(access: Access, *, call_id: UUID, party_id: UUID) -> list[NoticeLine]:
    """Why this amount: each line of one owner in one call."""
    found = CallLine.objects.filter(org_id=access.org_id, call_id=call_id, party_id=party_id)
    found = found.select_related("part", "part__key", "lot").order_by("part__position", "lot__position", "lot__number")
    return [
        NoticeLine(
            line.part.label,
            CallKind(line.part.kind),
            line.lot.number,
            line.weight,
            line.key_total,
            line.part.key.label if line.part.key else "",
            line.part.total_cents,
            line.amount_cents,
            Step(line.part.year_cents, line.part.step, line.part.steps, bool(line.part.deducts))
            if line.part.steps
            else None,
        )
        for line in found
    ]


def notice(access: Access, *, notice_id: UUID) -> CallNotice:
    """One notice with its call. Raises NotFound."""
    found = CallNotice.objects.filter(org_id=access.org_id, id=notice_id).select_related("call").first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True)
class Called:
    """One call as a plan of the year sees it, in cents; ``parts``: what it asks by kind and code of the key."""

    call_id: UUID
    number: str
    title: str
    state: State
    due_on: date
    parts: dict[tuple[CallKind, str], int]

    @property
    def asked_cents(self) -> int:
        """What it asks in all; of a draft what it will ask, to some cents."""
        return sum(self.parts.values())


def called(access: Access, *, call_ids: Collection[UUID]) -> dict[UUID, Called]:
    """Some calls with what they ask (one statement)."""
    found = FundCall.objects.filter(org_id=access.org_id, id__in=list(call_ids))
    one = JSONObject(kind="parts__kind", key="parts__key__code", cents="parts__total_cents")
    rows = found.annotate(asked=ArrayAgg(one, filter=Q(parts__isnull=False), default=Value([])))
    return {c.id: Called(c.id, c.number, c.title, State(c.state), c.due_on, _parts(c.asked)) for c in rows}


def _parts(rows: list[dict[str, Any]]) -> dict[tuple[CallKind, str], int]:
    sums: dict[tuple[CallKind, str], int] = {}
    for row in rows:
        place = (CallKind(row["kind"]), row["key"] or "")
        sums[place] = sums.get(place, 0) + int(row["cents"])
    return sums


def periodic(access: Access, *, from_on: date, to_on: date) -> list[UUID]:
    """The calls sent for a period that bring periodic money (provisions), by due date (one statement)."""
    found = FundCall.objects.filter(
        org_id=access.org_id, state=State.SENT, due_on__range=(from_on, to_on), parts__kind=CallKind.PROVISION
    )
    return list(dict.fromkeys(found.order_by("due_on", "sequence").values_list("id", flat=True)))
