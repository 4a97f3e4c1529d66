"""The price lists of the association, as frozen terms."""

from datetime import date

from koprogo.hosting.models import PriceList
from koprogo.hosting.rules import catalogue
from koprogo.hosting.rules.catalogue import Plan, PlanTerms, Quotas, Terms
from koprogo.hosting.rules.prices import PriceList as Infrastructure
from koprogo.hosting.rules.prices import Tier


def every() -> list[Terms]:
    """All of them, the oldest first; the founding list alone before anything was published (two statements)."""
    rows = PriceList.objects.order_by("valid_from").prefetch_related("plans")
    return [_terms(row) for row in rows] or [catalogue.FOUNDING]


def on(day: date) -> Terms:
    """The one that holds on a day (two statements)."""
    return catalogue.on(day, every())


def _terms(row: PriceList) -> Terms:
    order = {plan.value: position for position, plan in enumerate(Plan)}
    plans = sorted(row.plans.all(), key=lambda plan: order[plan.code])
    bought = row.infrastructure
    return Terms(
        valid_from=row.valid_from,
        decided_by=row.decided_by,
        decided_url=row.decided_url,
        plans=tuple(PlanTerms(Plan(plan.code), plan.month_cents, plan.answer_hours) for plan in plans),
        quotas=Quotas(row.stored_bytes, row.users, row.requests),
        keys=row.keys,
        infrastructure=Infrastructure(
            since_on=date.fromisoformat(bought["since_on"]),
            tiers=tuple(Tier(tier["name"], tier["month_millicents"], tier["carries"]) for tier in bought["tiers"]),
            dns_month_millicents=bought["dns_month_millicents"],
            storage_gigabyte_month_millicents=bought["storage_gigabyte_month_millicents"],
        ),
        source=row.source,
    )
