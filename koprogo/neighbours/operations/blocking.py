"""Whether a neighbour may still write to another: the same answer whoever of the two, or of the moderators, says no."""

from uuid import UUID

from django.db.models import Q

from koprogo.neighbours.models import Block, Report, Resident
from koprogo.neighbours.rules.moderation import NotCarried, State
from koprogo.platform.access import Access


def check(access: Access, me: Resident, *others: Resident) -> None:
    """Let ``me`` turn to each of these neighbours (one statement). Raises NotCarried.

    Not to whoever no longer reads me, nor to whom I no longer read; not when two moderators took either of us away.
    """
    ids = [one.id for one in others]
    if any(one.left_at is not None for one in others):
        raise NotCarried
    between = Q(resident__in=ids, blocked=me) | Q(resident=me, blocked__in=ids)
    blocked = Block.objects.filter(between, org_id=access.org_id)
    away = Report.objects.filter(org_id=access.org_id, kind="voisin", state=State.REMOVED, subject_id__in=[me.id, *ids])
    if blocked.values("id").union(away.values("id")).exists():
        raise NotCarried


def around(access: Access, me: Resident) -> set[UUID]:
    """Those to whom nothing of ``me`` goes: who no longer reads me, and whom I no longer read (one statement)."""
    pairs = Block.objects.filter(Q(resident=me) | Q(blocked=me), org_id=access.org_id)
    return {one for pair in pairs.values_list("resident_id", "blocked_id") for one in pair} - {me.id}
