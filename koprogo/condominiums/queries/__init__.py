"""Questions about the building."""
