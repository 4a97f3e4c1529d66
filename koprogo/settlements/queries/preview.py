"""A settlement before it is issued: the table, and everything that stands in its way."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from koprogo.ledger.queries import accounts, costs, entries
from koprogo.ledger.rules.roles import AccountRole
from koprogo.meters.queries.consumption import Metered
from koprogo.meters.rules.consumption import Doubt
from koprogo.platform.access import Access
from koprogo.purchases.queries import open_items as invoices
from koprogo.purchases.rules.states import State as InvoiceState
from koprogo.settlements.models import Settlement
from koprogo.settlements.queries import facts as gathering
from koprogo.settlements.queries.facts import Gathered
from koprogo.settlements.rules.costs import Account, Group, Kind, grouped, is_shared
from koprogo.settlements.rules.obstacles import Found, Obstacle
from koprogo.settlements.rules.period import Lot, Span, held_days
from koprogo.settlements.rules.settlements import PeriodOutside, State
from koprogo.settlements.rules.table import Table, settle


@dataclass(frozen=True, slots=True)
class Year:
    """The fiscal year that holds the period."""

    id: UUID
    code: str
    days: Span
    is_open: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """The table as it would be issued today, and what was found on the way: blocking things first."""

    period: Span
    year: Year
    table: Table
    gathered: Gathered
    found: tuple[Found, ...]

    @property
    def ready(self) -> bool:
        """Whether it can be issued."""
        return not any(one.blocks for one in self.found)


def years(access: Access) -> list[Year]:
    """The fiscal years of the books, the newest first (one query)."""
    return [
        Year(row.id, row.code, Span(row.starts_on, row.ends_on), row.state == "open")
        for row in entries.fiscal_years(access)
    ]


def proposed(access: Access, known: Sequence[Year]) -> Span | None:
    """The days to settle first: the oldest ended year with costs that no settlement stands for, else the running one
    until yesterday (two queries)."""
    done = _issued(access)
    ended = [year for year in known if year.is_open and year.days.to_on < access.today]
    spent = _days_with_costs(access, ended)
    for year in sorted(ended, key=lambda one: one.days.from_on):
        rest = _left(year.days, done)
        if rest and any(rest.from_on <= on <= rest.to_on for on in spent):
            return rest
    running = next((year for year in known if year.days.from_on < access.today), None)
    if running is None:
        return None
    rest = _left(running.days, done)
    last = access.today - timedelta(days=1)
    return Span(rest.from_on, last) if rest and rest.from_on <= last else None


def _days_with_costs(access: Access, known: Sequence[Year]) -> set[date]:
    if not known:
        return set()
    first, last = min(year.days.from_on for year in known), max(year.days.to_on for year in known)
    sums = costs.by_day(access, from_on=first, to_on=last)
    return {
        one.on for one in sums if is_shared(Account(one.account_id, one.account_code, "", one.chart_code, one.role))
    }


def _issued(access: Access) -> list[tuple[str, Span]]:
    rows = Settlement.objects.filter(org_id=access.org_id, state=State.ISSUED.value).order_by("period_from")
    return [(row.number, Span(row.period_from, row.period_to)) for row in rows]


def _left(year: Span, done: list[tuple[str, Span]]) -> Span | None:
    """The days of a year after its last settlement; nothing when it is settled to the end."""
    ends = [span.to_on for _number, span in done if span.common_days(year)]
    start = max(ends) + timedelta(days=1) if ends else year.from_on
    return Span(start, year.to_on) if start <= year.to_on else None


def prepare(access: Access, *, period: Span, known: Sequence[Year] | None = None) -> Preview:
    """The settlement of some days (eighteen queries at most). ``known``: the years, if they were read before.

    Raises PeriodOutside.
    """
    year = next((one for one in known or years(access) if one.days.from_on <= period.from_on <= one.days.to_on), None)
    if year is None or period.to_on > year.days.to_on or period.to_on < period.from_on:
        raise PeriodOutside(field="to_on")
    gathered = gathering.gather(access, period=period)
    done = _issued(access)
    groups = grouped(gathered.facts.costs)
    found = [*_of_days(access, period, year, done), *_of_keys(gathered, groups), *_of_meters(gathered, groups)]
    found += _of_books(access, gathered, period)
    if gathered.ahead and period.to_on == year.days.to_on and year.is_open:
        found.append(Found(Obstacle.AHEAD, {"accounts": list(gathered.ahead), "year": year.code}))
    can = not any(one.blocks and one.obstacle not in _HARMLESS for one in found)
    table = settle(gathered.facts) if can else Table(period, (), ())
    if can and not table.columns:
        found.append(Found(Obstacle.NOTHING))
    return Preview(period, year, table, gathered, tuple(sorted(found, key=lambda one: not one.blocks)))


#: What blocks the issue but leaves the figures as they are.
_HARMLESS = frozenset({Obstacle.YEAR_CLOSED, Obstacle.NOT_OVER, Obstacle.SETTLED, Obstacle.CALLS_DIFFER})


def _of_days(access: Access, period: Span, year: Year, done: list[tuple[str, Span]]) -> Iterator[Found]:
    if not year.is_open:
        yield Found(Obstacle.YEAR_CLOSED, {"year": year.code})
    if period.to_on >= access.today:
        yield Found(Obstacle.NOT_OVER, {"to_on": period.to_on})
    for number, span in done:
        if span.common_days(period):
            yield Found(Obstacle.SETTLED, {"number": number})
    before = [span for _number, span in done if year.days.from_on <= span.to_on < period.from_on]
    start = max((span.to_on for span in before), default=year.days.from_on - timedelta(days=1))
    if start < period.from_on - timedelta(days=1):
        yield Found(
            Obstacle.EARLIER, {"from_on": start + timedelta(days=1), "to_on": period.from_on - timedelta(days=1)}
        )


def _of_keys(gathered: Gathered, groups: Sequence[Group]) -> Iterator[Found]:
    if gathered.keyless:
        yield Found(Obstacle.NO_KEY, {"accounts": sorted({line.account_code for line in gathered.keyless})})
    for key in gathered.keys.values():
        if key.weighed != key.total:
            yield Found(
                Obstacle.KEY_NOT_WHOLE,
                {"key": key.label, "code": key.code, "weighed": key.weighed, "total": key.total},
            )
    lots = gathered.facts.lots
    used = {lot_id for key in gathered.keys.values() for lot_id in key.weights}
    used |= {cost.lot_id for cost in gathered.facts.costs if cost.lot_id}
    empty = [lot.number for lot in lots if not lot.holdings and lot.lot_id in used]
    if empty:
        yield Found(Obstacle.NO_HOLDER, {"lots": empty})
    holes = [number for number in gathered.unheld if number not in empty]
    if holes:
        yield Found(Obstacle.HOLES, {"lots": holes})
    nobody = [group.account.code for group in groups if group.key and group.total_cents and not _borne(group, lots)]
    if nobody and not empty:
        yield Found(Obstacle.NOBODY_BEARS, {"accounts": sorted(set(nobody))})


def _borne(group: Group, lots: Sequence[Lot]) -> bool:
    """Whether somebody who is not exempt weighs in the key."""
    assert group.key is not None
    held = [lot for lot in lots if lot.holdings and group.key.weights.get(lot.lot_id)]
    if not group.exempt:
        return bool(held)
    return any(_holder(lot, group.costs[0].on) not in group.exempt for lot in held)


def _holder(lot: Lot, on: date) -> UUID:
    days = held_days(lot, Span(on, on))
    return lot.holdings[days.index(max(days))].party_id


def _of_meters(gathered: Gathered, groups: Sequence[Group]) -> Iterator[Found]:
    numbers = {lot.lot_id: lot.number for lot in gathered.facts.lots}
    keys = {group.key.code: group.key for group in groups if group.key and group.kind is Kind.COST}
    for code, one in gathered.metered.items():
        key = keys.get(code)
        if key is None:
            continue
        facts: dict[str, object] = {"key": key.label, "kind": one.kind}
        if one.several_units:
            yield Found(Obstacle.SEVERAL_UNITS, facts)
        unknown = _lots(one, numbers, lambda doubts: bool(doubts & {Doubt.NO_READING, Doubt.BACKWARDS}))
        if unknown:
            yield Found(Obstacle.NO_READING, facts | {"lots": unknown})
        elif not sum(use.total for use in one.uses.values()) and one.fixed_percent < 100:
            yield Found(Obstacle.NO_CONSUMPTION, facts)
        doubtful = _lots(one, numbers, bool)
        if doubtful and not unknown:
            yield Found(Obstacle.ESTIMATED, facts | {"lots": doubtful})
        bare = [numbers[lot] for lot in key.weights if lot in numbers and lot not in one.uses]
        if bare and one.uses:
            yield Found(Obstacle.NO_METER, facts | {"lots": bare})


def _lots(one: Metered, numbers: dict[UUID, str], wanted: Callable[[frozenset[Doubt]], bool]) -> list[str]:
    return [number for lot, number in numbers.items() if lot in one.uses and wanted(one.uses[lot].doubts)]


def _of_books(access: Access, gathered: Gathered, period: Span) -> Iterator[Found]:
    if gathered.booked_cents != gathered.called_cents:
        yield Found(
            Obstacle.CALLS_DIFFER, {"booked_cents": gathered.booked_cents, "called_cents": gathered.called_cents}
        )
    waiting = invoices.unfinished(access, from_on=period.from_on, to_on=period.to_on)
    # An invoice that waits for its approval is in the books already.
    drafts = [number for number, state in waiting if state is InvoiceState.DRAFT]
    if drafts:
        yield Found(Obstacle.DRAFT_INVOICES, {"count": len(drafts), "numbers": drafts})
    if gathered.by_hand_cents:
        yield Found(Obstacle.ADVANCE_BY_HAND, {"cents": gathered.by_hand_cents})
    suspense = accounts.role_balance(access, role=AccountRole.SUSPENSE, until=period.to_on)
    if suspense:
        yield Found(Obstacle.SUSPENSE, {"cents": suspense})
