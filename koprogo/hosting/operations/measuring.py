"""The night's measures: who has access, how much is kept, and who has to be told before a quota is passed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from koprogo.condominiums.queries import access as accesses
from koprogo.condominiums.rules.rights import Right, Role
from koprogo.hosting.documents import quota_mail
from koprogo.hosting.models import Instance, MeterFlush, QuotaWarning, UsageDay
from koprogo.hosting.operations import metering
from koprogo.hosting.queries import prices, storage, usage
from koprogo.hosting.rules import quotas
from koprogo.hosting.rules.catalogue import Plan, Terms
from koprogo.hosting.rules.quotas import Gauge
from koprogo.people.queries import memberships
from koprogo.platform import audit, boundary, mail
from koprogo.platform.access import BRUSSELS, Access, act
from koprogo.platform.models import Org

#: A process that handed nothing in for so long is gone.
FORGOTTEN = timedelta(days=7)


def measure(*, now: datetime) -> int:
    """Measure the day that ended, for every condominium; one that was measured stays as it is. Returns how many were.

    One transaction for each condominium to read it, one statement for all to write.
    """
    day = now.astimezone(BRUSSELS).date() - timedelta(days=1)
    MeterFlush.objects.filter(at__lt=now - FORGOTTEN).delete()
    entered(now=now)
    done = set(UsageDay.objects.filter(day=day, stored_bytes__isnull=False).values_list("org_id", flat=True))
    left = [org.id for org in memberships.condominiums() if org.id not in done]
    users = memberships.counts(on=day, except_roles=quotas.NOT_USERS) if left else {}
    rows = []
    for org_id in left:
        with boundary.within(org_id):
            rows.append((org_id, users.get(org_id, 0), storage.stored_bytes(org_id=org_id)))
    metering.measured(rows, day=day)
    return len(rows)


def entered(*, now: datetime) -> None:
    """Every condominium of the installation is a hosted one: those that came by another way than sign-up (before
    hosting was switched on, the demo world) are entered on the plan of everybody."""
    today = now.astimezone(BRUSSELS).date()
    known = Instance.objects.values("org_id")
    missing = Org.objects.filter(kind=Org.Kind.CONDOMINIUM).exclude(id__in=known).values_list("id", flat=True)
    with transaction.atomic():
        Instance.objects.bulk_create(
            [Instance(org_id=org_id, plan=Plan.CLOUD, since=today) for org_id in missing], ignore_conflicts=True
        )


@dataclass(frozen=True, slots=True)
class Due:
    """What one condominium has to be told."""

    org_id: UUID
    gauges: tuple[Gauge, ...]


def due(*, today: date, terms: Terms) -> list[Due]:
    """Who reached a threshold this month that nobody told them of (two statements)."""
    first = today.replace(day=1)
    told = set(QuotaWarning.objects.filter(month=first).values_list("org_id", "meter", "percent"))
    found = []
    for org_id, days in usage.days_of(None, first=first).items():
        new = [
            gauge
            for gauge in quotas.gauges(days, terms.quotas, today=today)
            if any((org_id, gauge.meter.value, percent) not in told for percent in gauge.reached)
        ]
        if new:
            found.append(Due(org_id, tuple(new)))
    return found


def warn_all(*, now: datetime) -> int:
    """Tell everybody who is due, one transaction for each condominium. Returns how many were."""
    today = now.astimezone(BRUSSELS).date()
    terms = prices.on(today)
    found = due(today=today, terms=terms)
    for one in found:
        with boundary.within(one.org_id):
            warn(accesses.as_system(org_id=one.org_id, now=now), gauges=one.gauges, terms=terms)
    return len(found)


@act("hosting.quota_told", needs=Right.SETTINGS)
def warn(access: Access, *, gauges: Iterable[Gauge], terms: Terms) -> None:
    """Write to each syndic of a condominium, and remember each threshold, so that it is told once a month."""
    told = list(gauges)
    month = access.today.replace(day=1)
    QuotaWarning.objects.bulk_create(
        [
            QuotaWarning(org_id=access.org_id, month=month, meter=gauge.meter, percent=percent, told_at=access.now)
            for gauge in told
            for percent in gauge.reached
        ],
        ignore_conflicts=True,
    )
    for reader in memberships.holders(org_id=access.org_id, role=Role.SYNDIC, on=access.today):
        letter = quota_mail.write(access, told, terms=terms, to=reader)
        mail.post(access, letter, purpose="quota", wait=False)
    audit.record(
        access,
        "hosting.quota_told",
        access.org_id,
        month=month,
        meters=[f"{gauge.meter.value} {gauge.percent} %" for gauge in told],
    )
