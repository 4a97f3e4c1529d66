"""Room of its context; see docs/map.md."""
