"""Record what the assembly decides of the reserve's contribution: a waiver by four fifths, or its end."""

from koprogo.budgets.models import ReserveDecision
from koprogo.budgets.operations.budgets import Decided
from koprogo.budgets.queries.sheet import look
from koprogo.budgets.rules import reserve as rules
from koprogo.condominiums.rules.rights import Right
from koprogo.platform import audit
from koprogo.platform.access import Access, act


@act("budgets.reserve_waived", needs=Right.PLAN_BUDGET)
def waive(access: Access, *, decided: Decided, for_votes: int, cast_votes: int) -> ReserveDecision:
    """Record a waiver. Raises NotEnoughVotes below four fifths of the votes cast (CC 3.86 § 3), DecidedLater."""
    rules.check_waiver(for_votes, cast_votes)
    row = _kept(access, decided, waives=True, for_votes=for_votes, cast_votes=cast_votes)
    audit.record(access, "budgets.reserve_waived", row.id, on=decided.decided_on, votes=for_votes, cast=cast_votes)
    return row


@act("budgets.reserve_resumed", needs=Right.PLAN_BUDGET)
def resume(access: Access, *, decided: Decided, for_votes: int, cast_votes: int) -> ReserveDecision:
    """Record the end of a waiver. Raises NothingToRevoke when none holds, DecidedLater."""
    if not rules.waived_on(look(access).decisions, access.today):
        raise rules.NothingToRevoke()
    row = _kept(access, decided, waives=False, for_votes=for_votes, cast_votes=cast_votes)
    audit.record(access, "budgets.reserve_resumed", row.id, on=decided.decided_on, votes=for_votes, cast=cast_votes)
    return row


def _kept(access: Access, decided: Decided, *, waives: bool, for_votes: int, cast_votes: int) -> ReserveDecision:
    if decided.decided_on > access.today:
        raise rules.DecidedLater(field="decided_on", today=access.today)
    return ReserveDecision.objects.create(
        org_id=access.org_id,
        decided_on=decided.decided_on,
        waives=waives,
        item=decided.item,
        decision=decided.decision,
        for_votes=for_votes,
        cast_votes=cast_votes,
        recorded_at=access.now,
    )
