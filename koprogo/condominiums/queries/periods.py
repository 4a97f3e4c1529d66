"""Which dated rows hold on a day: the one place that says that an end is the first day it no longer holds."""

from datetime import date

from django.db.models import Q


def holding(on: date, *, prefix: str = "", starts: str = "starts_on", ends: str = "ends_on") -> Q:
    """The condition "holds on this day", for rows reached through ``prefix`` ("ownerships__")."""
    return Q(**{f"{prefix}{starts}__lte": on}) & (
        Q(**{f"{prefix}{ends}__isnull": True}) | Q(**{f"{prefix}{ends}__gt": on})
    )


def valid(on: date, *, prefix: str = "") -> Q:
    """The same for versions of keys, dated by ``valid_from`` and ``valid_to``."""
    return holding(on, prefix=prefix, starts="valid_from", ends="valid_to")
