"""Room of the budgets context; see docs/map.md."""
