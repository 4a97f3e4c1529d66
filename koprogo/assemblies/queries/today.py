"""What the home says of assemblies: those that are convened, with their day and hour."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

#: For the statement that reads the building of today.
TODAY_SQL = """
SELECT json_agg(json_build_array(
         a.held_on::text || CASE WHEN a.sequence = 1 THEN '' ELSE '-' || a.sequence END, a.held_on,
         a.starts_at, a.state)
         ORDER BY a.held_on, a.sequence)
  FROM assemblies_assembly a
 WHERE a.org_id = %(org)s AND (a.state = 'convened' AND a.held_on >= %(today)s OR a.state = 'open')
"""


@dataclass(frozen=True, slots=True)
class Coming:
    """One assembly that is convened or sits. ``number``: its address."""

    number: str
    held_on: date
    starts_at: time
    is_open: bool


def coming(told: Sequence[Any] | None) -> tuple[Coming, ...]:
    """What TODAY_SQL answered, read (no query)."""
    return tuple(
        Coming(number, date.fromisoformat(held_on), time.fromisoformat(starts_at), state == "open")
        for number, held_on, starts_at, state in told or ()
    )
