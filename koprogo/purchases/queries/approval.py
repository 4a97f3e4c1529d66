"""The condominium's rule of approval, today and before."""

from koprogo.platform.access import Access
from koprogo.purchases.models import ApprovalRule
from koprogo.purchases.rules.approval import Mode, Rule


def history(access: Access) -> list[ApprovalRule]:
    """Every rule that was set, the newest first (one query)."""
    return list(ApprovalRule.objects.filter(org_id=access.org_id).order_by("-set_at", "-id"))


def rule(access: Access) -> Rule:
    """The rule that holds (one query). Nothing decided: nobody else need approve."""
    row = ApprovalRule.objects.filter(org_id=access.org_id).order_by("-set_at", "-id").first()
    return Rule(Mode(row.mode), row.threshold_cents) if row else Rule()
