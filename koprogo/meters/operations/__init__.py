"""What changes meters."""
