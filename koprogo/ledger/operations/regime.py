"""Choosing full books below twenty lots, and taking note that the count crossed the line: no entry moves."""

from datetime import date

from koprogo.condominiums.rules.rights import Right
from koprogo.ledger.models import RegimeNote
from koprogo.ledger.queries.regime import Standing, standing
from koprogo.ledger.rules import regime as rules
from koprogo.platform import audit
from koprogo.platform.access import Access, act


@act("ledger.regime_chosen", needs=Right.SETTINGS)
def choose(access: Access, *, full: bool, decision: str, decided_on: date | None) -> RegimeNote:
    """Keep full books whatever the number of lots, by a decision of the association, or go by the number again.

    Raises DecisionMissing.
    """
    rules.check_choice(full=full, decision=decision, decided_on=decided_on)
    now = standing(access)
    row = RegimeNote.objects.create(
        org_id=access.org_id,
        regime=rules.regime(counted=now.counted, chosen_full=full).value,
        counted_lots=now.counted,
        chosen_full=full,
        decision=decision.strip(),
        decided_on=decided_on,
        noted_at=access.now,
        noted_by_id=access.person_id,
    )
    audit.record(access, "ledger.regime_chosen", row.id, full=full, decision=row.decision, decided_on=decided_on)
    return row


@act("ledger.regime_noted", needs=Right.SETTINGS)
def take_note(access: Access) -> RegimeNote:
    """The syndic has read which books the building keeps now."""
    return _noted(access, standing(access))


@act("ledger.regime_noted", needs=Right.SETTINGS)
def begin(access: Access) -> RegimeNote | None:
    """Remember the regime of a building that has none yet: from then on a crossing is news. None when it had one."""
    now = standing(access)
    return _noted(access, now) if now.told is None else None


def _noted(access: Access, now: Standing) -> RegimeNote:
    row = RegimeNote.objects.create(
        org_id=access.org_id,
        regime=now.regime.value,
        counted_lots=now.counted,
        chosen_full=now.chosen_full,
        decision=now.decision,
        decided_on=now.decided_on,
        noted_at=access.now,
        noted_by_id=access.person_id,
    )
    audit.record(access, "ledger.regime_noted", row.id, regime=row.regime, lots=row.counted_lots)
    return row
