"""Settlements: what each lot truly owes of the period's costs, its advances deducted."""
