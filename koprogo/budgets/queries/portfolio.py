"""The next calls of many buildings, from the global table: no boundary is opened to read it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from koprogo.budgets.models import NextCall
from koprogo.kernel.refusals import Refused
from koprogo.people.queries import memberships


@dataclass(frozen=True, slots=True)
class Row:
    """One building: its next draft, in cents, or nothing; ``problem``: why it cannot leave; the last outcome."""

    org_id: UUID
    slug: str
    name: str
    call_id: UUID | None
    number: str
    title: str
    due_on: date | None
    cents: int
    notices: int
    problem: Refused | None
    read_at: datetime | None
    batch: UUID | None
    outcome: str
    outcome_number: str
    outcome_problem: Refused | None

    @property
    def may_go(self) -> bool:
        """Whether the next call can be sent from here."""
        return self.call_id is not None and self.problem is None and not self.is_sending

    @property
    def is_sending(self) -> bool:
        """Whether it is on its way."""
        return self.outcome == NextCall.Outcome.SENDING


def rows(*, person_id: UUID, on: date, roles: Collection[str]) -> list[Row]:
    """The buildings where somebody holds one of these roles on a day, by name (two statements)."""
    held = {m.org_id: m.org for m in memberships.current(person_id=person_id, on=on) if m.role in roles}
    kept = {one.org_id: one for one in NextCall.objects.filter(org_id__in=list(held))}
    out = []
    for org_id, org in held.items():
        one = kept.get(org_id)
        out.append(
            Row(
                org_id,
                org.slug,
                org.name,
                one.call_id if one else None,
                one.number if one else "",
                one.title if one else "",
                one.due_on if one else None,
                one.cents if one else 0,
                one.notices if one else 0,
                _refusal(one.problem, one.problem_facts) if one else None,
                one.read_at if one else None,
                one.batch if one else None,
                one.outcome if one else "",
                one.outcome_number if one else "",
                _refusal(one.outcome_problem, one.outcome_facts) if one else None,
            )
        )
    return out


def _refusal(code: str, facts: dict[str, object]) -> Refused | None:
    if not code:
        return None
    kept: type[Refused] = type("KeptRefusal", (Refused,), {"code": code})
    return kept(field=None, **facts)
