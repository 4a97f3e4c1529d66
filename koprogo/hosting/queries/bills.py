"""Bills: what is billed and what is still to be, for the association; what a condominium was billed, for itself."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import JSONObject

from koprogo.hosting.models import Bill, Client, Instance
from koprogo.hosting.rules import bills as rules
from koprogo.hosting.rules.bills import Every, Line, LineKind, Priced
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access

SHOWN = 100
#: The lines that say what single months cost.
MONTHLY = (LineKind.MONTHS, LineKind.LOWERED, LineKind.DEARER, LineKind.LEFT)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One hosted condominium that a run has to bill. ``first``: its first month that is not billed yet."""

    instance_id: UUID
    org_id: UUID
    first: date
    plan: str


def waiting(*, month: date, instance_ids: Collection[UUID] | None = None) -> list[Waiting]:
    """Every hosted condominium (or each of these) with a month up to ``month`` that is not billed, by arrival (one
    statement). Those whose plan costs nothing are among them: what they owe is computed when they are billed."""
    found = Instance.objects.all() if instance_ids is None else Instance.objects.filter(id__in=instance_ids)
    return waiting_among(with_last(found).order_by("since", "id"), month=month)


def with_last(found: QuerySet[Instance]) -> QuerySet[Instance]:
    """Each with ``last_billed``, the last day that a bill of it covers."""
    mine = Bill.objects.filter(instance_id=OuterRef("id"), kind=Bill.Kind.BILL, period_to__isnull=False)
    return found.annotate(last_billed=Subquery(mine.order_by("-period_to").values("period_to")[:1]))


def waiting_among(rows: Iterable[Instance], *, month: date) -> list[Waiting]:
    """Those of some instances, read ``with_last``, that a month up to this one is still to be billed (no statement)."""
    out = []
    for row in rows:
        last = row.last_billed  # type: ignore[attr-defined]
        first = rules.months_after(rules.first_of(last), 1) if last else rules.begins(row.since)
        if first <= month and (row.until is None or first < row.until):
            out.append(Waiting(row.id, row.org_id, first, row.plan))
    return out


def unknown_clients(org_ids: list[UUID]) -> list[UUID]:
    """Those that have not said yet to whom their bill is made out (one statement)."""
    known = set(Client.objects.filter(org_id__in=org_ids).values_list("org_id", flat=True))
    return [org_id for org_id in org_ids if org_id not in known]


def client_of(org_id: UUID) -> Client | None:
    """Whom a condominium's bill is made out to."""
    return Client.objects.filter(org_id=org_id).first()


def clients_of(org_ids: Collection[UUID]) -> dict[UUID, Client]:
    """Whom the bill of each of these condominiums is made out to (one statement)."""
    found = Client.objects.filter(org_id__in=org_ids)
    return {client.org_id: client for client in found if client.org_id is not None}


def get(*, number: str) -> Bill:
    """One bill by its number. Raises NotFound."""
    found = Bill.objects.filter(number=number).select_related("client", "corrects").first()
    if found is None:
        raise NotFound(what="bill")
    return found


def of_building(access: Access) -> list[Bill]:
    """The bills of the condominium of this access, the newest first (one statement)."""
    found = Bill.objects.filter(client__org_id=access.org_id).select_related("client")
    return list(found.order_by("-issued_on", "-number")[:SHOWN])


def one_of_building(access: Access, *, number: str) -> Bill:
    """One of its bills. Raises NotFound, also for somebody else's."""
    found = Bill.objects.filter(client__org_id=access.org_id, number=number).select_related("client").first()
    if found is None:
        raise NotFound(what="bill")
    return found


def listing(*, state: str = "") -> QuerySet[Bill]:
    """The bills of the association, the newest first: all, ``open`` or ``late``."""
    found = Bill.objects.select_related("client").order_by("-issued_on", "-number")
    return found.filter(open_cents__gt=0) if state == "open" else found


@dataclass(frozen=True, slots=True)
class Sums:
    """What was billed, given back and is still open, in cents."""

    bills: int
    billed_cents: int
    credited_cents: int
    open_cents: int


_SUMS = {
    "bills": Count("id", filter=Q(kind="bill")),
    "billed": Sum("total_cents", filter=Q(kind="bill")),
    "credited": Sum("total_cents", filter=Q(kind="credit")),
    "still": Sum("open_cents", filter=Q(kind="bill")),
}


def sums(*, until: date | None = None) -> Sums:
    """The sums over all bills (one statement)."""
    found = Bill.objects.all() if until is None else Bill.objects.filter(issued_on__lte=until)
    return _sums(found.aggregate(**_SUMS))


def _sums(row: Mapping[str, int | None]) -> Sums:
    return Sums(row["bills"] or 0, int(row["billed"] or 0), int(row["credited"] or 0), int(row["still"] or 0))


def overview(*, state: str = "") -> tuple[list[Bill], Sums]:
    """The newest bills of a listing, with the sums over all of them (one statement, a second one where the listing is
    empty)."""
    whole = Bill.objects.order_by().annotate(one=Value(1)).values("one").annotate(sums=JSONObject(**_SUMS))
    rows: list[Any] = list(listing(state=state).annotate(sums=Subquery(whole.values("sums")))[:SHOWN])
    return rows, _sums(rows[0].sums) if rows else sums()


def lines(bill: Bill) -> list[Line]:
    """The lines of a bill as the rules know them."""
    return [from_json(one) for one in bill.lines]


def to_json(line: Line) -> dict[str, Any]:
    """A line as it is kept."""
    return {
        "kind": line.kind.value,
        "cents": line.cents,
        "from_on": line.from_on.isoformat() if line.from_on else None,
        "to_on": line.to_on.isoformat() if line.to_on else None,
        "count": line.count,
        "unit_cents": line.unit_cents,
        "text": line.text,
        "calculation": line.calculation,
    }


def from_json(one: Mapping[str, Any]) -> Line:
    """The other way round."""
    return Line(
        kind=LineKind(one["kind"]),
        cents=one["cents"],
        from_on=date.fromisoformat(one["from_on"]) if one["from_on"] else None,
        to_on=date.fromisoformat(one["to_on"]) if one["to_on"] else None,
        count=one["count"],
        unit_cents=one["unit_cents"],
        text=one["text"],
        calculation=one["calculation"],
    )


def billed_months(instance_id: UUID, *, since: date) -> list[Priced]:
    """The months of one condominium that are billed, as ``months_in`` has them (one statement)."""
    return months_in(kept_lines([instance_id]).get(instance_id, []), since=since)


#: The lines of earlier bills and credit notes as they are kept, bill by bill.
Kept = list[list[Mapping[str, Any]]]


def kept_lines(instance_ids: Collection[UUID]) -> dict[UUID, Kept]:
    """What each of these condominiums was billed and given back, the oldest first (one statement)."""
    out: dict[UUID, Kept] = defaultdict(list)
    found = Bill.objects.filter(instance_id__in=instance_ids).order_by("issued_on", "id")
    for instance_id, kept in found.values_list("instance_id", "lines"):
        out[instance_id].append(kept)
    return out


def months_in(bills: Kept, *, since: date) -> list[Priced]:
    """The months billed from a day on, each at what it costs after the credits of later bills."""
    cents: dict[date, int] = defaultdict(int)
    plans: dict[date, str] = {}
    for kept in bills:
        for line in map(from_json, kept):
            if line.kind in MONTHLY and line.from_on and line.count:
                sign = -1 if line.kind is LineKind.LEFT else 1
                for place in range(line.count):
                    month = rules.months_after(line.from_on, place)
                    cents[month] += sign * (line.unit_cents or 0)
                    named = line.text if line.kind in (LineKind.MONTHS, LineKind.DEARER) else ""
                    plans[month] = named or plans.get(month, "")
    return [Priced(month, paid, plans[month]) for month, paid in sorted(cents.items()) if month >= since]


def every_of(client: Client) -> Every:
    """How often this client is billed."""
    return Every(client.every)
