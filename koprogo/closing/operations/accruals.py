"""Accruals: booked on the last day with their reversal on the first of the next year, left aside, or taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max

from koprogo.closing.models import Accrual
from koprogo.closing.queries import accruals as queries
from koprogo.closing.queries import year as years
from koprogo.closing.queries.year import Year
from koprogo.closing.rules import accruals as rules
from koprogo.closing.rules.accruals import Kind, Proposal, State
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.identifiers import uuid7
from koprogo.kernel.refusals import NotFound
from koprogo.ledger.operations import entries
from koprogo.ledger.operations import years as ledger_years
from koprogo.ledger.operations.entries import Draft, Line, Voucher
from koprogo.ledger.operations.years import WrongState
from koprogo.ledger.rules.allocation import Allocation
from koprogo.ledger.rules.journals import JournalKind
from koprogo.platform import audit
from koprogo.platform.access import Access, act


@dataclass(frozen=True, slots=True)
class ByHand:
    """An accrual that a person writes: which of the five, on which account of costs or incomes, of how much."""

    kind: Kind
    account_id: UUID
    cents: int
    label: str
    key_id: UUID | None = None


@act("closing.accrual_booked", needs=Right.CLOSE_YEAR)
def book(access: Access, *, year: str, source: str) -> Accrual:
    """Book what the books suggest under this source; the amount is theirs. Raises NothingProposed, WrongState."""
    found = _open(access, year)
    one = _proposed(access, found, source)
    row = _row(access, found, one.kind, one.label, one.cents, one.cost.account_id, source=source)
    row.party_id = one.cost.supplier_id
    cost = one.cost
    shared = Allocation(key_id=cost.key_id, occupant_percent=cost.occupant_percent, exempt=cost.exempt)
    line = Line(one.cents, account_id=cost.account_id, party_id=cost.party_id, lot_id=cost.lot_id, allocation=shared)
    _post(access, row, found, [line], party=one.cost.supplier_id, period=(cost.period_from, cost.period_to))
    audit.record(access, "closing.accrual_booked", row.id, kind=one.kind.value, cents=one.cents, label=one.label)
    return row


@act("closing.accrual_written", needs=Right.CLOSE_YEAR)
def write(access: Access, *, year: str, facts: ByHand) -> Accrual:
    """Book an accrual that a person knows of. Raises AmountNeeded, WrongState, UnknownAccount."""
    found = _open(access, year)
    if facts.cents <= 0:
        raise rules.AmountNeeded(field="cents")
    row = _row(access, found, facts.kind, facts.label, facts.cents, facts.account_id)
    shared = Allocation(key_id=facts.key_id) if facts.key_id else None
    line = Line(facts.cents, account_id=facts.account_id, allocation=shared)
    _post(access, row, found, [line])
    audit.record(access, "closing.accrual_written", row.id, kind=facts.kind.value, cents=facts.cents, label=facts.label)
    return row


@act("closing.accrual_dismissed", needs=Right.CLOSE_YEAR)
def dismiss(access: Access, *, year: str, source: str, reason: str) -> Accrual:
    """Leave a proposal aside, with the reason. Raises ReasonMissing, NothingProposed, WrongState."""
    if not reason.strip():
        raise rules.ReasonMissing(field="reason")
    found = _open(access, year)
    one = _proposed(access, found, source)
    row = _row(access, found, one.kind, one.label, one.cents, one.cost.account_id, source=source)
    row.state, row.reason = State.DISMISSED, reason.strip()[:200]
    row.save(force_insert=True)
    audit.record(access, "closing.accrual_dismissed", row.id, label=one.label, cents=one.cents, reason=row.reason)
    return row


@act("closing.accrual_undone", needs=Right.CLOSE_YEAR)
def undo(access: Access, *, year: str, number: int) -> Accrual:
    """Take an accrual back: two entries that undo the two, or a proposal that is made again. Raises WrongState,
    NotFound, PeriodClosed."""
    found = _open(access, year)
    row = years.accrual(access, number=number, year_id=found.id)
    if row.state == State.UNDONE:
        raise NotFound(what="accrual")
    if row.state == State.BOOKED:
        assert row.entry_id is not None and row.reversal_id is not None
        label = row.label
        first = found.ends_on + timedelta(days=1)
        if row.source.startswith(rules.OF_CALL):
            # They name their call, as the two they undo: the sum says in which year its income stands.
            lines = [Line(row.cents, account_id=row.account_id)]
            row.undo_entry, row.undo_reversal = entries.post_many(access, drafts=_drafts(row, found, lines, back=True))
        else:
            done = entries.reverse_many(access, labels={row.entry_id: label}, on=found.ends_on)
            row.undo_entry = done[row.entry_id]
            row.undo_reversal = entries.reverse_many(access, labels={row.reversal_id: label}, on=first)[row.reversal_id]
    row.state, row.undone_at = State.UNDONE, access.now
    row.save(update_fields=["state", "undo_entry", "undo_reversal", "undone_at"])
    audit.record(access, "closing.accrual_undone", row.id, label=row.label, cents=row.cents)
    return row


def _open(access: Access, code: str) -> Year:
    """The year, its row held, while entries may be written in it."""
    found = years.year(access, code=code)
    row = ledger_years.locked(access, year_id=found.id)
    if row.state != "open":
        raise WrongState(state=row.state, year=row.code)
    return found


def _proposed(access: Access, year: Year, source: str) -> Proposal:
    found = queries.proposals(access, year_id=year.id, starts_on=year.starts_on, ends_on=year.ends_on)
    one = next((one for one in found if one.source == source), None)
    if one is None:
        raise rules.NothingProposed()
    return one


def _row(
    access: Access, year: Year, kind: Kind, label: str, cents: int, account_id: UUID, *, source: str = ""
) -> Accrual:
    last = Accrual.objects.filter(org_id=access.org_id, fiscal_year_id=year.id).aggregate(last=Max("sequence"))
    return Accrual(
        id=uuid7(),
        org_id=access.org_id,
        fiscal_year_id=year.id,
        sequence=int(last["last"] or 0) + 1,
        kind=kind,
        state=State.BOOKED,
        source=source,
        label=label[:200],
        account_id=account_id,
        cents=cents,
        decided_at=access.now,
        decided_by_id=access.person_id,
    )


def _post(
    access: Access,
    row: Accrual,
    year: Year,
    lines: Sequence[Line],
    *,
    party: UUID | None = None,
    period: tuple[date | None, date | None] = (None, None),
) -> None:
    """Both entries, and the row that ties them. The days of a cost stay with each half of it."""
    row.entry, row.reversal = entries.post_many(access, drafts=_drafts(row, year, lines, party=party, period=period))
    row.save(force_insert=True)


def _drafts(
    row: Accrual,
    year: Year,
    lines: Sequence[Line],
    *,
    party: UUID | None = None,
    period: tuple[date | None, date | None] = (None, None),
    back: bool = False,
) -> list[Draft]:
    """The entry of the last day and that of the first; ``back``: the two that undo them."""
    kind = Kind(row.kind)
    sign = 1 if (kind in rules.DEBITS) is not back else -1
    first = year.ends_on + timedelta(days=1)
    halves = (
        (year.ends_on, sign, _days(period, year.starts_on, year.ends_on)),
        (first, -sign, _days(period, first, None)),
    )
    return [
        Draft(
            JournalKind.MISCELLANEOUS,
            on,
            row.label,
            [
                *(_signed(line, side, days) for line in lines),
                Line(-side * row.cents, role=rules.ROLES[kind], party_id=party, label=row.label),
            ],
            _voucher(row, year),
        )
        for on, side, days in halves
    ]


def _voucher(row: Accrual, year: Year) -> Voucher:
    """The accrual, but for a call: its entries name the call, whose income they move."""
    if row.source.startswith(rules.OF_CALL):
        return Voucher(queries.CALL, UUID(row.source.removeprefix(rules.OF_CALL)), row.label)
    return Voucher(queries.VOUCHER, row.id, f"{year.code}-{row.sequence}")


def _signed(line: Line, side: int, days: tuple[date, date] | None) -> Line:
    shared = line.allocation
    if days is not None:
        shared = replace(shared or Allocation(), period_from=days[0], period_to=days[1])
    return replace(line, cents=side * line.cents, allocation=shared)


def _days(period: tuple[date | None, date | None], first: date, last: date | None) -> tuple[date, date] | None:
    """The days of a cost that fall on one side of the year's end: whoever held a lot on them bears them."""
    start, end = period
    if start is None or end is None:
        return None
    start, end = max(start, first), min(end, last) if last else end
    return (start, end) if start <= end else None
