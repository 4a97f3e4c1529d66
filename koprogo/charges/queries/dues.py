"""What is owed: open notices, advances, and the one figure an owner comes for."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from koprogo.charges.models import CallNotice
from koprogo.charges.rules.calls import State
from koprogo.ledger.queries import parties
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform.access import Access

OWED = (AccountRole.OWNERS_CHARGES, AccountRole.OWNERS_RESERVE)


@dataclass(frozen=True, slots=True)
class OpenNotice:
    """A notice that still wants money."""

    notice_id: UUID
    call_id: UUID
    call_number: str
    title: str
    party_id: UUID
    party_name: str
    structured_reference: str
    due_on: date
    amount_cents: int
    open_cents: int


def open_notices(access: Access, *, party_ids: frozenset[UUID] | None = None) -> list[OpenNotice]:
    """Everything still open, in order of due date then issue (one statement); of some owners only if named."""
    found = CallNotice.objects.filter(org_id=access.org_id, call__state=State.SENT)
    if party_ids is not None:
        found = found.filter(party_id__in=party_ids)
    found = found.annotate(still=F("amount_cents") - Coalesce(Sum("settlements__cents"), 0)).filter(still__gt=0)
    found = found.select_related("call", "party").order_by("call__due_on", "call__year", "call__sequence", "id")
    return [
        OpenNotice(
            n.id,
            n.call_id,
            n.call.number,
            n.call.title,
            n.party_id,
            n.party.name,
            n.structured_reference,
            n.call.due_on,
            n.amount_cents,
            int(n.still),
        )
        for n in found
    ]


@dataclass(frozen=True, slots=True)
class Due:
    """What somebody owes in all: the ledger says how much, the notices say for what and by when."""

    balance_cents: int
    notices: tuple[OpenNotice, ...]

    @property
    def to_pay_cents(self) -> int:
        """What the owner must pay: never negative."""
        return max(self.balance_cents, 0)

    @property
    def ahead_cents(self) -> int:
        """What the owner has paid in advance."""
        return max(-self.balance_cents, 0)

    @property
    def first(self) -> OpenNotice | None:
        """The notice that falls due first: its reference carries the payment."""
        return self.notices[0] if self.notices else None

    @property
    def earlier_cents(self) -> int:
        """What is owed (+) or was paid (−) beside the open notices: an old balance, an advance."""
        return self.balance_cents - sum(notice.open_cents for notice in self.notices)


def of_parties(access: Access, *, party_ids: frozenset[UUID]) -> Due:
    """The one figure an owner comes for (two statements)."""
    held = parties.party_balances(access, on=access.today)
    total = sum(
        cents for party, roles in held.items() if party in party_ids for role, cents in roles.items() if role in OWED
    )
    return Due(total, tuple(open_notices(access, party_ids=party_ids)))


def owed_by_party(access: Access, *, party_ids: frozenset[UUID] | None = None) -> dict[UUID, int]:
    """The balance of every owner (or of some) on the two owners' accounts, cents, debit positive (one statement)."""
    held = parties.party_balances(access, on=access.today, party_ids=party_ids)
    return {party: sum(cents for role, cents in roles.items() if role in OWED) for party, roles in held.items()}
