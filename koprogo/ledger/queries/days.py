"""On which day a document is booked: its own, unless the books of that day are over."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Max

from koprogo.ledger.models import Entry, FiscalYear
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.years import booking_day
from koprogo.platform.access import Access

SETTLEMENT_VOUCHER = "settlement"


def opened_on(access: Access) -> date | None:
    """The day of the opening entry that stands: what came before it is the previous syndic's (one query)."""
    return _last(access, journal__kind=JournalKind.OPENING)


def settled_to(access: Access, *, year: FiscalYear) -> date | None:
    """The last day of a year that a standing settlement shared between the owners (one query)."""
    return _last(
        access, journal__kind=JournalKind.SETTLEMENTS, voucher_kind=SETTLEMENT_VOUCHER, fiscal_year_id=year.id
    )


def day_for(access: Access, *, on: date) -> date:
    """The day on which a document of ``on`` is booked today (three queries)."""
    opening = opened_on(access)
    on = max(on, opening) if opening else on
    years = list(FiscalYear.objects.filter(org_id=access.org_id))
    over = [year.ends_on for year in years if year.state != FiscalYear.State.OPEN]
    year = next((one for one in years if one.starts_on <= on <= one.ends_on), None)
    settled = settled_to(access, year=year) if year else None
    return booking_day(on, today=access.today, over=over, settled_to=settled)


def correction_day(access: Access, *, entry_id: UUID) -> date:
    """On which day an entry is corrected: today within its year; later on its own day while that is free, so that the
    year that bore it is the one that is put right (one query; three more in another year)."""
    rows = Entry.objects.filter(org_id=access.org_id, id=entry_id)
    on, ends_on = rows.values_list("entry_on", "fiscal_year__ends_on").get()
    return access.today if access.today <= ends_on else day_for(access, on=on)


def undo_days(access: Access, *, entry_ids: Collection[UUID]) -> dict[UUID, date]:
    """On which day each entry is undone: its own, so that the balance of a bank is its statement's on every day; today
    where its year takes nothing more (one query)."""
    rows = Entry.objects.filter(org_id=access.org_id, id__in=list(entry_ids))
    states = rows.values_list("id", "entry_on", "fiscal_year__state")
    return {key: on if state == FiscalYear.State.OPEN else max(on, access.today) for key, on, state in states}


def _last(access: Access, **which: object) -> date | None:
    standing = Entry.objects.filter(
        org_id=access.org_id, sealed_at__isnull=False, reverses__isnull=True, counter_entries__isnull=True, **which
    )
    last: date | None = standing.aggregate(last=Max("entry_on"))["last"]
    return last
