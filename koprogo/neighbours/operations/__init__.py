"""The verbs of neighbours."""
