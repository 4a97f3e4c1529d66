"""What members wish for, and how many support each wish; the words of partners; who else counts themselves in."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Q, Sum

from koprogo.hosting.models import CountedInstallation, RoadmapItem, RoadmapVote, Voice
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Wish:
    """One item of the road map; ``mine``: whether this reader supports it."""

    item: RoadmapItem
    votes: int
    mine: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """Installations of one's own that wish to be counted; ``before_cents``: what they paid a month, by their words."""

    installations: int
    condominiums: int
    stated: int
    """How many of these condominiums said what they paid before."""
    before_cents: int


def wishes(access: Access, *, member_id: UUID | None = None) -> list[Wish]:
    """The road map, most supported first (two queries)."""
    rows = RoadmapItem.objects.filter(org_id=access.org_id).annotate(total=Count("votes"))
    own = RoadmapVote.objects.filter(org_id=access.org_id, member_id=member_id) if member_id else None
    mine = set(own.values_list("item_id", flat=True)) if own is not None else set()
    return [Wish(row, row.total, row.id in mine) for row in rows.order_by("-total", "at", "id")]


def voices(access: Access, *, every: bool = False) -> list[Voice]:
    """What partners and users say, newest first; the hidden ones too for the board (one query)."""
    rows = Voice.objects.filter(org_id=access.org_id)
    return list((rows if every else rows.filter(shown=True)).order_by("-agreed_on", "-id"))


def counted(access: Access) -> Counted:
    """Who counted themselves in (one query)."""
    rows = CountedInstallation.objects.filter(org_id=access.org_id)
    each_month = F("month_before_cents") * F("condominiums")
    said = Q(month_before_cents__isnull=False)
    found = rows.aggregate(
        n=Count("id"),
        c=Sum("condominiums"),
        s=Sum("condominiums", filter=said),
        b=Sum(each_month, filter=said),
    )
    return Counted(found["n"], found["c"] or 0, found["s"] or 0, found["b"] or 0)
