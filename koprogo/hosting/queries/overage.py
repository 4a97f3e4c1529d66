"""What a condominium used beyond its quotas in months that are over, as lines of its next bill."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from koprogo.hosting.queries import prices, usage
from koprogo.hosting.queries.bills import Kept, from_json
from koprogo.hosting.queries.usage import MonthPool
from koprogo.hosting.rules import bills as rules
from koprogo.hosting.rules import catalogue
from koprogo.hosting.rules.bills import Line, LineKind
from koprogo.hosting.rules.catalogue import Terms
from koprogo.platform import formats

#: A month before is never looked at again: whoever bills once a year sees twelve.
MONTHS = 12


class Months:
    """What some condominiums used in the last twelve months: read once for all of them, month by month (a statement for
    each month, and three for each in which a bill has to look)."""

    def __init__(self, today: date, org_ids: Collection[UUID]) -> None:
        self._lists = prices.every()
        months = [rules.months_after(rules.first_of(today), -back) for back in range(MONTHS, 0, -1)]
        self._used = {month: usage.totals(first=month, terms=self._terms(month), org_ids=org_ids) for month in months}
        self._pools: dict[date, MonthPool] = {}

    def _terms(self, month: date) -> Terms:
        return catalogue.on(month, self._lists)

    def _pool(self, month: date) -> MonthPool:
        if month not in self._pools:
            self._pools[month] = usage.pool(first=month)
        return self._pools[month]

    def lines_of(self, org_id: UUID, kept: Kept) -> list[Line]:
        """The overage that no bill carries yet, a line for each month and meter, with its calculation. ``kept``: the
        lines of its bills. Lines of no cent are left out."""
        billed = {
            line.from_on for lines in kept for line in map(from_json, lines) if line.kind is LineKind.OVERAGE
        }
        out = []
        for month, used in self._used.items():
            if month in billed or org_id not in used:
                continue
            pool = self._pool(month)
            for one in usage.overage_lines(used[org_id], pool, first=month):
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
