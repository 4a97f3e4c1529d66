"""Setting the condominium's rule of approval."""

from datetime import date

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import Refused
from koprogo.platform import audit
from koprogo.platform.access import Access, act
from koprogo.purchases.models import ApprovalRule
from koprogo.purchases.rules.approval import Mode, Rule


class DecisionMissing(Refused):
    """The rule of who approves is the assembly's: it comes with its decision and its day."""

    code = "purchases.decision_missing"


@act("purchases.approval_rule_set", needs=Right.SETTINGS)
def set_rule(
    access: Access, *, mode: Mode, threshold_cents: int = 0, decision: str = "", decided_on: date | None = None
) -> ApprovalRule:
    """Say who may let an invoice be paid from now on; invoices that wait already are judged by it too.

    Raises ThresholdMissing, DecisionMissing.
    """
    Rule(mode, threshold_cents)
    if not decision.strip():
        raise DecisionMissing(field="decision")
    if decided_on is None:
        raise DecisionMissing(field="decided_on")
    row = ApprovalRule.objects.create(
        org_id=access.org_id,
        mode=mode,
        threshold_cents=threshold_cents if mode is Mode.ABOVE else 0,
        decision=decision.strip()[:200],
        decided_on=decided_on,
        set_at=access.now,
        set_by_id=access.person_id,
        set_by=access.person_name,
    )
    audit.record(
        access,
        "purchases.approval_rule_set",
        row.id,
        mode=mode,
        threshold_cents=row.threshold_cents,
        decision=row.decision,
        decided_on=decided_on,
    )
    return row
