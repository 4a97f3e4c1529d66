"""Where somebody is signed in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from koprogo.people.rules.browsers import Browser, recognise


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One device that is signed in. The place is unknown: only the network address is kept."""

    id: int
    browser: Browser
    address: str
    started_at: datetime
    seen_at: datetime
    current: bool


def of_person(*, person_id: UUID, current_key: str | None, now: datetime) -> list[OpenSession]:
    """The sessions that still hold, the current one first, then the last used (one query)."""
    alive = Session.objects.filter(expire_date__gt=now).values("session_key")
    rows = UserSession.objects.filter(user_id=person_id, session_key__in=alive).order_by("-last_seen_at")
    found = [
        OpenSession(
            id=row.pk,
            browser=recognise(row.user_agent),
            address=str(row.ip),
            started_at=row.created_at,
            seen_at=row.last_seen_at,
            current=row.session_key == current_key,
        )
        for row in rows
    ]
    return sorted(found, key=lambda session: not session.current)
