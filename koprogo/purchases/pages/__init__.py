"""The pages of purchases."""
