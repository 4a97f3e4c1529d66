"""What the books tell."""
