"""Issue a settlement, and cancel it: one entry carries the costs over to the owners, or its mirror (law 4.5 E9)."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Max

from koprogo.charges.operations import lines as charge_lines
from koprogo.charges.operations.lines import Heading
from koprogo.charges.queries import called as called_queries
from koprogo.charges.queries import sender
from koprogo.charges.rules.calls import Given
from koprogo.condominiums.queries import keys
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel import money
from koprogo.kernel.identifiers import uuid7
from koprogo.kernel.refusals import NotFound
from koprogo.ledger.operations import entries
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.queries import accounts, parties
from koprogo.ledger.queries.parties import Movements
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import audit, jobs, mail
from koprogo.platform.access import Access, act
from koprogo.settlements.models import Settlement, SettlementColumn, SettlementLine, SettlementNotice
from koprogo.settlements.queries import preview
from koprogo.settlements.queries.preview import Preview
from koprogo.settlements.rules.period import Span
from koprogo.settlements.rules.settlements import CancelledAlready, DueTooSoon, NotReady, SettledAlready, State
from koprogo.settlements.rules.table import Result, Table

WRITE_LETTERS = "settlements.write_letters"
#: PostgreSQL takes 65 535 parameters in one statement, and a sharded cluster takes plain VALUES only.
ROWS_PER_INSERT = 4_000


@act("settlements.settlement_issued", needs=Right.SETTLE)
def issue(access: Access, *, from_on: date, to_on: date, title: str, due_on: date) -> Settlement:
    """Carry the costs of some days over to the owners, once: the entry E9 in the journal of settlements, the table row
    by row, a call for those who owe, credits left as advances, letters as a job.

    The entry is dated on the last day of the period. The number of SQL statements does not grow with lots or accounts,
    but for one more insert each 4 000 lines. Raises PeriodOutside, NotReady (with the obstacles of the preview),
    DueTooSoon, and what a call for funds raises.
    """
    if due_on < access.today:
        raise DueTooSoon(field="due_on")
    sender.check(access)
    period = Span(from_on, to_on)
    made = preview.prepare(access, period=period)
    if not made.ready:
        raise NotReady(obstacles=[one.obstacle.value for one in made.found if one.blocks])
    moved = parties.movements(access, from_on=from_on)
    row_id = uuid7()
    voucher = Voucher("settlement", row_id, title)
    entry = entries.post(
        access,
        journal=JournalKind.SETTLEMENTS,
        on=to_on,
        label=title,
        lines=_postings(made.table, title),
        voucher=voucher,
    )
    _check_alone(access, period)
    year, sequence = _number(access, to_on.year)
    given = [Given(one.lot_id, one.party_id, one.balance_cents, title) for one in made.table.results]
    owed = [one for one in given if one.cents]
    call = None
    if owed:
        heading = Heading(title, due_on, from_on, to_on)
        # The letter of the settlement carries the slip: nobody gets two papers for one debt.
        call = charge_lines.send_settlement(
            access, heading=heading, lines=owed, entry_id=entry.id, with_letters=False
        )
    funds = _funds(access, to_on)
    row = Settlement.objects.create(
        id=row_id,
        org_id=access.org_id,
        fiscal_year_id=made.year.id,
        year=year,
        sequence=sequence,
        title=title,
        period_from=from_on,
        period_to=to_on,
        due_on=due_on,
        issued_on=access.today,
        issued_at=access.now,
        entry_id=entry.id,
        call_id=call.id if call else None,
        cost_cents=made.table.cost_cents,
        advance_cents=made.table.advance_cents,
        working_fund_cents=funds[0],
        reserve_fund_cents=funds[1],
    )
    _write_table(access, row, made.table)
    notices = _notices(access, row, made, moved)
    jobs.enqueue(access, WRITE_LETTERS, subject_id=row.id, total=len(notices))
    audit.record(
        access,
        "settlements.settlement_issued",
        row.id,
        number=row.number,
        costs=row.cost_cents,
        advances=row.advance_cents,
        owners=len(notices),
    )
    return row


def _check_alone(access: Access, period: Span) -> None:
    """Two people may press the button at the same moment: the number of the entry made this one wait for the other."""
    other = Settlement.objects.filter(
        org_id=access.org_id,
        state=State.ISSUED.value,
        period_from__lte=period.to_on,
        period_to__gte=period.from_on,
    ).first()
    if other is not None:
        raise SettledAlready(number=other.number)


def _number(access: Access, year: int) -> tuple[int, int]:
    used = Settlement.objects.filter(org_id=access.org_id, year=year).aggregate(last=Max("sequence"))["last"]
    return year, int(used or 0) + 1


def _postings(table: Table, label: str) -> list[Line]:
    """E9: each account back to zero, the difference on the account of each holder of each lot."""
    lines = [Line(cents=-cents, account_id=account) for account, cents in table.by_account().items() if cents]
    owners = [
        Line(
            cents=one.balance_cents,
            role=AccountRole.OWNERS_CHARGES,
            party_id=one.party_id,
            lot_id=one.lot_id,
            label=label,
        )
        for one in table.results
        if one.balance_cents
    ]
    return lines + owners


def _funds(access: Access, on: date) -> tuple[int, int]:
    working = accounts.role_balance(access, role=AccountRole.WORKING_FUND, until=on)
    reserve = accounts.role_balance(access, role=AccountRole.RESERVE_FUND, until=on)
    return -working, -reserve


def _write_table(access: Access, row: Settlement, table: Table) -> None:
    made = [
        SettlementColumn(
            id=uuid7(),
            org_id=access.org_id,
            settlement=row,
            position=position,
            kind=column.kind.value,
            account_id=column.account.account_id,
            key_id=column.key.key_id if column.key else None,
            key_label=column.key.label if column.key else "",
            total_cents=column.total_cents,
            key_total=column.key_total,
            occupant_percent=column.occupant_percent,
            has_exempt=column.exempt,
            unit=column.unit,
        )
        for position, column in enumerate(table.columns, 1)
    ]
    SettlementColumn.objects.bulk_create(made)
    SettlementLine.objects.bulk_create(
        [
            SettlementLine(
                org_id=access.org_id,
                column_id=kept.id,
                lot_id=cell.lot_id,
                party_id=cell.party_id,
                weight=cell.weight,
                lot_cents=cell.lot_cents,
                part=cell.part,
                whole=cell.whole,
                cents=cell.cents,
                owner_cents=cell.owner_cents,
                occupant_cents=cell.occupant_cents,
            )
            for kept, column in zip(made, table.columns, strict=True)
            for cell in column.cells
        ],
        batch_size=ROWS_PER_INSERT,
    )


def _notices(access: Access, row: Settlement, made: Preview, moved: Mapping[UUID, Movements]) -> list[SettlementNotice]:
    """What each party reads, with its account before the settlement and its share of the two funds."""
    by_party: dict[UUID, list[Result]] = {}
    for one in made.table.results:
        by_party.setdefault(one.party_id, []).append(one)
    reserve = called_queries.reserve(access, from_on=row.period_from, to_on=row.period_to)
    working, kept = _shares(access, row)
    return SettlementNotice.objects.bulk_create(
        SettlementNotice(
            id=uuid7(),
            org_id=access.org_id,
            settlement=row,
            party_id=party_id,
            position=position,
            lots=[_days(one) for one in own],
            meters=_meters(made, own),
            cost_cents=sum(one.cost_cents for one in own),
            owner_cents=sum(one.owner_cents for one in own),
            occupant_cents=sum(one.occupant_cents for one in own),
            advance_cents=sum(one.advance_cents for one in own),
            balance_cents=sum(one.balance_cents for one in own),
            **_account(moved.get(party_id, Movements())),
            reserve_cents=reserve.get(party_id, 0),
            working_share_cents=working.get(party_id, 0),
            reserve_share_cents=kept.get(party_id, 0),
        )
        for position, (party_id, own) in enumerate(by_party.items(), 1)
    )


def _account(one: Movements) -> dict[str, int]:
    return {
        "opening_cents": one.opening_cents,
        "called_cents": one.called_cents,
        "paid_cents": one.paid_cents,
        "other_cents": one.other_cents,
        "before_cents": one.closing_cents,
    }


def _days(one: Result) -> dict[str, str]:
    return {
        "lot_id": str(one.lot_id),
        "lot": one.number,
        "from": one.days.from_on.isoformat(),
        "to": one.days.to_on.isoformat(),
    }


def _meters(made: Preview, own: Sequence[Result]) -> list[dict[str, object]]:
    """The readings behind the metered costs of one party's lots, in the order of its lots."""
    lots = {lot.lot_id: lot for lot in made.gathered.facts.lots}
    used = {column.key.code for column in made.table.columns if column.key and column.unit}
    found: list[dict[str, object]] = []
    for one in own:
        for code, metered in made.gathered.metered.items():
            use = metered.uses.get(one.lot_id)
            if use is None or code not in used:
                continue
            held = [i for i, holding in enumerate(lots[one.lot_id].holdings) if holding.party_id == one.party_id]
            for index in held:
                for meter, stretch in zip(metered.meters[one.lot_id], use.stretches[index], strict=True):
                    found.append(
                        {
                            "lot": one.number,
                            "kind": meter.kind.value,
                            "serial": meter.serial,
                            "unit": meter.unit,
                            "from": stretch.from_value,
                            "to": stretch.to_value,
                            "used": stretch.used,
                            "doubts": sorted(doubt.value for doubt in use.doubts),
                        }
                    )
    return found


def _shares(access: Access, row: Settlement) -> tuple[dict[UUID, int], dict[UUID, int]]:
    """What part of the two funds each party holds by the deed's key on the last day (two queries)."""
    deed = keys.deed_key(access, on=row.period_to)
    lots = keys.weights(access, key_id=deed.key_id, on=row.period_to) if deed else []
    out: list[dict[UUID, int]] = []
    for total in (row.working_fund_cents, row.reserve_fund_cents):
        sums: dict[UUID, int] = {}
        parts = money.split(total, [lot.weight for lot in lots]) if lots else []
        for lot, cents in zip(lots, parts, strict=True):
            if lot.holder_id:
                sums[lot.holder_id] = sums.get(lot.holder_id, 0) + cents
        out.append(sums)
    return out[0], out[1]


@act("settlements.settlement_cancelled", needs=Right.SETTLE)
def cancel(access: Access, *, number: str, on: date | None = None) -> Settlement:
    """Take a settlement back by the mirror of its entry, to issue it anew; it is kept, marked as cancelled.

    What was paid on it becomes an advance. ``on``: the day of the mirror, by default the day of the entry while its
    year is open. Raises NotFound, CancelledAlready, and PeriodClosed or PeriodHeld once the year is closed.
    """
    row = locked(access, number)
    if row.state == State.CANCELLED.value:
        raise CancelledAlready(number=row.number)
    mirror = entries.reverse(access, entry_id=row.entry_id, on=on or row.period_to, label=row.title)
    if row.call_id:
        charge_lines.withdraw_settlement(access, call_id=row.call_id)
    row.state, row.cancelled_on, row.cancelled_entry_id = State.CANCELLED.value, access.today, mirror.id
    row.save(update_fields=["state", "cancelled_on", "cancelled_entry"])
    mails = mail.recall(access, subject_id=row.id)
    audit.record(access, "settlements.settlement_cancelled", row.id, number=row.number, mails=mails)
    return row


def locked(access: Access, number: str) -> Settlement:
    """One settlement by its number, locked. Raises NotFound."""
    year, _dash, sequence = number.partition("-")
    if not (year.isascii() and year.isdigit() and sequence.isascii() and sequence.isdigit() and len(number) < 12):
        raise NotFound(what="settlement")
    found = Settlement.objects.select_for_update(no_key=True, of=("self",)).filter(
        org_id=access.org_id, year=int(year), sequence=int(sequence)
    )
    row = found.first()
    if row is None:
        raise NotFound(what="settlement")
    return row
