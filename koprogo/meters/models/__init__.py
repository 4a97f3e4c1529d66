"""The tables of meters."""
