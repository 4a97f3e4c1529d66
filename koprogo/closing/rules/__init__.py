"""The rules of closing: pure functions, no framework, no row."""
