"""Credits for outages: which months are over and gave one, who is still to get it, what each one got."""

from datetime import date
from uuid import UUID

from koprogo.hosting.models import Bill, Instance, OutageCredit
from koprogo.hosting.queries import bills, service
from koprogo.hosting.rules import outage, uptime
from koprogo.hosting.rules.bills import first_of, months_after
from koprogo.hosting.rules.uptime import Measured
from koprogo.platform.access import Access


def months(access: Access) -> list[tuple[date, Measured]]:
    """The months of the last year that are over and give something back, the oldest first. ``access``: inside the
    association."""
    today = first_of(access.today)
    firsts = [months_after(today, -back) for back in range(outage.MONTHS, 0, -1)]
    return [(first, found) for first in firsts if (found := measured(access, first)) and outage.percent(found)]


def measured(access: Access, month: date) -> Measured | None:
    """One month that is over as it was measured, None for any other (two statements)."""
    after = months_after(month, 1)
    if service.moment(after) > uptime.judged_until(access.now):
        return None
    since, rows = service.beats(service.moment(month), until=service.moment(after))
    return service.of_month(month, rows, service.announced_of(access, first=month), since, access.now)


def waiting(month: date) -> list[UUID]:
    """The instances that were billed for a month and have no credit for it yet (one statement)."""
    done = OutageCredit.objects.filter(month=month).values("instance_id")
    billed = Bill.objects.filter(kind=Bill.Kind.BILL, period_from__lte=month, period_to__gt=month)
    return list(
        Instance.objects.filter(id__in=billed.values("instance_id"))
        .exclude(id__in=done)
        .order_by("since", "id")
        .values_list("id", flat=True)
    )


def bill_of(instance_id: UUID, month: date) -> Bill | None:
    """The bill that carries a month of one instance (one statement)."""
    found = Bill.objects.filter(
        instance_id=instance_id, kind=Bill.Kind.BILL, period_from__lte=month, period_to__gt=month
    )
    return found.order_by("-issued_on").first()


def paid_for(instance_id: UUID, month: date) -> int:
    """What one instance was billed for a month, after what later bills took off (one statement)."""
    found = bills.billed_months(instance_id, since=month)
    return next((one.cents for one in found if one.month == month), 0)


def notes_on(bill: Bill) -> list[Bill]:
    """The credit notes for outages of a condominium since the bill before this one (two statements). Identifiers sort
    by time."""
    if bill.kind != Bill.Kind.BILL or bill.instance_id is None:
        return []
    mine = Bill.objects.filter(instance_id=bill.instance_id, id__lt=bill.id)
    before = mine.filter(kind=Bill.Kind.BILL).order_by("-id").values_list("id", flat=True).first()
    notes = OutageCredit.objects.values("note_id")
    found = mine.filter(id__in=notes, id__gt=before) if before else mine.filter(id__in=notes)
    return list(found.order_by("id"))


def of_building(access: Access) -> list[OutageCredit]:
    """What this condominium got back, the newest first (one statement)."""
    found = OutageCredit.objects.filter(instance__org_id=access.org_id).select_related("note")
    return list(found.order_by("-month")[:24])
