"""The tables of neighbours."""
