"""Recurring invoices: what is proposed, how often, and what it gave."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.platform.access import Access
from koprogo.purchases.models import RecurringInvoice
from koprogo.purchases.rules.recurrence import Interval, due, period


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One series; ``next_on``: the first day of the period that comes next, none when it is over or stopped."""

    id: UUID
    title: str
    supplier_name: str
    pattern_number: str
    interval: Interval
    cents: int
    amount_known: bool
    first_on: date
    until: date | None
    done: int
    next_on: date | None
    stopped: bool


def listing(access: Access) -> list[SeriesRow]:
    """Every series, those that run first (one query)."""
    found = RecurringInvoice.objects.filter(org_id=access.org_id).select_related("pattern__supplier__party")
    rows = [_row(one) for one in found.order_by("title", "id")]
    return sorted(rows, key=lambda row: row.stopped)


def _row(one: RecurringInvoice) -> SeriesRow:
    interval = Interval(one.interval)
    coming = period(one.first_on, interval, one.done).starts_on
    over = one.stopped_at is not None or (one.until is not None and coming > one.until)
    return SeriesRow(
        id=one.id,
        title=one.title,
        supplier_name=one.pattern.supplier.party.name,
        pattern_number=one.pattern.number,
        interval=interval,
        cents=one.pattern.gross_cents,
        amount_known=one.amount_known,
        first_on=one.first_on,
        until=one.until,
        done=one.done,
        next_on=None if over else coming,
        stopped=over,
    )


def to_propose(access: Access) -> list[UUID]:
    """The series of which a period has begun that is not proposed yet (one query)."""
    found = RecurringInvoice.objects.filter(org_id=access.org_id, stopped_at__isnull=True, first_on__lte=access.today)
    return [
        row.id
        for row in found.order_by("id")
        if due(row.first_on, Interval(row.interval), done=row.done, until=row.until, today=access.today)
    ]
