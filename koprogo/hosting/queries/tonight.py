"""What is left to do for whoever runs the cloud, from global tables and the association's own."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from koprogo.hosting.models import Bill, Incident, Instance
from koprogo.hosting.queries import bills, nonprofit, publication, service, support
from koprogo.hosting.rules.bills import first_of
from koprogo.hosting.rules.catalogue import Plan
from koprogo.hosting.rules.promises import Turn
from koprogo.hosting.rules.uptime import Gap
from koprogo.platform.access import BRUSSELS, Access

#: A closing this near is looked at again: has everything been taken along?
CLOSING_DAYS = 7


@dataclass(frozen=True, slots=True)
class Tonight:
    """Counts and dates, each the beginning of an act. ``publish``: the oldest month that is over and not published."""

    waits: tuple[Turn, ...]
    late: int
    gaps: tuple[Gap, ...]
    running: tuple[Incident, ...]
    unbilled: int
    overdue: int
    publish: date | None
    suspended: int
    closing: int

    @property
    def nothing(self) -> bool:
        """Whether everything is done."""
        counts = (self.waits, self.gaps, self.running, self.unbilled, self.overdue, self.publish, self.suspended)
        return not any(counts) and not self.closing


def left(access: Access) -> Tonight:
    """Everything that waits (nine statements, however many are hosted). ``access``: inside the association."""
    today, month = access.today, first_of(access.today)
    waits, told = support.waits(), service.incidents(access)
    hosted = Instance.objects.aggregate(
        suspended=Count("id", filter=Q(state=Instance.State.SUSPENDED)),
        closing=Count("id", filter=Q(until__gte=today, until__lte=today + timedelta(days=CLOSING_DAYS))),
    )
    return Tonight(
        waits=tuple(waits),
        late=sum(one.late(access.now) for one in waits),
        gaps=tuple(service.unexplained(access, told)),
        running=service.going_on(told, access.now),
        unbilled=sum(one.plan != Plan.FREE_FOR_LIFE for one in bills.waiting(month=month)),
        overdue=Bill.objects.filter(kind=Bill.Kind.BILL, open_cents__gt=0, due_on__lt=today).count(),
        publish=_publish(month),
        suspended=hosted["suspended"],
        closing=hosted["closing"],
    )


def _publish(month: date) -> date | None:
    """The month to publish, if it is over and the association was there in it."""
    following, org = publication.next_month(month), nonprofit.org()
    return following if first_of(org.created_at.astimezone(BRUSSELS).date()) <= following < month else None
