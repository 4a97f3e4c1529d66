"""Mandates as the law bounds them: how long a syndic may stay, and what a syndic may not be besides."""

from datetime import date, timedelta

from koprogo.condominiums.rules.rights import Role
from koprogo.kernel.calendar import add_months
from koprogo.kernel.refusals import Refused

SYNDIC_MONTHS = 36  # CC 3.89 §1: three years at most, never renewed tacitly
HANDOVER_DAYS = 30  # CC 3.89 §5 7°: the whole file within thirty days of the end
WARN_DAYS = 120  # time for an assembly to be convened and to decide


class SyndicTermTooLong(Refused):
    """The mandate would last longer than three years; ``latest_on`` is its last possible day."""

    code = "condominiums.syndic_term_too_long"
    article = "CC 3.89 § 1"


class SyndicTermOpen(Refused):
    """A syndic's mandate needs an end; ``latest_on`` is its last possible day."""

    code = "condominiums.syndic_term_open"
    article = "CC 3.89 § 1"


class SyndicIncompatible(Refused):
    """The syndic may be neither member of the council nor auditor of the same condominium."""

    code = "condominiums.syndic_incompatible"
    article = "CC 3.89 § 9"


#: Offices that exclude each other on the same day.
EXCLUDES: dict[str, frozenset[str]] = {
    Role.SYNDIC: frozenset({Role.COUNCIL, Role.AUDITOR}),
    Role.COUNCIL: frozenset({Role.SYNDIC}),
    Role.AUDITOR: frozenset({Role.SYNDIC}),
}


def syndic_latest_end(starts_on: date) -> date:
    """The first day on which a mandate given that day can no longer hold (CC 3.89 §1).

    1 July 2026 gives 1 July 2029: the last day is 30 June 2029.
    """
    return add_months(starts_on, SYNDIC_MONTHS)


def check_syndic_term(starts_on: date, ends_on: date | None) -> None:
    """Raise SyndicTermOpen or SyndicTermTooLong. ``ends_on``: the first day it no longer holds."""
    latest = syndic_latest_end(starts_on)
    if ends_on is None:
        raise SyndicTermOpen(field="last_on", latest_on=latest - timedelta(days=1))
    if ends_on > latest:
        raise SyndicTermTooLong(field="last_on", latest_on=latest - timedelta(days=1))


def check_compatible(role: str, others: frozenset[str]) -> None:
    """Raise SyndicIncompatible when an office held at the same time excludes this one (CC 3.89 §9)."""
    if EXCLUDES.get(role, frozenset()) & others:
        raise SyndicIncompatible(field="role", role=role)


def entry_ends_on(ends_on: date | None, *, succeeded: bool) -> date | None:
    """Until when a syndic may still enter: to the end, or thirty days longer when nobody takes over.

    The law gives those days to hand over the file (CC 3.89 §5 7°); without them a mandate that runs out
    unnoticed would leave a building that nobody can open.
    """
    if ends_on is None or succeeded:
        return ends_on
    return ends_on + timedelta(days=HANDOVER_DAYS)


def expires_soon(ends_on: date | None, *, today: date) -> bool:
    """Whether the next assembly must decide on this mandate: it ends within four months, or has ended."""
    return ends_on is not None and ends_on <= today + timedelta(days=WARN_DAYS)
