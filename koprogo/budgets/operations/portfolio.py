"""Send the next call of many buildings: each in its own transaction, each once, and why one did not leave."""

from typing import Any
from uuid import UUID

from django.db import transaction

from koprogo.budgets.models import NextCall
from koprogo.charges.operations import calls
from koprogo.charges.queries import calls as call_queries
from koprogo.charges.queries import draft as drafts
from koprogo.charges.rules.calls import State
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import Refused
from koprogo.platform import audit, jobs
from koprogo.platform.access import Access, act

SEND_NEXT = "budgets.send_next"
Outcome = NextCall.Outcome


def refresh(access: Access) -> None:
    """Write this building's row of the portfolio: its first draft as it would leave today."""
    waiting = sorted(call_queries.drafts(access), key=lambda call: (call.due_on, call.sequence))
    facts: dict[str, Any] = {
        "call_id": None,
        "number": "",
        "title": "",
        "due_on": None,
        "cents": 0,
        "notices": 0,
        "problem": "",
        "problem_facts": {},
    }
    if waiting:
        first = waiting[0]
        found = drafts.preview(access, call=first)
        problem = found.problems[0] if found.problems else None
        facts |= {
            "call_id": first.id,
            "number": first.number,
            "title": first.title,
            "due_on": first.due_on,
            "cents": found.total_cents,
            "notices": len(found.party_cents),
        }
        facts |= {"problem": problem.code, "problem_facts": _plain(problem)} if problem else {}
    NextCall.objects.update_or_create(org_id=access.org_id, defaults=facts | {"read_at": access.now})


def _plain(refusal: Refused) -> dict[str, object]:
    return {name: value if isinstance(value, int | str | list) else str(value) for name, value in refusal.facts.items()}


@act("budgets.bulk_send_asked", needs=Right.CALL_FUNDS)
def ask(access: Access, *, call_id: UUID, batch: UUID) -> bool:
    """Ask for the sending of this building's next call as part of a batch. Returns whether it was still to be sent.

    What is on its way is not asked again.
    """
    row = NextCall.objects.select_for_update().filter(org_id=access.org_id, call_id=call_id).first()
    if row is None or (row.outcome == Outcome.SENDING and row.outcome_number == row.number):
        return False
    row.batch, row.outcome, row.outcome_number = batch, Outcome.SENDING, row.number
    row.outcome_problem, row.outcome_facts = "", {}
    row.save()
    jobs.enqueue(access, SEND_NEXT, subject_id=call_id, total=1)
    audit.record(access, "budgets.bulk_send_asked", call_id, number=row.number)
    return True


@act("budgets.bulk_sent", needs=Right.CALL_FUNDS)
def send(access: Access, *, call_id: UUID) -> None:
    """Send one call of a batch; a refusal is kept for the page. A call that has left already is left alone."""
    made = call_queries.called(access, call_ids=[call_id]).get(call_id)
    outcome: dict[str, Any] = {"outcome": Outcome.SENT}
    if made is None:
        outcome = {"outcome": Outcome.REFUSED, "outcome_problem": "charges.nothing_to_call", "outcome_facts": {}}
    elif made.state is State.DRAFT:
        try:
            with transaction.atomic():
                calls.send(access, number=made.number)
        except Refused as refusal:
            outcome = {
                "outcome": Outcome.REFUSED,
                "outcome_problem": refusal.code,
                "outcome_facts": _plain(refusal),
            }
    refresh(access)
    NextCall.objects.filter(org_id=access.org_id).update(**outcome)
    audit.record(access, "budgets.bulk_sent", call_id, outcome=str(outcome["outcome"]))
