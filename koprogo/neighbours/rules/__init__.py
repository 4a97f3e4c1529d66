"""The rules of neighbours: pure functions, no framework, no row."""
