"""Rules about people, without clock or database."""
