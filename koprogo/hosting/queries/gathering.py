"""The assembly that the members prepare, and where a proposal stands on its agenda."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from koprogo.assemblies.queries import assemblies, decided
from koprogo.assemblies.queries.decided import Place
from koprogo.assemblies.rules.rulesets import NONPROFIT
from koprogo.assemblies.rules.states import State
from koprogo.hosting.models import Proposal
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Coming:
    """The next assembly. ``open``: its agenda still changes; ``convene_by``: the last day for the convocation."""

    number: str
    held_on: date
    open: bool
    convene_by: date


def coming(access: Access) -> Coming | None:
    """The next assembly, or None (one query)."""
    row = assemblies.upcoming(access)
    return _of(row) if row else None


def _of(row: Any) -> Coming:
    planned = State(row.state) is State.PLANNED
    return Coming(row.number, row.held_on, planned, row.held_on - timedelta(days=row.notice_days))


def earliest(today: date) -> date:
    """The first day on which an assembly convened today may be held (CSA 9:14)."""
    return today + timedelta(days=NONPROFIT.notice_days)


def place(access: Access, row: Proposal) -> Place | None:
    """Where a proposal stands on an agenda, or None (one query, none without an item)."""
    return decided.places(access, item_ids=[row.item_id]).get(row.item_id) if row.item_id else None
