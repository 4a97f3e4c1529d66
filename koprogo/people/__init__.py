"""Persons: signing in, languages, memberships, signed links."""
