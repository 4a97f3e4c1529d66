"""What statements look like: one shape for all of them, and its four forms (page, sheet, flat text, paper)."""
