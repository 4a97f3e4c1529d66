"""The rules of meters: pure functions, no framework, no row."""
