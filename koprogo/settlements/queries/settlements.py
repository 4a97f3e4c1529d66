"""Settlements that were issued: the list, one of them with its whole table, what each owner reads."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.kernel.refusals import NotFound
from koprogo.ledger import labels
from koprogo.platform.access import Access
from koprogo.settlements.models import Settlement, SettlementColumn, SettlementLine, SettlementNotice
from koprogo.settlements.rules.columns import Cell, Column
from koprogo.settlements.rules.costs import Account, Key, Kind
from koprogo.settlements.rules.period import Holding, Lot, Span
from koprogo.settlements.rules.table import Table, results


def listing(access: Access) -> list[Settlement]:
    """Every settlement, the newest period first (one query)."""
    return list(Settlement.objects.filter(org_id=access.org_id).order_by("-period_to", "-year", "-sequence"))


def get(access: Access, *, number: str) -> Settlement:
    """One settlement by its number (2025-1), with its entry and call (one query). Raises NotFound."""
    year, _dash, sequence = number.partition("-")
    if not (number.isascii() and year.isdigit() and sequence.isdigit() and len(number) < 12):
        raise NotFound(what="settlement")
    found = Settlement.objects.filter(org_id=access.org_id, year=int(year), sequence=int(sequence))
    row = found.select_related("entry__journal", "entry__fiscal_year", "call", "cancelled_entry").first()
    if row is None:
        raise NotFound(what="settlement")
    return row


def by_id(access: Access, *, settlement_id: UUID) -> Settlement:
    """One settlement (one query). Raises NotFound."""
    row = Settlement.objects.filter(org_id=access.org_id, id=settlement_id).select_related("call").first()
    if row is None:
        raise NotFound(what="settlement")
    return row


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """What one party was told, for the syndic's list."""

    notice: SettlementNotice
    name: str

    @property
    def lots(self) -> str:
        """The numbers of its lots."""
        return ", ".join(lot["lot"] for lot in self.notice.lots)


@dataclass(frozen=True, slots=True)
class Shown:
    """One settlement as it was issued: its table, and what each party was told."""

    table: Table
    notices: tuple[NoticeRow, ...]


def shown(access: Access, *, row: Settlement, party_ids: Collection[UUID] | None = None) -> Shown:
    """The settlement as it was issued; of some parties only if named (three queries).

    With ``party_ids`` the columns keep the totals of the building, and the cells of those parties.
    """
    lines = SettlementLine.objects.filter(org_id=access.org_id, column__settlement=row)
    found = SettlementNotice.objects.filter(org_id=access.org_id, settlement=row)
    if party_ids is not None:
        lines = lines.filter(party_id__in=list(party_ids))
        found = found.filter(party_id__in=list(party_ids))
    told = tuple(NoticeRow(one, one.party.name) for one in found.select_related("party").order_by("position"))
    names = {one.notice.party_id: one.name for one in told}
    order: dict[UUID, str] = {}
    cells: dict[UUID, list[Cell]] = {}
    for line in lines.select_related("lot").order_by("lot__position", "lot_id", "id"):
        order.setdefault(line.lot_id, line.lot.number)
        cells.setdefault(line.column_id, []).append(
            Cell(
                line.lot_id,
                line.party_id,
                line.weight,
                line.lot_cents,
                line.part,
                line.whole,
                line.cents,
                line.owner_cents,
                line.occupant_cents,
            )
        )
    made = SettlementColumn.objects.filter(org_id=access.org_id, settlement=row).select_related("account")
    columns = tuple(_column(one, cells.get(one.id, [])) for one in made.order_by("position"))
    period = Span(row.period_from, row.period_to)
    lots = [Lot(lot_id, number, _held(told, lot_id)) for lot_id, number in order.items()]
    return Shown(Table(period, columns, results(columns, lots, names, period)), told)


def table(access: Access, *, row: Settlement, party_ids: Collection[UUID] | None = None) -> Table:
    """The table as it was issued; of some parties only if named (three queries)."""
    return shown(access, row=row, party_ids=party_ids).table


def _column(one: SettlementColumn, cells: list[Cell]) -> Column:
    name = labels.account_name(one.account.label, one.account.chart_code)
    account = Account(one.account_id, one.account.code, name, one.account.chart_code, one.account.family)
    key = Key(one.key_id, one.key_label, one.key_label, one.key_total, {}) if one.key_id else None
    return Column(
        kind=Kind(one.kind),
        account=account,
        key=key,
        occupant_percent=one.occupant_percent,
        total_cents=one.total_cents,
        key_total=one.key_total,
        exempt=one.has_exempt,
        unit=one.unit,
        cells=tuple(cells),
    )


def _held(told: tuple[NoticeRow, ...], lot_id: UUID) -> tuple[Holding, ...]:
    """Who held a lot, as the notices kept it."""
    found = [
        Holding(one.notice.party_id, one.name, Span(date.fromisoformat(lot["from"]), date.fromisoformat(lot["to"])))
        for one in told
        for lot in one.notice.lots
        if lot["lot_id"] == str(lot_id)
    ]
    return tuple(sorted(found, key=lambda one: one.days.from_on))


def notices_of(access: Access, *, party_ids: Collection[UUID]) -> list[SettlementNotice]:
    """What some parties were told, the newest first, cancelled settlements left out (one query)."""
    found = SettlementNotice.objects.filter(
        org_id=access.org_id, party_id__in=list(party_ids), settlement__state="issued"
    ).select_related("settlement", "party")
    return list(found.order_by("-settlement__period_to", "party__sort_name"))


def notice(access: Access, *, row: Settlement, party_id: UUID) -> SettlementNotice:
    """What one party was told (one query). Raises NotFound."""
    found = SettlementNotice.objects.filter(org_id=access.org_id, settlement=row, party_id=party_id)
    one = found.select_related("party").first()
    if one is None:
        raise NotFound(what="settlement")
    return one
