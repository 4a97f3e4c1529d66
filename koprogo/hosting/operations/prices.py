"""A price list is published by the board, from a decision of the members, for a day to come."""

from dataclasses import asdict

from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.models import Plan, PriceList
from koprogo.hosting.queries import prices as queries
from koprogo.hosting.rules import catalogue
from koprogo.hosting.rules.catalogue import Terms
from koprogo.platform import audit
from koprogo.platform.access import Access, act


@act("hosting.prices_published", needs=Right.RUN_HOSTING)
def publish(access: Access, *, terms: Terms) -> PriceList:
    """Add a list; bills apply it from its day on by themselves. ``access``: inside the non-profit.

    Raises TermsTooLate, TermsWithoutDecision, TermsImpossible, KeysIncomplete.
    """
    lists = queries.every() if PriceList.objects.exists() else []
    catalogue.check(terms, today=access.today, lists=lists)
    bought = asdict(terms.infrastructure) | {"since_on": terms.infrastructure.since_on.isoformat()}
    row = PriceList.objects.create(
        valid_from=terms.valid_from,
        decided_by=terms.decided_by,
        decided_url=terms.decided_url,
        stored_bytes=terms.quotas.stored_bytes,
        users=terms.quotas.users,
        requests=terms.quotas.requests,
        keys=dict(terms.keys),
        infrastructure=bought,
        source=terms.source,
        published_at=access.now,
    )
    Plan.objects.bulk_create(
        Plan(price_list=row, code=plan.plan, month_cents=plan.month_cents, answer_hours=plan.answer_hours)
        for plan in terms.plans
    )
    audit.record(
        access,
        "hosting.prices_published",
        row.id,
        valid_from=terms.valid_from,
        month_cents=terms.month_cents,
        decided_by=terms.decided_by,
    )
    return row
