"""A statement of a period as this reader may see it, in the language that is set: facts, then words."""

from collections.abc import Sequence
from datetime import date

from koprogo.banking.queries.up_to_date import up_to_date
from koprogo.banking.rules.up_to_date import UpToDate
from koprogo.platform.access import Access
from koprogo.statements import labels
from koprogo.statements.documents import (
    arrears,
    balance_sheet,
    creditors,
    funds,
    owners,
    results,
    trial_balance,
)
from koprogo.statements.documents.sheet import Sheet
from koprogo.statements.queries import facts
from koprogo.statements.rules.kinds import OF_A_DAY as OF_A_DAY
from koprogo.statements.rules.kinds import Statement
from koprogo.statements.rules.periods import Period, Year


def sheet(access: Access, statement: Statement, when: Period, *, known: Sequence[Year], until: UpToDate) -> Sheet:
    """One statement (one to three statements of SQL). ``known``: the financial years; ``until``: the bank's day."""
    banner = labels.banner(until)
    match statement:
        case Statement.TRIAL_BALANCE:
            return trial_balance.sheet(when, facts.trial_balance(access, when), banner=banner)
        case Statement.BALANCE_SHEET:
            return balance_sheet.sheet(when, facts.balance_sheet(access, when), banner=banner)
        case Statement.RESULTS:
            return results.sheet(
                when,
                facts.results(access, when),
                banner=banner,
                budget=facts.budget(access, when, known=known),
            )
        case Statement.OWNERS:
            return owners.sheet(when, *facts.owners(access, when), banner=banner)
        case Statement.FUNDS:
            return funds.sheet(when, facts.fund_movements(access, when), banner=banner)
        case Statement.ARREARS:
            return arrears.sheet(when, facts.arrears(access, when, known=known), banner=banner)
        case Statement.CREDITORS:
            return creditors.sheet(when, *facts.creditors(access, when), banner=banner)


def of_days(
    access: Access, statement: Statement, *, from_on: date | None, to_on: date | None
) -> tuple[Sheet, UpToDate, Sequence[Year]]:
    """One statement of the days asked for, with what it was made beside: the bank's day, the financial years.

    Raises UpsideDown.
    """
    known = facts.years(access)
    when = facts.period(access, from_on=from_on, to_on=to_on, known=known)
    until = up_to_date(access)
    return sheet(access, statement, when, known=known, until=until), until, known
