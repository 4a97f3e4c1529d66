"""The codes that let somebody in now, for who animates."""

from dataclasses import dataclass
from datetime import datetime

from koprogo.neighbours.models import EntryCode
from koprogo.neighbours.rules import codes
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Code:
    """One code as it is printed. ``home``: whose letter it is, empty for the hall's. ``used``: somebody came by it."""

    text: str
    home: str
    expires_at: datetime
    used: bool


def running(access: Access) -> list[Code]:
    """Every code that lets somebody in now, the hall's first, then by home (one query)."""
    rows = EntryCode.objects.filter(org_id=access.org_id, ended_at__isnull=True, expires_at__gt=access.now)
    return [
        Code(codes.shown(row.code), row.home, row.expires_at, row.used_at is not None)
        for row in rows.order_by("home", "id")
    ]
