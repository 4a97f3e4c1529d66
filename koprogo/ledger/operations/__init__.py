"""What may be done to the books."""
