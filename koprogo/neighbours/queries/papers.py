"""What stands on the papers of the neighbours; and one paper, for who asked for it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from koprogo.condominiums.queries import building
from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.models import Ad, Collection, Facility, Gift, Notice, Paper, Thing, Wanted
from koprogo.neighbours.queries import modules as switched
from koprogo.neighbours.rules import gifts, lending
from koprogo.neighbours.rules.exchange import AdState, Side
from koprogo.neighbours.rules.modules import Module
from koprogo.neighbours.rules.notices import NoticeKind, NoticeState
from koprogo.neighbours.rules.papers import PaperKind
from koprogo.platform.access import Access

WRITE = "neighbours.write_paper"
#: As many lines of each list as a sheet on a wall is read for, and the collections of a month.
LINES, COMING = 12, timedelta(days=31)
LANGUAGES = ("fr", "nl", "de", "en")


@dataclass(frozen=True, slots=True)
class Hall:
    """What hangs in the hall: lines of (what, who), events of (what, where, when), collections, what may be booked.

    Nothing of it is about who prints it.
    """

    modules: frozenset[Module]
    asked: list[tuple[str, str]]
    offered: list[tuple[str, str]]
    events: list[tuple[str, str, datetime]]
    collections: list[tuple[date, str]]
    facilities: list[str]


def hall(access: Access) -> Hall:
    """What is asked for and offered now, the next events and collections (one query for each module that is on)."""
    on = switched.on(access)
    asked: list[tuple[str, str]] = []
    offered: list[tuple[str, str]] = []
    here = {"org_id": access.org_id, "resident__left_at__isnull": True}
    if Module.EXCHANGE in on:
        ads = Ad.objects.filter(**here, state=AdState.OPEN, shown_until__gte=access.today).order_by("-added_at")
        for side, title, who in ads.values_list("side", "title", "resident__pseudonym")[: 2 * LINES]:
            (asked if side == Side.REQUEST else offered).append((title, who))
    if Module.LENDING in on:
        looked = Wanted.objects.filter(**here, state=lending.WantedState.OPEN, due_at__gt=access.now)
        asked += looked.order_by("-asked_at").values_list("name", "resident__pseudonym")[:LINES]
        lent = Thing.objects.filter(**here, withdrawn_at__isnull=True).order_by("name")
        offered += lent.values_list("name", "resident__pseudonym")[:LINES]
    if Module.GIFTS in on:
        given = Gift.objects.filter(**here, state=gifts.State.OPEN, expires_on__gte=access.today)
        offered += given.order_by("-added_at").values_list("title", "resident__pseudonym")[:LINES]
    events: list[tuple[str, str, datetime]] = []
    if Module.NOTICES in on:
        coming = Notice.objects.filter(
            org_id=access.org_id, state=NoticeState.UP, kind=NoticeKind.EVENT, ends_at__gt=access.now
        )
        found = coming.order_by("starts_at").values_list("title", "place", "starts_at")[:LINES]
        events = [(title, place, starts_at) for title, place, starts_at in found if starts_at is not None]
    collected: list[tuple[date, str]] = []
    if Module.WELCOME in on:
        days = Collection.objects.filter(
            org_id=access.org_id, collected_on__range=(access.today, access.today + COMING)
        )
        collected = list(days.order_by("collected_on", "what").values_list("collected_on", "what")[: 2 * LINES])
    shared: list[str] = []
    if Module.BOOKINGS in on:
        rows = Facility.objects.filter(org_id=access.org_id, closed_at__isnull=True)
        shared = list(rows.order_by("name").values_list("name", flat=True)[:LINES])
    return Hall(on, asked[:LINES], offered[: 2 * LINES], events, collected, shared)


def languages(access: Access, *, otherwise: str) -> tuple[str, ...]:
    """The languages of the building's papers: its own one or two; ``otherwise`` where residents are on their own."""
    if access.org_kind == "residents":
        return (otherwise if otherwise in LANGUAGES else "fr",)
    head = building.head(access)
    found = [one for one in (head.language, head.language_2) if one in LANGUAGES]
    return tuple(found) or ("fr",)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper: what it is, whether it is written. ``neighbour_id``: whose slip."""

    id: UUID
    kind: PaperKind
    neighbour_id: UUID | None
    written: bool


def one(access: Access, *, paper_id: UUID) -> PaperRow:
    """One paper, for who asked for it (one query). Raises NotFound to everybody else."""
    found = _own(access, paper_id)
    row = found.annotate(written=Q(data__isnull=False)).values_list("id", "kind", "neighbour_id", "written").first()
    if row is None:
        raise NotFound(what="paper")
    return PaperRow(row[0], PaperKind(row[1]), row[2], row[3])


def content(access: Access, *, paper_id: UUID) -> bytes:
    """The PDF, for who asked for it (one query). Raises NotFound, also before it is written."""
    found = _own(access, paper_id)
    data = found.values_list("data", flat=True).first()
    if data is None:
        raise NotFound(what="paper")
    return bytes(data)


def _own(access: Access, paper_id: UUID) -> QuerySet[Paper]:
    if access.person_id is None:
        raise NotFound(what="paper")
    return Paper.objects.filter(org_id=access.org_id, id=paper_id, asked_by_id=access.person_id)
