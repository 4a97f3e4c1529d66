"""What each owner owes and why: budgets, calls for funds, settlements, owners' accounts, their letters."""
