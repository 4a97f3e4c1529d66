"""A month's bookings into the books: a private cost of each lot, an income of the association. Once, never twice.

The settlement then asks each lot for its private costs, of the occupant where the occupant booked, and shares the
income among all, like any other (law 4.6). Nothing is asked of anybody here.
"""

from dataclasses import replace
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.calendar import add_months
from koprogo.kernel.refusals import Refused
from koprogo.ledger.operations import entries
from koprogo.ledger.operations.entries import Draft, Line, PeriodClosed, Voucher
from koprogo.ledger.rules.allocation import Allocation
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.neighbours.models import Booking, BookingCharge
from koprogo.neighbours.queries import charging
from koprogo.platform import audit, formats
from koprogo.platform.access import Access, act

VOUCHER = "bookings"


class NothingToBook(Refused):
    """Nothing of that month is left to book: it was done before, perhaps a moment ago."""

    code = "neighbours.nothing_to_book"


@act("neighbours.bookings_charged", needs=Right.KEEP_BOOKS)
def charge(access: Access, *, month: date) -> int:
    """Book what took place in a month (its first day) as one entry, dated its last day or today. Returns the cents.

    Where that year is closed already, the entry is of today. Raises NothingToBook, PeriodClosed.
    """
    rows = Booking.objects.select_for_update(no_key=True).filter(org_id=access.org_id, price_cents__gt=0)
    found = next((one for one in charging.months(access) if one.month == month), None)
    # Locked, then read again: a second click waits here, and finds nothing left.
    if found is not None:
        list(rows.filter(id__in=[row.booking_id for row in found.rows]).order_by("id").values_list("id"))
        found = next((one for one in charging.months(access) if one.month == month), None)
    if found is None:
        raise NothingToBook(month=month)
    title = _("Réservations, %(month)s") % {"month": f"{month:%m/%Y}"}
    lines = [
        Line(
            cents=row.cents,
            role=AccountRole.PRIVATE_COSTS,
            lot_id=row.lot_id,
            label=f"{row.facility}, {formats.day(row.on)}",
            allocation=Allocation(occupant_percent=100) if row.by_occupant else None,
        )
        for row in found.rows
    ]
    lines.append(Line(cents=-found.cents, role=AccountRole.OTHER_INCOME, label=title))
    end = min(access.today, add_months(month, 1) - timedelta(days=1))
    draft = Draft(JournalKind.MISCELLANEOUS, end, title, lines, Voucher(VOUCHER, None, title))
    try:
        with transaction.atomic():
            (entry,) = entries.post_many(access, drafts=[draft])
    except PeriodClosed:
        (entry,) = entries.post_many(access, drafts=[replace(draft, on=access.today)])
    BookingCharge.objects.bulk_create(
        BookingCharge(
            org_id=access.org_id,
            booking_id=row.booking_id,
            entry_id=entry.id,
            amount_cents=row.cents,
            booked_at=access.now,
        )
        for row in found.rows
    )
    told = {"month": f"{month:%Y-%m}", "bookings": len(found.rows), "cents": found.cents}
    audit.record(access, "neighbours.bookings_charged", entry.id, **told)
    return found.cents
