"""The rules of auditing: pure functions, no framework, no row."""
