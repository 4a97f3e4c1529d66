"""The economic model: pure arithmetic on dated prices. Integers and Fractions, rounded once when shown."""
