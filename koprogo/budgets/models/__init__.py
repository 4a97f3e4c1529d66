"""What is planned, what was voted, what the reserve asks, and when the money is called."""

from koprogo.budgets.models.budget import Budget, BudgetLine, VotedBudget, VotedLine
from koprogo.budgets.models.plan import Plan, PlanStep
from koprogo.budgets.models.portfolio import NextCall
from koprogo.budgets.models.reserve import ReserveDecision

__all__ = ["Budget", "BudgetLine", "NextCall", "Plan", "PlanStep", "ReserveDecision", "VotedBudget", "VotedLine"]
