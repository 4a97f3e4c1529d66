"""Persons and what lets them in. These tables are global: they are read before any boundary is chosen."""

from koprogo.people.models.membership import Membership
from koprogo.people.models.person import Person

__all__ = ["Membership", "Person"]
