"""The rules of settlements: pure functions, no framework, no row."""
