"""How the costs of each account are usually shared: its key and the occupant's part, said or usual."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from koprogo.ledger import labels
from koprogo.ledger.models import Account
from koprogo.ledger.rules.allocation import occupant_percent
from koprogo.ledger.rules.chart_account import Nature
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class UsualRow:
    """One account of costs. ``key_code`` empty: the deed's key; ``said``: the building said it, else it is usual."""

    account_id: UUID
    code: str
    name: str
    key_code: str
    occupant_percent: int
    said: bool


def usual(access: Access, *, code: str = "") -> list[UsualRow]:
    """Every account of costs, or the one of a code, by code (one query)."""
    found = Account.objects.filter(org_id=access.org_id, nature=Nature.COST.value)
    if code:
        found = found.filter(code=code)
    rows = found.annotate(key=F("allocations__key_code"), percent=F("allocations__occupant_percent")).order_by("code")
    return [
        UsualRow(
            account_id=account_id,
            code=own,
            name=labels.account_name(label, chart_code),
            key_code=key or "",
            occupant_percent=occupant_percent(chart_code or own) if percent is None else percent,
            said=percent is not None,
        )
        for account_id, own, label, chart_code, key, percent in rows.values_list(
            "id", "code", "label", "chart_code", "key", "percent"
        )
    ]
