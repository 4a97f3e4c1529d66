"""The tables of purchases."""
