"""What each owner owes and why: budgets, calls for funds, settlements, the owner's account, and their letters."""
