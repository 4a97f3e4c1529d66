"""Ending sessions on devices one no longer holds."""

from uuid import UUID

from allauth.usersessions.models import UserSession


def end_one(*, person_id: UUID, session_id: int) -> int:
    """Sign one device of this person out. Returns how many were: 0 when it was not theirs or already over."""
    return _end(list(UserSession.objects.filter(user_id=person_id, pk=session_id)))


def end_others(*, person_id: UUID, current_key: str | None) -> int:
    """Sign every device out but the one in hand. Returns how many were."""
    return _end(list(UserSession.objects.filter(user_id=person_id).exclude(session_key=current_key)))


def _end(sessions: list[UserSession]) -> int:
    for session in sessions:
        session.end()
    return len(sessions)
