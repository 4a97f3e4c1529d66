"""The books of a building: accounts, journals, years, entries that balance and never change."""
