"""Budgets: what the year may cost, what the assembly voted, the reserve's floor, the calls that follow."""
