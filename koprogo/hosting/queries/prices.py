"""The price lists of the association, as frozen terms."""

from datetime import date
from itertools import groupby
from uuid import UUID

from koprogo.hosting.models import Plan
from koprogo.hosting.rules import catalogue, surplus
from koprogo.hosting.rules.catalogue import Plan as Code
from koprogo.hosting.rules.catalogue import PlanTerms, Quotas, Terms
from koprogo.hosting.rules.prices import PriceList as Infrastructure
from koprogo.hosting.rules.prices import Tier


def every() -> list[Terms]:
    """All of them, by their day, then as they were published; the founding list alone before anything was (one
    statement)."""
    return [terms for _id, terms in _published()] or [catalogue.FOUNDING]


def replaced(price_list_id: UUID) -> Terms:
    """The terms that this list was made from: the one before it (one statement)."""
    before = catalogue.FOUNDING
    for one, terms in _published():
        if one == price_list_id:
            break
        before = terms
    return before


def _published() -> list[tuple[UUID, Terms]]:
    order = ("price_list__valid_from", "price_list__published_at", "price_list_id", "id")
    rows = Plan.objects.select_related("price_list").order_by(*order)
    lists = groupby(rows, key=lambda row: row.price_list_id)
    return [(one, _terms(list(plans))) for one, plans in lists]


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
