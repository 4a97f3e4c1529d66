"""The price lists of the association, as frozen terms."""

from datetime import date
from itertools import groupby

from koprogo.hosting.models import Plan
from koprogo.hosting.rules import catalogue, surplus
from koprogo.hosting.rules.catalogue import Plan as Code
from koprogo.hosting.rules.catalogue import PlanTerms, Quotas, Terms
from koprogo.hosting.rules.prices import PriceList as Infrastructure
from koprogo.hosting.rules.prices import Tier


def every() -> list[Terms]:
    """All of them, the oldest first; the founding list alone before anything was published (one statement)."""
    rows = Plan.objects.select_related("price_list").order_by("price_list__valid_from", "id")
    lists = groupby(rows, key=lambda row: row.price_list_id)
    return [_terms(list(plans)) for _list, plans in lists] or [catalogue.FOUNDING]


def on(day: date) -> Terms:
    """The one that holds on a day (one statement)."""
    return catalogue.on(day, every())


def _terms(plans: list[Plan]) -> Terms:
    row = plans[0].price_list
    bought = row.infrastructure
    return Terms(
        valid_from=row.valid_from,
        decided_by=row.decided_by,
        decided_url=row.decided_url,
        plans=tuple(PlanTerms(Code(plan.code), plan.month_cents, plan.answer_hours) for plan in plans),
        quotas=Quotas(row.stored_bytes, row.users, row.requests),
        keys=surplus.ordered(row.keys),
        infrastructure=Infrastructure(
            since_on=date.fromisoformat(bought["since_on"]),
            tiers=tuple(Tier(tier["name"], tier["month_millicents"], tier["carries"]) for tier in bought["tiers"]),
            dns_month_millicents=bought["dns_month_millicents"],
            storage_gigabyte_month_millicents=bought["storage_gigabyte_month_millicents"],
        ),
        source=row.source,
    )
