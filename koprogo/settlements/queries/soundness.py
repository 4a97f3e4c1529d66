"""Are the settlements sound? Each is what its entry booked, and what the books spent. Proved from the rows alone."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from types import MappingProxyType
from uuid import UUID

from django.db.models import Sum

from koprogo.kernel.findings import Finding
from koprogo.ledger.queries import costs, parties
from koprogo.platform.access import Access
from koprogo.settlements.models import Settlement, SettlementColumn, SettlementLine, SettlementNotice
from koprogo.settlements.rules.costs import Account, is_shared
from koprogo.settlements.rules.settlements import State


def problems(access: Access) -> list[Finding]:
    """Each thing that is wrong, none when all is sound (seven queries)."""
    rows = list(Settlement.objects.filter(org_id=access.org_id).order_by("year", "sequence"))
    if not rows:
        return []
    by_account = _totals(access)
    standing = [row for row in rows if row.state == State.ISSUED.value]
    return [
        *_columns(access, rows),
        *_entries(access, rows, by_account),
        *_owners(access, rows),
        *_books(access, standing, by_account),
    ]


def _off(fault: str, number: str, what: str, found_cents: int, said_cents: int) -> Finding:
    facts: dict[str, int | str] = {
        "settlement": number,
        "what": what,
        "found_cents": found_cents,
        "said_cents": said_cents,
    }
    return Finding(f"settlements.distributions.{fault}", facts)


def _totals(access: Access) -> dict[UUID, dict[UUID, tuple[str, int]]]:
    """What each settlement took off each account: (code, cents)."""
    out: dict[UUID, dict[UUID, tuple[str, int]]] = defaultdict(dict)
    found = SettlementColumn.objects.filter(org_id=access.org_id).order_by()
    sums = found.values_list("settlement_id", "account_id", "account__code").annotate(sum=Sum("total_cents"))
    for settlement, account, code, cents in sums:
        out[settlement][account] = (code, int(cents))
    return out


def _columns(access: Access, rows: list[Settlement]) -> list[Finding]:
    numbers = {row.id: row.number for row in rows}
    lines = SettlementLine.objects.filter(org_id=access.org_id).order_by()
    made = dict(lines.values_list("column_id").annotate(sum=Sum("cents")))
    found = SettlementColumn.objects.filter(org_id=access.org_id).order_by("settlement_id", "position")
    return [
        _off("lines", numbers[settlement], code, int(made.get(column, 0)), total)
        for column, settlement, code, total in found.values_list("id", "settlement_id", "account__code", "total_cents")
        if int(made.get(column, 0)) != total
    ]


def _entries(
    access: Access, rows: list[Settlement], by_account: dict[UUID, dict[UUID, tuple[str, int]]]
) -> list[Finding]:
    booked = costs.of_entries(access, entry_ids=[row.entry_id for row in rows])
    return [
        _off("entry", row.number, code, -taken, cents)
        for row in rows
        for account, (code, cents) in by_account[row.id].items()
        if (taken := booked.get((row.entry_id, account), 0)) != -cents
    ]


def _owners(access: Access, rows: list[Settlement]) -> list[Finding]:
    booked = parties.posted_by_entry(access, entry_ids=[row.entry_id for row in rows])
    entry_of = {row.id: (row.entry_id, row.number) for row in rows}
    found = SettlementNotice.objects.filter(org_id=access.org_id).order_by("settlement_id", "position")
    wrong = []
    for settlement, party, name, cents in found.values_list(
        "settlement_id", "party_id", "party__name", "balance_cents"
    ):
        entry, number = entry_of[settlement]
        if (posted := booked.get((entry, party), 0)) != cents:
            wrong.append(_off("owners", number, name, posted, cents))
    return wrong


def _books(
    access: Access, standing: list[Settlement], by_account: dict[UUID, dict[UUID, tuple[str, int]]]
) -> list[Finding]:
    """Distributions = costs: whatever was booked in settled days since then is named."""
    if not standing:
        return []
    first, last = min(row.period_from for row in standing), max(row.period_to for row in standing)
    spent: dict[tuple[UUID, UUID], int] = defaultdict(int)
    codes: dict[UUID, str] = {}
    for one in costs.by_day(access, from_on=first, to_on=last):
        codes[one.account_id] = one.account_code
        if not is_shared(Account(one.account_id, one.account_code, "", one.chart_code, one.role)):
            continue
        for row in standing:
            if row.period_from <= one.on <= row.period_to:
                spent[(row.id, one.account_id)] += one.cents
    out = []
    for row in standing:
        shared = {account: cents for account, (_code, cents) in by_account[row.id].items()}
        for account in sorted({*shared, *(a for settled, a in spent if settled == row.id)}, key=str):
            cost, taken = spent.get((row.id, account), 0), shared.get(account, 0)
            if cost != taken:
                code = codes.get(account) or by_account[row.id][account][0]
                out.append(_off("costs", row.number, code, cost, taken))
    return out


#: What is proved.
PROOFS: Mapping[str, Callable[[Access], list[Finding]]] = MappingProxyType({"settlements.distributions": problems})
