"""What the calls that stand have asked of each lot: for tests that compare whole years."""

from django.db.models import Sum

from koprogo.charges.models import CallLine
from koprogo.charges.rules.calls import State
from koprogo.platform.access import Access


def by_lot(access: Access) -> dict[str, int]:
    """Cents by the number of the lot, in that order."""
    lines = CallLine.objects.filter(org_id=access.org_id, call__state=State.SENT)
    sums = lines.values_list("lot__number").annotate(sum=Sum("amount_cents")).order_by("lot__number")
    return {number: int(cents) for number, cents in sums}
