"""The tables of settlements."""
