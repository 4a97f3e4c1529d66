"""An event as calendars know it (RFC 5545): an identity, two instants, and how often it was changed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Event:
    """One event. ``sequence`` grows with each change; ``cancelled``: it stays in the calendar, crossed out."""

    id: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    place: str = ""
    text: str = ""
    url: str = ""
    sequence: int = 0
    cancelled: bool = False
