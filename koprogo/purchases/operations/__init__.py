"""The verbs of purchases."""
