"""Which days are settled: what the closing of a year asks."""

from datetime import date

from koprogo.platform.access import Access
from koprogo.settlements.models import Settlement
from koprogo.settlements.rules.settlements import State


def issued(access: Access) -> list[tuple[date, date]]:
    """The first and last day of every settlement that stands, the oldest first (one query)."""
    found = Settlement.objects.filter(org_id=access.org_id, state=State.ISSUED.value)
    return list(found.order_by("period_from").values_list("period_from", "period_to"))
