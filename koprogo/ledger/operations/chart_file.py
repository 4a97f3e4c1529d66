"""A chart handed in as a file: kept to be looked at, then taken in whole or not at all."""

from collections.abc import Mapping
from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.ledger.models import Account
from koprogo.ledger.operations.allocations import Usual, set_accounts
from koprogo.ledger.operations.books import ensure_chart
from koprogo.ledger.queries import chart_file as queries
from koprogo.ledger.rules.allocation import occupant_percent
from koprogo.ledger.rules.chart_file import ChartPlan, ChartRefused, Known
from koprogo.platform import audit, files
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile


@act("ledger.chart_read", needs=Right.KEEP_BOOKS)
def read(access: Access, *, data: bytes, name: str) -> StoredFile:
    """Keep a file to look at before anything changes. Raises UnreadableWorkbook, UnreadableChart."""
    ensure_chart(access)
    queries.planned(access, data=data, name=name)
    row = files.keep(access, data=data, name=name, retention=StoredFile.Retention.INTERNAL)
    audit.record(access, "ledger.chart_read", row.id, name=row.name)
    return row


@act("ledger.chart_taken_in", needs=Right.KEEP_BOOKS)
def take_in(access: Access, *, file_id: UUID) -> ChartPlan:
    """Do what a kept file says (a constant number of statements). Raises ChartRefused when a line is refused."""
    stored = files.get(access, file_id=file_id)
    if stored is None:
        raise NotFound(what="file")
    plan = queries.planned(access, data=files.content(stored), name=stored.name)
    if plan.refused:
        raise ChartRefused(lines=len(plan.refused))
    rows = {row.code: row for row in Account.objects.filter(org_id=access.org_id)}
    before = queries.known(access)
    made = _open(access, plan, rows)
    _rename(plan, rows)
    set_accounts(access, usual=_usual(plan, rows | made, before))
    audit.record(
        access, "ledger.chart_taken_in", file_id, name=stored.name, created=len(plan.created), changed=len(plan.changed)
    )
    return plan


def _open(access: Access, plan: ChartPlan, rows: Mapping[str, Account]) -> dict[str, Account]:
    made: dict[str, Account] = {}
    for one in plan.created:
        above = made.get(one.parent) or rows[one.parent]
        made[one.code] = Account(
            org_id=access.org_id,
            code=one.code,
            chart_code=one.code if one.offered else "",
            label=one.label,
            nature=above.nature,
            family=above.family,
            parent_code=one.parent,
        )
    Account.objects.bulk_create(made.values())
    return made


def _rename(plan: ChartPlan, rows: Mapping[str, Account]) -> None:
    renamed = []
    for one in plan.changed:
        if one.label:
            row = rows[one.code]
            row.label = one.label[1]
            renamed.append(row)
    if renamed:
        Account.objects.bulk_update(renamed, ["label"])


def _usual(plan: ChartPlan, rows: Mapping[str, Account], before: Mapping[str, Known]) -> dict[UUID, Usual]:
    """Accounts whose sharing the file says: what it leaves blank stays as it was, or is what the chart gives."""
    found: dict[UUID, Usual] = {}
    for one in plan.changed:
        if one.key or one.percent:
            was = before[one.code]
            key, percent = one.key[1] if one.key else was.key, one.percent[1] if one.percent else was.percent
            found[rows[one.code].id] = Usual(key, percent)
    for new in plan.created:
        if new.key is not None or new.percent is not None:
            percent = occupant_percent(new.code) if new.percent is None else new.percent
            found[rows[new.code].id] = Usual(new.key or "", percent)
    return found
