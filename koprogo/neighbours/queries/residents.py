"""Who I am among the neighbours, and who the others are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from koprogo.neighbours import labels
from koprogo.neighbours.models import Resident
from koprogo.neighbours.rules.modules import Module, rests
from koprogo.neighbours.rules.residents import Agreement
from koprogo.platform.access import Access
from koprogo.platform.together import Question


@dataclass(frozen=True, slots=True)
class Me:
    """The reader among the neighbours. ``accepted``: the texts they have accepted."""

    id: UUID
    pseudonym: str
    place: str = ""
    contact: str = ""
    wants_digest: bool = False
    moderates: bool = False
    accepted: frozenset[Agreement] = frozenset()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another one, as everybody here may see them. ``signs_in``: reads what is written to them by themselves.

    ``moderates`` is seen by all: one may be judged by them.
    """

    id: UUID
    pseudonym: str
    place: str
    contact: str
    signs_in: bool
    has_left: bool
    moderates: bool


@dataclass(frozen=True, slots=True)
class Here:
    """The reader, if they have a name here, and the modules that are on; ``resting``: those of them out of sight."""

    me: Me | None
    modules: frozenset[Module]
    resting: frozenset[Module] = frozenset()

    @property
    def shown(self) -> frozenset[Module]:
        """What the neighbours find on their home."""
        return self.modules - self.resting


@dataclass(frozen=True, slots=True)
class NewsReader:
    """Somebody who asked for the mail of Thursday."""

    person_id: UUID
    email: str
    language: str


_HERE = (
    "SELECT m.modules, r.id, r.pseudonym, r.place, r.contact, r.wants_digest, r.moderates, r.accepted FROM"
    " (SELECT coalesce(json_agg(json_build_array(module, started_at, used_at)), '[]') AS modules"
    " FROM neighbours_moduleswitch"
    " WHERE org_id = %(org)s AND ended_at IS NULL) m"
    " LEFT JOIN (SELECT one.*, ARRAY(SELECT agreement FROM neighbours_acceptance a"
    " WHERE a.org_id = one.org_id AND a.resident_id = one.id) AS accepted FROM neighbours_resident one"
    " WHERE one.org_id = %(org)s AND one.person_id = %(person)s AND one.left_at IS NULL) r ON true"
)


def question(access: Access) -> Question[Here]:
    """Who the reader is here and what is on, to be asked with others (platform.together)."""

    def read(modules: list[tuple[str, str, str | None]], *row: Any) -> Here:
        on = frozenset(Module(one[0]) for one in modules)
        resting = frozenset(Module(one[0]) for one in modules if _rests(one, access.now))
        if row[0] is None:
            return Here(None, on, resting)
        *facts, accepted = row
        me = Me(*facts, frozenset(Agreement(one) for one in accepted))  # type: ignore[call-arg]
        return Here(me, on, resting)

    return Question(_HERE, {"org": access.org_id, "person": access.person_id}, 8, read)


def _rests(switch: tuple[str, str, str | None], now: datetime) -> bool:
    module, started, used = switch
    used_at = datetime.fromisoformat(used) if used else None
    return rests(Module(module), started_at=datetime.fromisoformat(started), used_at=used_at, now=now)


def here(access: Access) -> Here:
    """Who the reader is here and what is on (one query)."""
    return question(access).answer()


def me(access: Access) -> Me | None:
    """The reader among the neighbours, or None when they have no name here yet (one query)."""
    return here(access).me


def by_ids(access: Access, ids: Collection[UUID]) -> dict[UUID, Neighbour]:
    """The neighbours of these ids, those who left too (one query; none for no id)."""
    wanted = set(ids)
    if not wanted:
        return {}
    return {row.id: _neighbour(row) for row in Resident.objects.filter(org_id=access.org_id, id__in=wanted)}


def current(access: Access) -> list[Neighbour]:
    """Everybody who has a name here, in the order of the names (one query)."""
    rows = Resident.objects.filter(org_id=access.org_id, left_at__isnull=True).order_by("pseudonym_key")
    return [_neighbour(row) for row in rows]


def _neighbour(row: Resident) -> Neighbour:
    gone = row.left_at is not None
    return Neighbour(
        row.id,
        labels.former() if gone else row.pseudonym,
        "" if gone else row.place,
        "" if gone else row.contact,
        row.person_id is not None,
        gone,
        row.moderates,
    )


def news_readers(access: Access) -> list[NewsReader]:
    """Who asked for the mail of Thursday (one query)."""
    asked = Resident.objects.filter(org_id=access.org_id, left_at__isnull=True, wants_digest=True)
    rows = asked.filter(person__is_active=True).order_by("joined_at", "id")
    return [NewsReader(*row) for row in rows.values_list("person_id", "person__email", "person__language")]
