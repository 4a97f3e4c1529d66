"""Neighbours: the optional modules of those who live in the building; no money, no share, no debt."""
