"""Room of the banking context; see docs/map.md."""
