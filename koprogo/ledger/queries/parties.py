"""The individual accounts of owners, consultable at any time (AR 12/7/2012)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.ledger.models import Posting
from koprogo.ledger.queries import masking
from koprogo.ledger.rules.journals import JournalKind, reference
from koprogo.ledger.rules.roles import OWNER_ROLES, AccountRole
from koprogo.platform.access import Access

Balances = dict[AccountRole, int]


@dataclass(frozen=True, slots=True)
class PartyPosting:
    """One line of an owner's account: signed cents, what the owner owes above zero, what was paid below."""

    entry_on: date
    reference: str
    journal_kind: str
    role: AccountRole
    label: str
    entry_label: str
    voucher_kind: str
    voucher_id: UUID | None
    voucher_label: str
    lot_id: UUID | None
    amount_cents: int


def _on_owners(access: Access) -> QuerySet[Posting]:
    families = [role.value for role in OWNER_ROLES]
    return Posting.objects.filter(org_id=access.org_id, account__family__in=families, entry__sealed_at__isnull=False)


def party_balances(
    access: Access, *, on: date, party_ids: Collection[UUID] | None = None
) -> dict[UUID, Balances]:
    """What each party (or each of some) owes (cents > 0) or is owed (< 0) at the end of a day, by role (one query).

    A reader without the right to see every account gets their own parties only. No line, no party.
    """
    found = _on_owners(access).filter(entry__entry_on__lte=on, party__isnull=False)
    if party_ids is not None:
        found = found.filter(party_id__in=party_ids)
    if not access.may(Right.SEE_ALL_ACCOUNTS):
        found = found.filter(party_id__in=access.party_ids)
    out: dict[UUID, Balances] = {}
    for party_id, family, cents in found.values_list("party_id", "account__family").annotate(sum=Sum("amount_cents")):
        out.setdefault(party_id, {})[AccountRole(family)] = int(cents)
    return out


def party_balance(access: Access, *, party_id: UUID, on: date) -> int:
    """What one party owes in all (cents > 0) at the end of a day (one query). NotFound to other owners."""
    return sum(party_balance_by_role(access, party_id=party_id, on=on).values())


def party_balance_by_role(access: Access, *, party_id: UUID, on: date) -> Balances:
    """The same, by role; empty when nothing was ever posted. Raises NotFound to other owners."""
    _allowed(access, party_id)
    found = _on_owners(access).filter(entry__entry_on__lte=on, party_id=party_id)
    sums = found.values_list("account__family").annotate(sum=Sum("amount_cents"))
    return {AccountRole(family): int(cents) for family, cents in sums}


def party_postings(access: Access, *, party_id: UUID, from_on: date, to_on: date) -> list[PartyPosting]:
    """The lines of one owner's account over a period, both days included, oldest first (one query).

    Raises NotFound to other owners.
    """
    _allowed(access, party_id)
    rows = (
        _on_owners(access)
        .filter(party_id=party_id, entry__entry_on__gte=from_on, entry__entry_on__lte=to_on)
        .select_related("entry__journal", "entry__fiscal_year", "account")
        .order_by("entry__entry_on", "entry__posted_at", "entry_id", "position")
    )
    return [
        PartyPosting(
            entry_on=row.entry.entry_on,
            reference=reference(row.entry.journal.code, row.entry.fiscal_year.code, row.entry.number),
            journal_kind=row.entry.journal.kind,
            role=AccountRole(row.account.family),
            label=row.label or row.entry.label,
            entry_label=row.entry.label,
            voucher_kind=row.entry.voucher_kind,
            voucher_id=row.entry.voucher_id,
            voucher_label=row.entry.voucher_label,
            lot_id=row.lot_id,
            amount_cents=row.amount_cents,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Movements:
    """An owner's account from a day on, in cents: what was owed before, then what each kind of entry brought.

    ``called`` by calls for funds, ``paid`` by the bank (below zero), ``other`` by anything else.
    """

    opening_cents: int = 0
    called_cents: int = 0
    paid_cents: int = 0
    other_cents: int = 0

    @property
    def closing_cents(self) -> int:
        """What is owed at the end."""
        return self.opening_cents + self.called_cents + self.paid_cents + self.other_cents


def movements(access: Access, *, from_on: date) -> dict[UUID, Movements]:
    """What moved on every owner's account from a day on, by party (one query). For those who see every account."""
    # The opening entry of that very day is what was owed before: it takes over the previous syndic's balances.
    taken_over = Q(entry__entry_on=from_on, entry__journal__kind=JournalKind.OPENING.value)
    later = Q(entry__entry_on__gte=from_on) & ~taken_over
    called = Q(entry__journal__kind=JournalKind.CALLS.value)
    paid = Q(entry__journal__kind=JournalKind.BANK.value)
    rows = (
        _on_owners(access)
        .filter(party__isnull=False)
        .order_by()
        .values_list("party_id")
        .annotate(
            opening=Coalesce(Sum("amount_cents", filter=~later), 0),
            called=Coalesce(Sum("amount_cents", filter=later & called), 0),
            paid=Coalesce(Sum("amount_cents", filter=later & paid), 0),
            other=Coalesce(Sum("amount_cents", filter=later & ~called & ~paid), 0),
        )
    )
    return {party: Movements(*map(int, sums)) for party, *sums in rows}


def _allowed(access: Access, party_id: UUID) -> None:
    if not masking.may_see_party(access, party_id):
        raise NotFound(what="party")


def posted_by_entry(access: Access, *, entry_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], int]:
    """What each of some entries put on each owner's account: (entry, party) to cents, zero left out (one query).

    Of present owners only: what a former one owes (415) is never asked by a call.
    """
    present = [AccountRole.OWNERS_CHARGES.value, AccountRole.OWNERS_RESERVE.value]
    found = _on_owners(access).filter(
        entry_id__in=list(entry_ids), party__isnull=False, account__family__in=present
    )
    rows = found.values_list("entry_id", "party_id").annotate(sum=Sum("amount_cents")).order_by()
    return {(entry_id, party_id): int(cents) for entry_id, party_id, cents in rows if cents}
