"""Who I am among the neighbours, and who the others are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from koprogo.neighbours import labels
from koprogo.neighbours.models import Resident
from koprogo.neighbours.rules.modules import Module, rests
from koprogo.neighbours.rules.office import How
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
    spoken: bool = False
    """Somebody else writes what they say: nobody who signs in is shown as them."""


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
class Speaking:
    """A word that the reader writes down now: whose, how and when it was said."""

    word_id: UUID
    how: How
    said_on: date
    me: Me


@dataclass(frozen=True, slots=True)
class Here:
    """The reader, if they have a name here, the modules that are on; ``resting``: those of them out of sight.

    ``speaking``: for whom they write, if for anybody.
    """

    me: Me | None
    modules: frozenset[Module]
    resting: frozenset[Module] = frozenset()
    speaking: Speaking | None = None

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
    "SELECT m.modules, r.id, r.pseudonym, r.place, r.contact, r.wants_digest, r.moderates, r.accepted,"
    " w.id, w.how, w.said_on, w.neighbour_id, w.pseudonym, w.place, w.accepted FROM"
    " (SELECT coalesce(json_agg(json_build_array(module, started_at, used_at)), '[]') AS modules"
    " FROM neighbours_moduleswitch"
    " WHERE org_id = %(org)s AND ended_at IS NULL) m"
    " LEFT JOIN (SELECT one.*, ARRAY(SELECT agreement FROM neighbours_acceptance a"
    " WHERE a.org_id = one.org_id AND a.resident_id = one.id) AS accepted FROM neighbours_resident one"
    " WHERE one.org_id = %(org)s AND one.person_id = %(person)s AND one.left_at IS NULL) r ON true"
    " LEFT JOIN (SELECT word.id, word.how, word.said_on, word.recorder_id, word.neighbour_id, n.pseudonym, n.place,"
    " ARRAY(SELECT agreement FROM neighbours_acceptance a WHERE a.org_id = n.org_id AND a.resident_id = n.id)"
    " AS accepted FROM neighbours_word word JOIN neighbours_resident n ON n.org_id = word.org_id"
    " AND n.id = word.neighbour_id AND n.left_at IS NULL AND n.person_id IS NULL WHERE word.org_id = %(org)s"
    " AND word.ended_at IS NULL AND word.until_at > %(now)s) w ON w.recorder_id = r.id"
)


def question(access: Access) -> Question[Here]:
    """Who the reader is here and what is on, to be asked with others (platform.together)."""

    def read(modules: list[tuple[str, str, str | None]], *row: Any) -> Here:
        on = frozenset(Module(one[0]) for one in modules)
        resting = frozenset(Module(one[0]) for one in modules if _rests(one, access.now))
        if row[0] is None:
            return Here(None, on, resting)
        *me, accepted = row[:7]
        reader = Me(*me, _agreements(accepted))  # type: ignore[call-arg]
        return Here(reader, on, resting, _speaking(*row[7:]))

    return Question(_HERE, {"org": access.org_id, "person": access.person_id, "now": access.now}, 15, read)


def _speaking(
    word_id: UUID | None, how: str, said_on: date, neighbour_id: UUID, pseudonym: str, place: str, heard: list[str]
) -> Speaking | None:
    if word_id is None:
        return None
    spoken = Me(neighbour_id, pseudonym, place, accepted=_agreements(heard), spoken=True)
    return Speaking(word_id, How(how), said_on, spoken)


def _agreements(names: list[str]) -> frozenset[Agreement]:
    return frozenset(Agreement(one) for one in names)


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
