"""What stands on the papers of the neighbours; and one paper, for who asked for it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from koprogo.condominiums.queries import building
from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.models import Paper
from koprogo.neighbours.queries.moderation import SEEN
from koprogo.neighbours.rules.modules import Module
from koprogo.neighbours.rules.papers import PaperKind
from koprogo.platform.access import Access
from koprogo.platform.together import Question

WRITE = "neighbours.write_paper"
#: As many lines of each list as a sheet on a wall is read for, and the collections of three weeks.
LINES, COMING = 12, timedelta(days=21)
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


def _lines(what: str, table: str, when: str, order: str) -> str:
    """Titles with their people, what two moderators took away left out."""
    return (
        f"ARRAY(SELECT json_build_array({what}, r.pseudonym) FROM neighbours_{table} a"  # noqa: S608 -- our own words
        " JOIN neighbours_resident r ON r.org_id = a.org_id AND r.id = a.resident_id AND r.left_at IS NULL"
        f" WHERE a.org_id = %(org)s AND {when}{SEEN.format(row='a.id', author='a.resident_id')}"
        f" ORDER BY {order} LIMIT %(most)s)"
    )


_HALL = ", ".join(
    (
        "SELECT ARRAY(SELECT module FROM neighbours_moduleswitch WHERE org_id = %(org)s AND ended_at IS NULL)",
        _lines(
            "a.title", "ad", "a.state = 'open' AND a.shown_until >= %(today)s AND a.side = 'request'", "a.added_at DESC"
        ),
        _lines(
            "a.title", "ad", "a.state = 'open' AND a.shown_until >= %(today)s AND a.side = 'offer'", "a.added_at DESC"
        ),
        _lines("a.name", "wanted", "a.state = 'open' AND a.due_at > %(now)s", "a.asked_at DESC"),
        _lines("a.name", "thing", "a.withdrawn_at IS NULL", "a.name"),
        _lines("a.title", "gift", "a.state = 'open' AND a.expires_on >= %(today)s", "a.added_at DESC"),
        "ARRAY(SELECT json_build_array(a.title, a.place, a.starts_at) FROM neighbours_notice a WHERE a.org_id = %(org)s"  # noqa: S608
        " AND a.state = 'up' AND a.kind = 'event' AND a.ends_at > %(now)s"
        + SEEN.format(row="a.id", author="a.resident_id")
        + " ORDER BY a.starts_at LIMIT %(most)s)",
        "ARRAY(SELECT json_build_array(collected_on, what) FROM neighbours_collection WHERE org_id = %(org)s"
        " AND collected_on BETWEEN %(today)s AND %(until)s ORDER BY collected_on, what LIMIT 2 * %(most)s)",
        "ARRAY(SELECT name FROM neighbours_facility WHERE org_id = %(org)s AND closed_at IS NULL ORDER BY name"
        " LIMIT %(most)s)",
    )
)


def hall(access: Access) -> Hall:
    """What is asked for and offered now, the next events and collections: what any neighbour may read (one query)."""
    facts = {
        "org": access.org_id,
        "me": UUID(int=0),  # a sheet on a wall has no reader: whom somebody no longer reads is theirs alone
        "today": access.today,
        "now": access.now,
        "until": access.today + COMING,
        "most": LINES,
    }
    return Question(_HALL, facts, 9, _hall).answer()


def _hall(
    modules: list[str],
    requests: list[list[str]],
    offers: list[list[str]],
    wanted: list[list[str]],
    things: list[list[str]],
    gifts: list[list[str]],
    events: list[list[str]],
    collections: list[list[str]],
    facilities: list[str],
) -> Hall:
    on = frozenset(Module(one) for one in modules)

    def lines(module: Module, rows: list[list[str]]) -> list[tuple[str, str]]:
        return [(what, who) for what, who in rows] if module in on else []

    return Hall(
        on,
        [*lines(Module.EXCHANGE, requests), *lines(Module.LENDING, wanted)],
        [*lines(Module.EXCHANGE, offers), *lines(Module.LENDING, things), *lines(Module.GIFTS, gifts)],
        [(title, place, datetime.fromisoformat(at)) for title, place, at in events if Module.NOTICES in on],
        [(date.fromisoformat(on_), what) for on_, what in collections if Module.WELCOME in on],
        facilities if Module.BOOKINGS in on else [],
    )


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
