"""The service as it was measured: months, response times, incidents, promises of the support desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, Subquery, Sum, Value

from koprogo.hosting.models import Incident, IncidentNote, OutsideGap, ResponseCount, ServiceStretch
from koprogo.hosting.queries import support
from koprogo.hosting.rules import promises, response_times, uptime
from koprogo.hosting.rules.bills import first_of, months_after
from koprogo.hosting.rules.incidents import IncidentKind
from koprogo.hosting.rules.promises import Kept
from koprogo.hosting.rules.response_times import Times
from koprogo.hosting.rules.uptime import Gap, Measured, Seen, Stretch, Window
from koprogo.platform.access import BRUSSELS, Access

#: Months that the public page shows, the running one included.
MONTHS = 12
TIMES_DAYS = 30
#: A gap of so many minutes is worth a word of the operator.
NOTABLE_MINUTES = 5
#: A service whose last beat is older does not answer, as far as this page can know.
SILENT_MINUTES = 3


@dataclass(frozen=True, slots=True)
class Month:
    """One month as it was measured; ``whole``: it is over."""

    first: date
    found: Measured
    whole: bool


@dataclass(frozen=True, slots=True)
class Status:
    """What the public page says. ``since``: the first measured minute, None before it; ``silent``: since when nothing
    was measured."""

    since: datetime | None
    silent: datetime | None
    months: tuple[Month, ...]
    times: Times
    running: tuple[Incident, ...]
    coming: tuple[Incident, ...]
    past: tuple[Incident, ...]
    promises: tuple[Kept, ...]


def status(access: Access) -> Status:
    """The public page of the association (five statements). ``access``: inside it."""
    now = access.now
    begins = months_after(first_of(access.today), 1 - MONTHS)
    since, rows = beats(moment(begins))
    told = incidents(access)
    announced = windows(told)
    months = [
        Month(first, found, moment(months_after(first, 1)) <= uptime.judged_until(now))
        for back in range(MONTHS)
        if (found := of_month(first := months_after(first_of(access.today), -back), rows, announced, since, now))
    ]
    last = max((one.last for one in rows), default=None)
    quiet = last if last and now - last > timedelta(minutes=SILENT_MINUTES) else None
    running = going_on(told, now)
    return Status(
        since=since,
        silent=quiet,
        months=tuple(months),
        times=times(since=access.today - timedelta(days=TIMES_DAYS)),
        running=running,
        coming=tuple(one for one in reversed(told) if one.starts_at > now),
        past=tuple(one for one in told if one.ended_at is not None and one.ended_at <= now),
        promises=tuple(promises.kept(support.turns(since=support.a_year_before(now)), now)),
    )


def moment(day: date) -> datetime:
    """Midnight in Brussels."""
    return datetime.combine(day, time(0), BRUSSELS).astimezone(UTC)


def beats(begins: datetime, *, until: datetime | None = None) -> tuple[datetime | None, list[Stretch]]:
    """(The first minute that was ever measured, the answered minutes from a moment on, up to another, without those in
    which a watch outside reached nothing) (one statement)."""
    oldest = ServiceStretch.objects.order_by("first_minute").values("first_minute")[:1]
    inside = Q(last_minute__gte=begins) & (Q(first_minute__lt=until) if until else Q())
    here = ServiceStretch.objects.filter(inside | Q(first_minute=Subquery(oldest)))
    away = OutsideGap.objects.filter(inside)
    columns = ("first_minute", "last_minute", "outside")
    both = here.annotate(outside=Value(False)).values_list(*columns).union(
        away.annotate(outside=Value(True)).values_list(*columns), all=True
    )
    rows = sorted(both)
    answered = [Stretch(first, last) for first, last, outside in rows if not outside]
    seen = [Seen(first, last) for first, last, outside in rows if outside]
    return (answered[0].first if answered else None), uptime.without(answered, seen)


def incidents(access: Access, *, only: UUID | None = None, limit: int = 50) -> list[Incident]:
    """Incidents and announced work with their notes, the newest first (two statements)."""
    notes = Prefetch("notes", IncidentNote.objects.filter(org_id=access.org_id).order_by("at", "id"))
    found = Incident.objects.filter(org_id=access.org_id).order_by("-starts_at", "-id")
    found = found.filter(id=only) if only else found
    return list(found.prefetch_related(notes)[:limit])


def told(access: Access, *, limit: int = 50) -> list[Incident]:
    """The same without their notes (one statement)."""
    return list(Incident.objects.filter(org_id=access.org_id).order_by("-starts_at", "-id")[:limit])


def going_on(told: Sequence[Incident], now: datetime) -> tuple[Incident, ...]:
    """What has begun and is not over."""
    return tuple(one for one in told if one.starts_at <= now and (one.ended_at is None or one.ended_at > now))


def windows(told: Sequence[Incident]) -> list[Window]:
    """Work as the rules know it; whether it was announced early enough is theirs to say."""
    return [
        Window(one.announced_at, one.starts_at, one.ended_at)
        for one in told
        if one.kind == IncidentKind.MAINTENANCE and one.ended_at is not None
    ]


def announced_of(access: Access, *, first: date) -> list[Window]:
    """Work that touches one month (one statement)."""
    inside = Q(starts_at__lt=moment(months_after(first, 1)), ended_at__gt=moment(first))
    return windows(list(Incident.objects.filter(inside, org_id=access.org_id, kind=IncidentKind.MAINTENANCE.value)))


def of_month(
    first: date, rows: Sequence[Stretch], announced: Sequence[Window], since: datetime | None, now: datetime
) -> Measured | None:
    """One month, from its first measured minute to the last one that is over; None where none was."""
    if since is None:
        return None
    begins = max(moment(first), since)
    ends = min(moment(months_after(first, 1)), uptime.judged_until(now))
    return uptime.measured(rows, announced, begins=begins, ends=ends) if begins < ends else None


def gaps(*, since: datetime, now: datetime) -> list[Gap]:
    """Where nothing answered, the newest first (one statement)."""
    first, rows = beats(since)
    if first is None:
        return []
    return uptime.gaps(rows, begins=max(since, first), ends=uptime.judged_until(now))[::-1]


def unexplained(access: Access, told: Sequence[Incident]) -> list[Gap]:
    """The notable gaps of the last thirty days that no incident speaks of (one statement)."""
    spoken = [(one.starts_at, one.ended_at or access.now) for one in told]
    return [
        gap
        for gap in gaps(since=access.now - timedelta(days=30), now=access.now)
        if gap.minutes >= NOTABLE_MINUTES
        and not any(starts < gap.ends and ends > gap.begins for starts, ends in spoken)
    ]


def times(*, since: date) -> Times:
    """The response times from a day on (one statement)."""
    found = ResponseCount.objects.filter(day__gte=since).values("limit_ms").annotate(all=Sum("answers"))
    return response_times.times(dict(found.values_list("limit_ms", "all")))
