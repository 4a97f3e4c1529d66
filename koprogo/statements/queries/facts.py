"""The facts of each statement, from the contexts below: one or two statements of SQL whatever the size of the books."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from koprogo.budgets.queries import budget as budgets
from koprogo.charges.queries import ageing as notices
from koprogo.charges.rules.calls import BOOKS
from koprogo.condominiums.queries import building, roll
from koprogo.condominiums.rules.keys import DEED_CODE
from koprogo.ledger.queries import creditors as supplier_lines
from koprogo.ledger.queries import entries, sums, withdrawals
from koprogo.ledger.queries.sums import AccountSums, OwnerSums, ResultSums
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform.access import Access
from koprogo.purchases.queries import open_items
from koprogo.statements.rules import funds, periods
from koprogo.statements.rules.ageing import OwnerAge, ageing
from koprogo.statements.rules.balance_sheet import BalanceSheet
from koprogo.statements.rules.balance_sheet import balance_sheet as both_sides
from koprogo.statements.rules.creditors import Creditor
from koprogo.statements.rules.creditors import creditors as by_supplier
from koprogo.statements.rules.funds import Movement
from koprogo.statements.rules.periods import Period, Year

#: What every kind of fund is kept on.
FUNDS = (AccountRole.WORKING_FUND, AccountRole.RESERVE_FUND, AccountRole.SPECIAL_RESERVE)


def years(access: Access) -> Sequence[Year]:
    """The financial years that were opened, newest first (one query)."""
    return entries.fiscal_years(access)


def period(access: Access, *, from_on: date | None, to_on: date | None, known: Sequence[Year]) -> Period:
    """The days asked for, a financial year by default. Raises UpsideDown."""
    month = known[0].starts_on.month if known else building.year_starts_month(access)
    return periods.period(from_on=from_on, to_on=to_on, today=access.today, years=known, starts_month=month)


def trial_balance(access: Access, when: Period) -> list[AccountSums]:
    """Every account over the period (one query)."""
    return sums.of_accounts(access, from_on=when.from_on, to_on=when.to_on)


def balance_sheet(access: Access, when: Period) -> BalanceSheet:
    """Both sides on the last day (one query)."""
    return both_sides(sums.positions(access, on=when.to_on, since=when.year_from))


def results(access: Access, when: Period) -> list[ResultSums]:
    """Costs and incomes of the period and of the one before (one query)."""
    return sums.results(
        access, from_on=when.from_on, to_on=when.to_on, before_from=when.before_from, before_to=when.before_to
    )


def budget(access: Access, when: Period, *, known: Sequence[Year]) -> dict[str, tuple[str, int]] | None:
    """What was voted for the financial year of the last day, by account: name and cents (one query); None without."""
    year = next((one for one in known if one.starts_on == when.year_from), None)
    return budgets.voted_by_account(access, year=year.code) if year else None


def owners(access: Access, when: Period) -> tuple[list[OwnerSums], dict[UUID, tuple[str, ...]]]:
    """What every owner owes on the last day, and the lots each holds then (two queries)."""
    found = sums.owners(access, on=when.to_on)
    return [one for one in found if any(one.by_role.values())], roll.lots_by_holder(access, on=when.to_on)


def arrears(access: Access, when: Period, *, known: Sequence[Year]) -> list[OwnerAge]:
    """What is open on the last day, by age and by financial year (two queries)."""
    balances = [(one.party_id, one.name, one.total_cents) for one in sums.owners(access, on=when.to_on)]
    return ageing(
        notices.open_on(access, on=when.to_on),
        balances,
        on=when.to_on,
        year_from=when.year_from,
        previous_from=periods.previous_year(when.year_from, years=known)[0],
    )


def creditors(access: Access, when: Period) -> tuple[list[Creditor], list[Creditor]]:
    """What is owed to suppliers on the last day, and what is still to be invoiced (two queries)."""
    lines = supplier_lines.lines(access, on=when.to_on)
    invoiced = [line for line in lines if line.role is AccountRole.SUPPLIERS]
    awaited = [line for line in lines if line.role is AccountRole.INVOICES_TO_RECEIVE]
    still = open_items.open_on(access, on=when.to_on)
    return by_supplier(invoiced, still), by_supplier(awaited, {})


#: One kind of fund: its role, its accounts (code, name, movement), its keys (code, label, movement), and what no key is
#: known of.
Fund = tuple[AccountRole, list[tuple[str, str, Movement]], list[tuple[str, str, Movement]], Movement]


def fund_movements(access: Access, when: Period) -> list[Fund]:
    """What happened to each fund over the period, and to each key's part of it (two queries, three where something was
    ever taken out of the reserve)."""
    accounts: dict[AccountRole, list[tuple[str, str, Movement]]] = defaultdict(list)
    held = sums.of_accounts(access, from_on=when.from_on, to_on=when.to_on)
    for one in held:
        if one.family in FUNDS:
            moved = funds.of_account(one)
            if moved:
                accounts[AccountRole(one.family)].append((one.code, one.name, moved))
    taken = any(one.family == AccountRole.RESERVE_WITHDRAWAL for one in held)
    called, used, names = _by_key(access, when, taken=taken)
    out = []
    for role in FUNDS:
        if not accounts[role]:
            continue
        whole = funds.total([moved for _code, _name, moved in accounts[role]])
        parts, rest = funds.by_key(whole, called[role], used if role is AccountRole.RESERVE_FUND else {})
        keyed = [(code, names[code], moved) for code, moved in parts.items() if moved]
        out.append((role, accounts[role], keyed, rest))
    return out


def _by_key(
    access: Access, when: Period, *, taken: bool
) -> tuple[dict[AccountRole, dict[str, tuple[int, int]]], dict[str, tuple[int, int]], dict[str, str]]:
    names: dict[str, str] = {}
    called: dict[AccountRole, dict[str, tuple[int, int]]] = defaultdict(dict)
    for one in notices.called_by_key(access, from_on=when.from_on, to_on=when.to_on):
        names.setdefault(one.key_code, one.key_label)
        role = BOOKS[one.kind][1]
        before, within = called[role].get(one.key_code, (0, 0))
        called[role][one.key_code] = (before + one.before_cents, within + one.within_cents)
    used: dict[str, tuple[int, int]] = {}
    for gone in withdrawals.by_key(access, from_on=when.from_on, to_on=when.to_on) if taken else ():
        code = gone.key_code or DEED_CODE
        names.setdefault(code, gone.key_label or code)
        before, within = used.get(code, (0, 0))
        used[code] = (before + gone.before_cents, within + gone.within_cents)
    return called, used, names
