"""Input formats by language."""
