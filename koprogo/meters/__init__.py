"""Meters: what each lot consumes, read, imported or estimated."""
