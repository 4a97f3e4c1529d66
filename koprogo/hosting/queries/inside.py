"""What a building sees of its host: the texts it accepted, and who of support was let in."""

from koprogo.hosting.models import SupportAccess, TermsAcceptance
from koprogo.platform.access import Access


def acceptances(access: Access) -> list[TermsAcceptance]:
    """The newest first (one query)."""
    return list(TermsAcceptance.objects.filter(org_id=access.org_id).order_by("-at", "text")[:20])


def support(access: Access) -> list[SupportAccess]:
    """The newest first (one query)."""
    return list(SupportAccess.objects.filter(org_id=access.org_id).order_by("-opened_at", "-id")[:50])
