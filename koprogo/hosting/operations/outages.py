"""Outages give back what the terms promise: once for each condominium and month, as a credit note."""

from datetime import date
from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.models import Instance, OutageCredit
from koprogo.hosting.operations import billing
from koprogo.hosting.queries import outages as queries
from koprogo.hosting.rules import outage
from koprogo.hosting.rules.bills import CreditTooLarge, Line, LineKind, last_of
from koprogo.platform import audit
from koprogo.platform.access import Access, act


@act("hosting.outage_credited", needs=Right.KEEP_BOOKS)
def give(access: Access, *, instance_id: UUID, month: date) -> OutageCredit | None:
    """Give one condominium its credit for a month that is over, once however often it is asked. None where nothing is
    due, or where its bill was given back already. How much is read from what was measured and billed. ``access``:
    inside the association."""
    instance = Instance.objects.select_for_update(no_key=True).get(id=instance_id)
    if OutageCredit.objects.filter(instance=instance, month=month).exists():
        return None
    found, bill = queries.measured(access, month), queries.bill_of(instance_id, month)
    if found is None or bill is None:
        return None
    due = outage.credit(month, found, paid_cents=queries.paid_for(instance_id, month))
    if due is None:
        return None
    line = Line(
        LineKind.OUTAGE,
        due.cents,
        from_on=month,
        to_on=last_of(month),
        count=due.down,
        unit_cents=due.paid_cents,
        text=str(due.percent),
    )
    try:
        note = billing.credit(access, number=bill.number, line=line)
    except CreditTooLarge:
        return None
    row = OutageCredit.objects.create(
        instance=instance,
        month=month,
        minutes=due.minutes,
        down=due.down,
        announced=due.announced,
        percent=due.percent,
        paid_cents=due.paid_cents,
        cents=due.cents,
        note=note,
        given_at=access.now,
    )
    audit.record(access, "hosting.outage_credited", row.id, number=note.number, month=month, cents=due.cents)
    return row
