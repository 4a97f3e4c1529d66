"""The pages of meters."""
