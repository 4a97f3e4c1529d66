"""Confirmations that stand: what another context keeps of one is only true while nobody took it back."""

from collections.abc import Collection
from uuid import UUID

from koprogo.banking.models import Reconciliation
from koprogo.platform.access import Access


def standing(access: Access, *, ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of these confirmations that nobody took back (one query)."""
    rows = Reconciliation.objects.filter(org_id=access.org_id, id__in=ids, undone_at__isnull=True)
    return frozenset(rows.values_list("id", flat=True))
