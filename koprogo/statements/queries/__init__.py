"""What the statements tell, gathered from the books, the calls and the bank."""
