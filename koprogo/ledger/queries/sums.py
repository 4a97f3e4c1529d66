"""What each account held, received and gave over a period: what every statement of the year is made of."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from koprogo.ledger import labels
from koprogo.ledger.models import Posting
from koprogo.ledger.queries import masking
from koprogo.ledger.rules.chart_account import Nature
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import OWNER_ROLES, AccountRole
from koprogo.platform.access import Access

_ACCOUNT = ("account__code", "account__label", "account__chart_code", "account__nature", "account__family")
_OPENING_JOURNAL = Q(entry__journal__kind=JournalKind.OPENING.value)


@dataclass(frozen=True, slots=True)
class AccountSums:
    """One account over a period, in cents. ``opening_cents``: debit minus credit before it, takeover included;
    ``calls_…``: what calls for funds wrote of the two sums (journal APP)."""

    code: str
    name: str
    nature: str
    family: str
    opening_cents: int
    debit_cents: int
    credit_cents: int
    calls_debit_cents: int
    calls_credit_cents: int

    @property
    def closing_cents(self) -> int:
        """Debit minus credit at the end."""
        return self.opening_cents + self.debit_cents - self.credit_cents


@dataclass(frozen=True, slots=True)
class Position:
    """What one account holds for one party on a day, debit minus credit; ``current_cents``: of it, since a day."""

    code: str
    name: str
    nature: str
    family: str
    party_id: UUID | None
    cents: int
    current_cents: int


@dataclass(frozen=True, slots=True)
class ResultSums:
    """One account of costs or incomes over two periods, in cents, debit minus credit."""

    code: str
    name: str
    nature: str
    cents: int
    before_cents: int


@dataclass(frozen=True, slots=True)
class OwnerSums:
    """What one owner owes (cents > 0) by role. ``party_id`` empty: everybody this reader may not see, together."""

    party_id: UUID | None
    name: str
    by_role: dict[AccountRole, int]

    @property
    def total_cents(self) -> int:
        """What is owed in all."""
        return sum(self.by_role.values())


def _sealed(access: Access, until: date) -> QuerySet[Posting]:
    return Posting.objects.filter(org_id=access.org_id, entry__sealed_at__isnull=False, entry__entry_on__lte=until)


def _sum(condition: Q) -> Coalesce:
    return Coalesce(Sum("amount_cents", filter=condition), 0)


def of_accounts(access: Access, *, from_on: date, to_on: date) -> list[AccountSums]:
    """Every account that ever moved until the end of the period, by code (one query).

    The entries of the opening journal count as what was there before: a takeover is no movement of the year.
    """
    before = Q(entry__entry_on__lt=from_on) | _OPENING_JOURNAL
    within = ~before
    calls = Q(entry__journal__kind=JournalKind.CALLS.value)
    rows = (
        _sealed(access, to_on)
        .values_list(*_ACCOUNT)
        .annotate(
            opening=_sum(before),
            debit=_sum(within & Q(amount_cents__gt=0)),
            credit=_sum(within & Q(amount_cents__lt=0)),
            calls_debit=_sum(within & calls & Q(amount_cents__gt=0)),
            calls_credit=_sum(within & calls & Q(amount_cents__lt=0)),
        )
        .order_by("account__code")
    )
    return [
        AccountSums(
            code,
            labels.account_name(label, chart),
            nature,
            family,
            int(opening),
            int(debit),
            -int(credit),
            int(calls_debit),
            -int(calls_credit),
        )
        for code, label, chart, nature, family, opening, debit, credit, calls_debit, calls_credit in rows
    ]


def positions(access: Access, *, on: date, since: date) -> list[Position]:
    """What every account holds on a day, party by party where lines name one, by code (one query).

    For everybody who reads the books: it tells how many sides an account has, and no name.
    """
    rows = (
        _sealed(access, on)
        .values_list(*_ACCOUNT, "party_id")
        .annotate(total=Sum("amount_cents"), current=_sum(Q(entry__entry_on__gte=since)))
        .order_by("account__code", "party_id")
    )
    return [
        Position(code, labels.account_name(label, chart), nature, family, party_id, int(total), int(current))
        for code, label, chart, nature, family, party_id, total, current in rows
    ]


def results(access: Access, *, from_on: date, to_on: date, before_from: date, before_to: date) -> list[ResultSums]:
    """The accounts of costs and incomes that moved in one of two periods, by code (one query).

    The settlement's own entries are left out: they carry costs over to the owners.
    """
    now = Q(entry__entry_on__range=(from_on, to_on))
    before = Q(entry__entry_on__range=(before_from, before_to))
    rows = (
        Posting.objects.filter(
            now | before,
            org_id=access.org_id,
            entry__sealed_at__isnull=False,
            account__nature__in=[Nature.COST.value, Nature.INCOME.value],
        )
        .exclude(entry__journal__kind=JournalKind.SETTLEMENTS.value)
        .values_list("account__code", "account__label", "account__chart_code", "account__nature")
        .annotate(now=_sum(now), before=_sum(before))
        .order_by("account__code")
    )
    return [
        ResultSums(code, labels.account_name(label, chart), nature, int(cents), int(earlier))
        for code, label, chart, nature, cents, earlier in rows
    ]


def owners(access: Access, *, on: date) -> list[OwnerSums]:
    """The individual accounts of owners on a day, by name (one query).

    A reader without the right to see every account gets their own by name, and the others as one sum.
    """
    rows = (
        _sealed(access, on)
        .filter(account__family__in=[role.value for role in OWNER_ROLES])
        .values_list("party_id", "party__name", "party__sort_name", "account__family")
        .annotate(total=Sum("amount_cents"))
        .order_by("party__sort_name", "party_id", "account__family")
    )
    found: dict[UUID | None, OwnerSums] = {}
    for party_id, name, _sort, family, cents in rows:
        seen = party_id is not None and masking.may_see_party(access, party_id)
        key = party_id if seen else None
        owner = found.setdefault(key, OwnerSums(key, (name or "") if seen else "", {}))
        role = AccountRole(family)
        owner.by_role[role] = owner.by_role.get(role, 0) + int(cents)
    others = found.pop(None, None)
    return [*found.values(), *([others] if others else [])]
