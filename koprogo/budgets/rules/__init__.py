"""The rules of budgets: pure functions, no framework, no row."""
