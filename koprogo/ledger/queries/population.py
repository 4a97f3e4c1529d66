"""The entries of a year as a population to draw from, and the five sums that control its books."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from koprogo.kernel.refusals import NotFound
from koprogo.ledger.models import Entry, FiscalYear, Posting
from koprogo.ledger.queries.entries import number_of
from koprogo.ledger.rules.roles import BANK_ROLES, OWNER_ROLES, AccountRole
from koprogo.platform.access import Access

_DEBITS = Coalesce(Sum("postings__amount_cents", filter=Q(postings__amount_cents__gt=0)), 0)
_BANKS = frozenset({*BANK_ROLES, AccountRole.CASH, AccountRole.TRANSFERS})
_SUPPLIERS = frozenset({AccountRole.SUPPLIERS, AccountRole.INVOICES_TO_RECEIVE})
_FUNDS = frozenset({AccountRole.WORKING_FUND, AccountRole.RESERVE_FUND, AccountRole.SPECIAL_RESERVE})


@dataclass(frozen=True, slots=True)
class Member:
    """One sealed entry of the year; ``cents``: the sum of its debits."""

    entry_id: UUID
    reference: str
    journal: str
    number: int
    cents: int


@dataclass(frozen=True, slots=True)
class ControlTotals:
    """The five sums on a day, in cents. Owners above zero owe; suppliers, funds and result above zero are credits."""

    on: date
    banks_cents: int
    owners_cents: int
    suppliers_cents: int
    funds_cents: int
    result_cents: int


def year(access: Access, *, code: str) -> FiscalYear:
    """The fiscal year of a code (one query). Raises NotFound."""
    found = FiscalYear.objects.filter(org_id=access.org_id, code=code).first()
    if found is None:
        raise NotFound(what="fiscal_year")
    return found


def of_year(access: Access, *, code: str, upto: Mapping[str, int] | None = None) -> list[Member]:
    """Every sealed entry of the year by journal and number, or those up to a number of each journal (one query).

    The numbers of a journal have no gaps, so ``upto`` names a population for ever.
    """
    found = Entry.objects.filter(org_id=access.org_id, fiscal_year__code=code, sealed_at__isnull=False)
    if upto is not None:
        found = found.filter(
            Q(*(Q(journal__code=journal, number__lte=last) for journal, last in upto.items()), _connector=Q.OR)
            if upto
            else Q(pk__in=[])
        )
    rows = found.select_related("journal", "fiscal_year").annotate(debits=_DEBITS).order_by("journal__code", "number")
    return [Member(row.id, number_of(row), row.journal.code, row.number, int(vars(row)["debits"])) for row in rows]


def control_totals(access: Access, *, code: str, known: FiscalYear | None = None) -> ControlTotals:
    """The five sums on the last day of a year (two queries, one where the year is known). Raises NotFound."""
    found = known or year(access, code=code)
    rows = (
        Posting.objects.filter(org_id=access.org_id, entry__sealed_at__isnull=False, entry__entry_on__lte=found.ends_on)
        .values_list("account__family", "account__code", "entry__fiscal_year_id")
        .annotate(cents=Sum("amount_cents"))
        .order_by()
    )
    sums = [(str(family), str(number), year_id, int(cents)) for family, number, year_id, cents in rows]

    def of(families: Collection[str]) -> int:
        return sum(cents for family, _number, _year, cents in sums if family in families)

    # What a year leaves is what it brought in less what it cost, before the closing empties classes 6 and 7.
    result = sum(cents for _f, number, year_id, cents in sums if number[:1] in ("6", "7") and year_id == found.id)
    return ControlTotals(
        on=found.ends_on,
        banks_cents=of(_BANKS),
        owners_cents=of(frozenset(OWNER_ROLES)),
        suppliers_cents=-of(_SUPPLIERS),
        funds_cents=-of(_FUNDS),
        result_cents=-result,
    )
