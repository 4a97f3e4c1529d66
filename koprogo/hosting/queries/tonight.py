"""What is left to do for whoever runs the cloud, from global tables and the association's own."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Subquery, Value

from koprogo.hosting.models import Bill, Incident, Instance
from koprogo.hosting.queries import bills, gifts, publication, service, support
from koprogo.hosting.rules.bills import first_of
from koprogo.hosting.rules.catalogue import Plan
from koprogo.hosting.rules.promises import Turn
from koprogo.hosting.rules.uptime import Gap
from koprogo.platform.access import Access
from koprogo.platform.models import Org

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
    renew: int
    publish: date | None
    suspended: int
    closing: int

    @property
    def nothing(self) -> bool:
        """Whether everything is done."""
        counts = (self.unbilled, self.overdue, self.renew, self.publish, self.suspended, self.closing)
        return not any((self.waits, self.gaps, self.running, *counts))


def left(access: Access) -> Tonight:
    """Everything that waits (five statements, however many are hosted). ``access``: inside the association."""
    today, month = access.today, first_of(access.today)
    waits, told = support.waits(), service.told(access)
    hosted = list(bills.with_last(Instance.objects.all()))
    unbilled = bills.waiting_among(hosted, month=month)
    overdue, published, renew = _money(access)
    return Tonight(
        waits=tuple(waits),
        late=sum(one.late(access.now) for one in waits),
        gaps=tuple(service.unexplained(access, told)),
        running=service.going_on(told, access.now),
        unbilled=sum(one.plan != Plan.FREE_FOR_LIFE for one in unbilled),
        overdue=overdue,
        renew=renew,
        publish=_publish(month, published, access.org_since),
        suspended=sum(row.state == Instance.State.SUSPENDED for row in hosted),
        closing=sum(row.until is not None and today <= row.until <= soon(today) for row in hosted),
    )


def _money(access: Access) -> tuple[int, date | None, int]:
    """(How many bills are late, the newest month published, how many sponsors to ask) (one statement)."""
    late = Bill.objects.filter(kind=Bill.Kind.BILL, open_cents__gt=0, due_on__lt=access.today).order_by()
    count = late.annotate(one=Value(1)).values("one").annotate(n=Count("id")).values("n")
    asked = gifts.to_ask(access).order_by().annotate(one=Value(1)).values("one").annotate(n=Count("id")).values("n")
    found = Org.objects.annotate(late=Subquery(count), published=Subquery(publication.last()), ask=Subquery(asked))
    row = found.get(id=access.org_id)
    return row.late or 0, row.published, row.ask or 0


def soon(today: date) -> date:
    """The last day that is near."""
    return today + timedelta(days=CLOSING_DAYS)


def _publish(month: date, published: date | None, since: date | None) -> date | None:
    """The month to publish, if it is over and the association was there in it."""
    following = publication.following(published, month)
    return following if since is not None and first_of(since) <= following < month else None
