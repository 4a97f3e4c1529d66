"""The rules of purchases: pure functions, no framework, no row."""
