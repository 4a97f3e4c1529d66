"""Room of the charges context; see docs/map.md."""
