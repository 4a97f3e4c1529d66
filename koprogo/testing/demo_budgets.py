"""Le Verger's budgets: last year's costs in the books, this year's vote, its calls planned, next year's draft."""

from datetime import date
from uuid import UUID

from koprogo.budgets.operations import budgets, plans
from koprogo.budgets.operations.budgets import Decided, Start
from koprogo.budgets.queries.sheet import look
from koprogo.budgets.rules.lines import Line, Nature
from koprogo.budgets.rules.plan import Rhythm
from koprogo.ledger.queries import accounts
from koprogo.platform.access import Access

#: The year's ordinary charges by account, in cents, by the deed's key: four calls of 6 000,00.
ORDINARY = (
    ("6101", 360_000, 100),
    ("6105", 480_000, 100),
    ("6121", 330_000, 100),
    ("6130", 420_000, 50),
    ("614", 690_000, 0),
    ("650", 24_000, 0),
    ("616", 96_000, 0),
)


def load(access: Access, *, reserve_cents: int) -> None:
    """Vote this year's budget, plan its calls (those already sent are its first steps), draft next year's."""
    sheet = look(access)
    year, deed = sheet.current, sheet.deed_code
    budgets.start(access, year=year.code, start=Start("nothing"))
    lines = [Line(_account(access, code), deed, Nature.ORDINARY, part, cents) for code, cents, part in ORDINARY]
    lines.append(Line(_account(access, "6111"), deed, Nature.FROM_RESERVE, 0, 450_000))
    budgets.write(access, year=year.code, lines=lines, reserve_cents=reserve_cents, reserve_key_code=deed)
    budgets.propose(access, year=year.code)
    voted_on = min(date(year.starts_on.year - 1, 12, 9), access.today)
    budgets.vote(access, year=year.code, decided=Decided(voted_on, f"Le budget {year.code} est approuvé", "5"))
    plans.set_plan(access, year=year.code, rhythm=Rhythm.QUARTERLY, day=2)
    following = sheet.after(year)
    budgets.start(access, year=following.code, start=Start("vote", 250))


def _account(access: Access, code: str) -> UUID:
    return accounts.account(access, code=code).id
