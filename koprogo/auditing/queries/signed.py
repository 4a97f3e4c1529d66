"""Whether the accounts of a year have their auditor's report."""

from koprogo.auditing.models import SignedReport
from koprogo.platform.access import Access


def is_signed(access: Access, *, year: str) -> bool:
    """Whether a report of a fiscal year was signed (one query)."""
    return SignedReport.objects.filter(org_id=access.org_id, report__fiscal_year__code=year).exists()
