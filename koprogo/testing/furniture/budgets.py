"""A year's budget in each house of the street: voted, planned, and being amended."""

from typing import Any

from koprogo.budgets.operations import budgets, plans
from koprogo.budgets.operations.budgets import Decided, Start
from koprogo.budgets.queries.sheet import look
from koprogo.budgets.rules.lines import Line, Nature
from koprogo.budgets.rules.plan import Rhythm
from koprogo.ledger.queries import accounts
from koprogo.platform.access import Access
from koprogo.testing.tilleuls import Tilleuls


def furnish(built: Tilleuls, access: Access) -> dict[str, Any]:
    """Vote the year's budget, plan what is left of its calls, and start an amendment."""
    year = look(access).current.code
    budgets.start(access, year=year, start=Start("nothing"))
    cleaning = accounts.account(access, code="6105").id
    lift = accounts.account(access, code="6101").id
    lines = [
        Line(cleaning, "quotites", Nature.ORDINARY, 100, 720_000),
        Line(lift, "ascenseur", Nature.ORDINARY, 100, 180_000),
    ]
    budgets.write(access, year=year, lines=lines, reserve_cents=48_000, reserve_key_code="quotites")
    budgets.propose(access, year=year)
    budgets.vote(access, year=year, decided=Decided(access.today, "Le budget est approuvé", "5"))
    plan = plans.set_plan(access, year=year, rhythm=Rhythm.MONTHLY, day=28)
    budgets.start(access, year=year, start=Start("current", 200))
    return {"budget": year, "budget_version": 1, "budget_step": 1, "budgets.write_calls": plan.id}
