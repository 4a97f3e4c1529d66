"""The two ends of a year of books: the take-over from another syndic, and the closing."""
