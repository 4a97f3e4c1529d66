"""Taking in an old workbook: read it, look at it, do it in one step, undo it in one step."""
