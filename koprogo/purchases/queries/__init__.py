"""The questions of purchases."""
