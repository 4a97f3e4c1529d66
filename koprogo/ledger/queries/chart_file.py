"""The chart of the building as a file sees it, and what a file handed in would change."""

from koprogo.condominiums.queries import keys
from koprogo.condominiums.rules.workbook import reading
from koprogo.ledger import labels
from koprogo.ledger.models import Account
from koprogo.ledger.queries import allocations
from koprogo.ledger.rules import chart
from koprogo.ledger.rules import chart_file as rules
from koprogo.ledger.rules.chart_account import ChartAccount, Nature
from koprogo.ledger.rules.chart_file import ChartPlan, Known
from koprogo.platform.access import Access


def known(access: Access) -> dict[str, Known]:
    """Every account by its code (two queries)."""
    usual = {row.code: row for row in allocations.usual(access)}
    rows = Account.objects.filter(org_id=access.org_id).order_by("code")
    return {
        row.code: Known(
            code=row.code,
            name=labels.account_name(row.label, row.chart_code),
            parent=row.parent_code,
            is_cost=row.nature == Nature.COST.value,
            key=usual[row.code].key_code if row.code in usual else "",
            percent=usual[row.code].occupant_percent if row.code in usual else 0,
        )
        for row in rows
    }


def planned(access: Access, *, data: bytes, name: str) -> ChartPlan:
    """What a file would do (three queries). Raises UnreadableWorkbook, UnreadableChart."""
    sheet = next(iter(reading.read(data, name)), reading.Sheet("", ()))
    return rules.plan(sheet, known=known(access), keys=keys.codes(access))


def offered(access: Access) -> list[ChartAccount]:
    """The accounts that the chart offers and the building has not opened, by code (one query)."""
    standing = set(Account.objects.filter(org_id=access.org_id).values_list("code", flat=True))
    return [account for account in chart.of(access.org_kind).offered if account.code not in standing]
