"""Questions about meters."""
