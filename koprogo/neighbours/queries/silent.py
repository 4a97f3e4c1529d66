"""Exchanges that somebody said were done and nobody answered, for a job."""

from datetime import timedelta
from uuid import UUID

from django.db.models import F

from koprogo.neighbours.models import Deal
from koprogo.neighbours.rules.exchange import SILENT_DAYS, State
from koprogo.platform.access import Access


def silent(access: Access) -> list[UUID]:
    """Those whose week is over (one query)."""
    found = Deal.objects.filter(
        org_id=access.org_id,
        state=State.TOLD,
        told_at__lte=access.now - timedelta(days=SILENT_DAYS),
        told_quarters__lte=F("quarters"),  # more than agreed is never settled in silence
    )
    return list(found.order_by("told_at", "id").values_list("id", flat=True))
