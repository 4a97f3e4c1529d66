"""The tables of closing."""
