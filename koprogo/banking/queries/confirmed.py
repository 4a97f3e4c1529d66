"""Confirmations that stand: what another context keeps of one is only true while nobody took it back."""

from django.db.models import QuerySet

from koprogo.banking.models import Reconciliation
from koprogo.platform.access import Access


def standing(access: Access) -> QuerySet[Reconciliation]:
    """The confirmations that nobody took back, as a question that another one may hold."""
    return Reconciliation.objects.filter(org_id=access.org_id, undone_at__isnull=True)
