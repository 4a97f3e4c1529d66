"""Are the books sound? What the database already refuses is proved again here, from the rows alone."""

from django.db.models import Count, F, Max, Min, Q, Sum
from django.db.models.functions import Coalesce

from koprogo.ledger.models import Entry, Posting
from koprogo.ledger.rules.journals import reference
from koprogo.ledger.rules.roles import OWNER_ROLES
from koprogo.platform.access import Access


def problems(access: Access) -> list[str]:
    """One plain sentence for each thing that is wrong, none when the books are sound (four queries)."""
    return [*_entries(access), *_numbers(access), *_total(access), *_owners(access)]


def _entries(access: Access) -> list[str]:
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
            out.append(f"entry {name} was never sealed")
        if row.lines < 2:
            out.append(f"entry {name} has {row.lines} posting(s)")
        if row.total:
            out.append(f"entry {name} is out of balance by {row.total} cents")
        if not row.fiscal_year.starts_on <= row.entry_on <= row.fiscal_year.ends_on:
            out.append(f"entry {name} is dated {row.entry_on}, outside its year")
    return out


def _numbers(access: Access) -> list[str]:
    series = (
        Entry.objects.filter(org_id=access.org_id)
        .values_list("journal__code", "fiscal_year__code")
        .annotate(first=Min("number"), last=Max("number"), count=Count("pk"))
        .order_by("journal__code", "fiscal_year__code")
    )
    return [
        f"journal {journal}, year {year}: {count} entries numbered {first} to {last}"
        for journal, year, first, last, count in series
        if first != 1 or last != count
    ]


def _total(access: Access) -> list[str]:
    rows = Posting.objects.filter(org_id=access.org_id)
    total = rows.aggregate(total=Coalesce(Sum("amount_cents"), 0))["total"]
    return [f"the trial balance is out by {total} cents"] if total else []


def _owners(access: Access) -> list[str]:
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
        f"account {code}: {lines} posting(s) of {cents} cents on no owner's individual account"
        for code, cents, lines in rows
    ]
