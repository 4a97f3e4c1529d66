"""Are the books sound? What the database already refuses is proved again here, from the rows alone."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from django.db.models import Count, F, Max, Min, Q, Sum
from django.db.models.functions import Coalesce

from koprogo.kernel.findings import Finding
from koprogo.ledger.models import Entry, Posting
from koprogo.ledger.queries import chain
from koprogo.ledger.rules.journals import reference
from koprogo.ledger.rules.roles import FUND_ROLES, OWNER_ROLES
from koprogo.platform.access import Access


def problems(access: Access) -> list[Finding]:
    """Each thing that is wrong, none when the books are sound (nine statements, and four each 4 000 entries)."""
    return [finding for prove in PROOFS.values() for finding in prove(access)]


def _entries(access: Access) -> list[Finding]:
    found = (
        Entry.objects.filter(org_id=access.org_id)
        .select_related("journal", "fiscal_year")
        .annotate(total=Coalesce(Sum("postings__amount_cents"), 0), lines=Count("postings"))
        .filter(
            Q(sealed_at__isnull=True)
            | Q(lines__lt=2)
            | ~Q(total=0)
            | Q(entry_on__lt=F("fiscal_year__starts_on"))
            | Q(entry_on__gt=F("fiscal_year__ends_on"))
        )
        .order_by("entry_on", "id")
    )
    out = []
    for row in found:
        name = reference(row.journal.code, row.fiscal_year.code, row.number)
        if row.sealed_at is None:
            out.append(Finding("ledger.entries.unsealed", {"entry": name}))
        if row.lines < 2:
            out.append(Finding("ledger.entries.short", {"entry": name, "lines": row.lines}))
        if row.total:
            out.append(Finding("ledger.entries.unbalanced", {"entry": name, "cents": int(row.total)}))
        if not row.fiscal_year.starts_on <= row.entry_on <= row.fiscal_year.ends_on:
            out.append(Finding("ledger.entries.outside_year", {"entry": name, "day": row.entry_on.isoformat()}))
    return out


def _numbers(access: Access) -> list[Finding]:
    series = (
        Entry.objects.filter(org_id=access.org_id)
        .values_list("journal__code", "fiscal_year__code")
        .annotate(first=Min("number"), last=Max("number"), count=Count("pk"))
        .order_by("journal__code", "fiscal_year__code")
    )
    return [
        Finding("ledger.numbers.gap", {"journal": journal, "year": year, "count": count, "first": first, "last": last})
        for journal, year, first, last, count in series
        if first != 1 or last != count
    ]


def _total(access: Access) -> list[Finding]:
    rows = Posting.objects.filter(org_id=access.org_id)
    total = int(rows.aggregate(total=Coalesce(Sum("amount_cents"), 0))["total"])
    return [Finding("ledger.total.unbalanced", {"cents": total})] if total else []


def _owners(access: Access) -> list[Finding]:
    """Individual accounts add up to the accounts above them exactly when every posting names its party."""
    rows = (
        Posting.objects.filter(
            org_id=access.org_id, account__family__in=[role.value for role in OWNER_ROLES], party__isnull=True
        )
        .values_list("account__code")
        .annotate(cents=Sum("amount_cents"), lines=Count("pk"))
        .order_by("account__code")
    )
    return [
        Finding("ledger.owners.nameless", {"account": code, "cents": int(cents), "lines": lines})
        for code, cents, lines in rows
    ]


def _funds(access: Access) -> list[Finding]:
    """A fund holds money of the owners: it may be spent to nothing, never beyond (law 4.2)."""
    rows = (
        Posting.objects.filter(
            org_id=access.org_id,
            account__family__in=[role.value for role in FUND_ROLES],
            entry__sealed_at__isnull=False,
            entry__entry_on__lte=access.today,
        )
        .values_list("account__code")
        .annotate(cents=Sum("amount_cents"))
        .filter(cents__gt=0)
        .order_by("account__code")
    )
    return [Finding("ledger.funds.negative", {"account": code, "cents": int(cents)}) for code, cents in rows]


#: What is proved, in the order in which it is told.
PROOFS: Mapping[str, Callable[[Access], list[Finding]]] = MappingProxyType(
    {
        "ledger.entries": _entries,
        "ledger.numbers": _numbers,
        "ledger.total": _total,
        "ledger.owners": _owners,
        "ledger.funds": _funds,
        "ledger.chain": chain.findings,
    }
)
