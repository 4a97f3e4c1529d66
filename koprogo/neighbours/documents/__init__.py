"""What neighbours writes: a function of an answer."""
