"""What the books give out as files."""
