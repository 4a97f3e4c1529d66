"""What a condominium used beyond its quotas in months that are over, as lines of its next bill."""

from datetime import date
from uuid import UUID

from koprogo.hosting.models import Bill
from koprogo.hosting.queries import usage
from koprogo.hosting.queries.bills import from_json
from koprogo.hosting.rules import bills as rules
from koprogo.hosting.rules.bills import Line, LineKind
from koprogo.platform import formats

#: A month before is never looked at again: whoever bills once a year sees twelve.
MONTHS = 12


def lines_of(org_id: UUID, *, instance_id: UUID, today: date) -> list[Line]:
    """The overage of the last twelve months that no bill carries yet, a line for each month and meter, with its
    calculation. Lines of no cent are left out."""
    billed = {
        line.from_on
        for kept in Bill.objects.filter(instance_id=instance_id).values_list("lines", flat=True)
        for line in map(from_json, kept)
        if line.kind is LineKind.OVERAGE
    }
    out = []
    for back in range(MONTHS, 0, -1):
        month = rules.months_after(rules.first_of(today), -back)
        days = [] if month in billed else usage.days(org_id=org_id, first=month)
        if not days:
            continue
        pool = usage.pool(first=month)
        for one in usage.overage_lines(usage.totals_of(days, pool.terms), pool, first=month):
            if one.cents:
                out.append(
                    Line(
                        LineKind.OVERAGE,
                        one.cents,
                        from_on=month,
                        to_on=rules.last_of(month),
                        text=one.meter.value,
                        calculation=_calculation(one.quantity, one.cost_millicents, one.whole),
                    )
                )
    return out


def _calculation(quantity: int, millicents: int, whole: int) -> str:
    """Quantity × cost ÷ whole, in figures that anybody can type again."""
    cost = f"{millicents // 100_000}.{millicents % 100_000:05d} €"
    return f"{formats.number(quantity)} × {cost} ÷ {formats.number(whole)}"
