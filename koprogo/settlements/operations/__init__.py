"""What changes settlements."""
