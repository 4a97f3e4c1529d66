"""What was counted: day by day for one condominium, by month for all of them. Global tables only."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, QuerySet, Sum
from django.db.models.functions import Greatest

from koprogo.hosting.models import UsageDay
from koprogo.hosting.queries import instances, prices
from koprogo.hosting.rules import growth, overage, quotas
from koprogo.hosting.rules.catalogue import Terms
from koprogo.hosting.rules.overage import Line, Pool, Used
from koprogo.hosting.rules.quotas import Day

COLUMNS = ("day", "requests", "bytes_out", "cpu_ms", "users", "stored_bytes")


def _month(first: date) -> QuerySet[UsageDay]:
    begins, after = quotas.month_of(first)
    return UsageDay.objects.filter(day__gte=begins, day__lt=after)


def days(*, org_id: UUID, first: date) -> list[Day]:
    """The days of one condominium's month on which anything was counted, in order (one statement)."""
    return [Day(*row) for row in _month(first).filter(org_id=org_id).order_by("day").values_list(*COLUMNS)]


def days_of(org_ids: Collection[UUID] | None, *, first: date) -> dict[UUID, list[Day]]:
    """The same for several condominiums, or for all (one statement)."""
    found = _month(first) if org_ids is None else _month(first).filter(org_id__in=org_ids)
    out: dict[UUID, list[Day]] = defaultdict(list)
    rows: Iterable[tuple[object, ...]] = found.order_by("org_id", "day").values_list("org_id", *COLUMNS)
    for org_id, *rest in rows:
        out[org_id].append(Day(*rest))  # type: ignore[index, arg-type]
    return out


def latest_year() -> int | None:
    """The last year in which anything was counted (one statement)."""
    newest = UsageDay.objects.order_by("-day").values_list("day", flat=True).first()
    return newest.year if newest else None


@dataclass(frozen=True, slots=True)
class Totals:
    """One condominium's month beyond nothing and beyond its quotas, for the bill."""

    requests: int
    users: int
    bytes_out: int
    cpu_ms: int
    byte_days: int


def totals(*, first: date, terms: Terms, org_ids: Collection[UUID] | None = None) -> dict[UUID, Totals]:
    """Every condominium's month, or that of each of these (one statement, however many there are)."""
    beyond = Greatest("stored_bytes", terms.quotas.stored_bytes) - terms.quotas.stored_bytes
    days = _month(first) if org_ids is None else _month(first).filter(org_id__in=org_ids)
    rows = (
        days.values("org_id")
        .annotate(
            all_requests=Sum("requests"),
            most_users=Max("users"),
            all_bytes=Sum("bytes_out"),
            all_cpu=Sum("cpu_ms"),
            beyond=Sum(beyond),
        )
    )
    return {
        row["org_id"]: Totals(
            row["all_requests"], row["most_users"] or 0, row["all_bytes"], row["all_cpu"], row["beyond"] or 0
        )
        for row in rows
    }


@dataclass(frozen=True, slots=True)
class MonthPool:
    """What a month's overage is computed from. ``estimated``: the servers' cost is the price list's, not yet the
    books'."""

    pool: Pool
    terms: Terms
    estimated: bool


def pool(*, first: date, millicents: int | None = None) -> MonthPool:
    """The month's servers and what all condominiums asked of them (three statements). ``millicents``: their real cost
    from the books; without it, what the price list says for as many condominiums as are hosted."""
    terms = prices.on(first)
    found = _month(first).values("org_id").annotate(asked=Sum("requests"), most=Max("users"))
    rows = list(found.values_list("asked", "most"))
    if millicents is None:
        month = growth.simulate(max(1, instances.hosted_count()), prices=terms.infrastructure)
        cost = month.server_millicents + month.dns_millicents
    else:
        cost = millicents
    asked = sum(row[0] for row in rows)
    return MonthPool(Pool(cost, asked, sum(row[1] or 0 for row in rows)), terms, millicents is None)


def overage_lines(found: Totals, month: MonthPool, *, first: date) -> list[Line]:
    """What one condominium pays beyond its price for a month, at cost, with its calculation."""
    quota = month.terms.quotas
    begins, after = quotas.month_of(first)
    used = Used(
        byte_days=found.byte_days,
        users=max(0, found.users - quota.users),
        requests=max(0, found.requests - quota.requests),
        days_in_month=(after - begins).days,
    )
    price = month.terms.infrastructure.storage_gigabyte_month_millicents
    return overage.lines(used, month.pool, storage_gigabyte_month_millicents=price)


def totals_of(found: list[Day], terms: Terms) -> Totals:
    """The same totals from days that were read already."""
    stored = [one.stored_bytes for one in found if one.stored_bytes is not None]
    return Totals(
        requests=sum(one.requests for one in found),
        users=max((one.users or 0 for one in found), default=0),
        bytes_out=sum(one.bytes_out for one in found),
        cpu_ms=sum(one.cpu_ms for one in found),
        byte_days=sum(max(0, size - terms.quotas.stored_bytes) for size in stored),
    )


@dataclass(frozen=True, slots=True)
class Year:
    """What was counted in a calendar year. ``days``: on how many days anything was."""

    cpu_ms: int
    bytes_out: int
    condominiums: int
    days: int


def year(number: int, *, org_id: UUID | None = None) -> Year:
    """A year of one condominium, or of all of them together (one statement)."""
    rows = UsageDay.objects.filter(day__gte=date(number, 1, 1), day__lt=date(number + 1, 1, 1))
    if org_id is not None:
        rows = rows.filter(org_id=org_id)
    by_day = rows.values("day").annotate(cpu=Sum("cpu_ms"), out=Sum("bytes_out"))
    told = list(by_day.values_list("cpu", "out"))
    count = 1 if org_id is not None else rows.values("org_id").distinct().count()
    return Year(sum(row[0] for row in told), sum(row[1] for row in told), count, len(told))
