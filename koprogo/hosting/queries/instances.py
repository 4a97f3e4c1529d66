"""The hosted condominiums as the console knows them: global rows, nothing of what is inside."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.hosting.models import Instance
from koprogo.hosting.rules.catalogue import Plan
from koprogo.platform.models import Org


@dataclass(frozen=True, slots=True)
class Hosted:
    """One hosted condominium."""

    org_id: UUID
    slug: str
    name: str
    plan: Plan
    since: date
    until: date | None
    state: str
    reason: str


def of(*, org_id: UUID) -> Hosted | None:
    """One of them (one statement)."""
    row = Instance.objects.filter(org_id=org_id).select_related("org").first()
    return _hosted(row) if row else None


def by_slug(*, slug: str) -> Hosted | None:
    """One of them by its address (one statement)."""
    row = Instance.objects.filter(org__slug=slug).select_related("org").first()
    return _hosted(row) if row else None


def listing(*, text: str = "", limit: int = 100, offset: int = 0) -> list[Hosted]:
    """All of them by name, or those whose name holds some words (one statement)."""
    rows = Instance.objects.filter(org__kind=Org.Kind.CONDOMINIUM).select_related("org")
    for word in text.split():
        rows = rows.filter(org__name__icontains=word)
    return [_hosted(row) for row in rows.order_by("org__name", "id")[offset : offset + limit]]


def hosted_count() -> int:
    """How many are hosted (one statement)."""
    return Instance.objects.filter(until__isnull=True).count()


def _hosted(row: Instance) -> Hosted:
    return Hosted(row.org_id, row.org.slug, row.org.name, Plan(row.plan), row.since, row.until, row.state, row.reason)
