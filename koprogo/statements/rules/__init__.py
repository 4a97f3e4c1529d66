"""The rules of statements: pure functions, no framework, no row."""
