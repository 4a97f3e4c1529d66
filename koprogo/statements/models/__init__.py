"""The tables of statements."""
