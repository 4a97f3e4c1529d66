"""The suite's fixtures that must win over the libraries' own."""

from koprogo.testing.plugin import django_db_setup

__all__ = ["django_db_setup"]
