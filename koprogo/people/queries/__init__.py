"""Questions about persons."""
