"""The pages of neighbours."""
