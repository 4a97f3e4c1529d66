"""The questions of neighbours."""
