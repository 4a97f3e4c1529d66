"""What was taken out of the reserve, by the key of the cost it paid (law 4.2: a reserve per key)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from koprogo.ledger.models import Posting
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Cents taken for costs of one key: before a period, and within it. ``key_code`` empty: the deed's key."""

    key_code: str
    key_label: str
    before_cents: int
    within_cents: int


def by_key(access: Access, *, from_on: date, to_on: date) -> list[Withdrawn]:
    """The withdrawals until a day, by the key said on their line, else by that of the account (one query)."""
    within = Q(entry__entry_on__gte=from_on)
    rows = (
        Posting.objects.filter(
            org_id=access.org_id,
            account__family=AccountRole.RESERVE_WITHDRAWAL.value,
            entry__sealed_at__isnull=False,
            entry__entry_on__lte=to_on,
        )
        .annotate(code=Coalesce("allocations__key__code", "account__allocations__key_code"))
        .values_list("code", "allocations__key__label")
        .annotate(
            before=Coalesce(Sum("amount_cents", filter=~within), 0),
            now=Coalesce(Sum("amount_cents", filter=within), 0),
        )
        .order_by("code", "allocations__key__label")
    )
    return [Withdrawn(code or "", label or "", -int(before), -int(now)) for code, label, before, now in rows]
