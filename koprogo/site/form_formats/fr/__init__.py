"""How dates and numbers are typed in forms."""
