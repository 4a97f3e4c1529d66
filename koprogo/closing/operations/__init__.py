"""Room of the closing context; see docs/map.md."""
