"""Statements: the balance sheet, the trial balance, ageing, creditors, funds; and the books handed to a checker."""
