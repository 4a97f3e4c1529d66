"""The letters about money: each is a function of plain data, in the association's language, and reads no database."""
