"""Neighbours who never sign in, for whoever may write what they say, and on whose word something stands."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.neighbours import labels
from koprogo.neighbours.models import Acceptance, EntryCode, Resident, Spoken, Spokesperson
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.rules.office import How
from koprogo.neighbours.rules.residents import Agreement
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class HallNeighbour:
    """Somebody who never signs in. ``letter_until``: until when a letter lets them take their place, if one does."""

    id: UUID
    pseudonym: str
    place: str
    language: str
    letter_until: datetime | None = None

    def me(self, accepted: frozenset[Agreement] = frozenset()) -> Me:
        """As the pages of the modules see them."""
        return Me(self.id, self.pseudonym, self.place, accepted=accepted, spoken=True)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who may write for a neighbour, since when and until when, how that was said and who noted it."""

    id: UUID
    who: str
    from_on: date
    until_on: date
    how: How
    said_on: date
    noted_by: str


@dataclass(frozen=True, slots=True)
class Said:
    """That a thing was written for a neighbour: by whom, how and when they said it."""

    neighbour: str
    recorder: str
    how: How
    said_on: date


def mine(access: Access, *, me: Me) -> list[HallNeighbour]:
    """The neighbours for whom I may write: all of them for an animator, else who let me (one query)."""
    found = Resident.objects.filter(org_id=access.org_id, left_at__isnull=True, person__isnull=True)
    if not access.may(Right.ANIMATE_NEIGHBOURS):
        found = found.filter(id__in=_running(access, me).values("neighbour_id"))
    return [_row(row) for row in found.order_by("pseudonym_key")]


def speaks(access: Access, *, me: Me) -> bool:
    """Whether I may write for anybody (one query; none for an animator)."""
    return access.may(Right.ANIMATE_NEIGHBOURS) or _running(access, me).exists()


def one(access: Access, *, neighbour_id: UUID, me: Me) -> HallNeighbour:
    """One neighbour for whom I may write (one query). Raises NotFound to everybody else."""
    found = Resident.objects.filter(org_id=access.org_id, id=neighbour_id, left_at__isnull=True, person__isnull=True)
    if not access.may(Right.ANIMATE_NEIGHBOURS):
        found = found.filter(id__in=_running(access, me).values("neighbour_id"))
    row = found.first()
    if row is None:
        raise NotFound(what="neighbour")
    codes = EntryCode.objects.filter(org_id=access.org_id, resident=row, ended_at__isnull=True)
    until = codes.filter(expires_at__gt=access.now).values_list("expires_at", flat=True).first()
    return _row(row, until)


def accepted(access: Access, *, neighbour_id: UUID) -> frozenset[Agreement]:
    """The texts that were read out and accepted (one query)."""
    rows = Acceptance.objects.filter(org_id=access.org_id, resident_id=neighbour_id)
    return frozenset(Agreement(one) for one in rows.values_list("agreement", flat=True))


def speakers(access: Access, *, neighbour_id: UUID) -> list[Speaker]:
    """Who may write for a neighbour now, besides the animators (one query)."""
    rows = Spokesperson.objects.filter(
        org_id=access.org_id, neighbour_id=neighbour_id, ended_at__isnull=True, until_on__gte=access.today
    )
    return [
        Speaker(
            row.id,
            row.speaker.pseudonym,
            row.from_on,
            row.until_on,
            How(row.how),
            row.said_on,
            row.noted_by.pseudonym or labels.former(),
        )
        for row in rows.select_related("speaker", "noted_by").order_by("from_on", "id")
    ]


def said(access: Access, *subject_ids: UUID) -> list[Said]:
    """On whose words some things stand, the first one first; empty when their own people wrote them (one query)."""
    rows = Spoken.objects.filter(org_id=access.org_id, subject_id__in=subject_ids)
    found = rows.select_related("word__neighbour", "word__recorder").order_by("at", "id")
    said = (
        Said(
            row.word.neighbour.pseudonym or labels.former(),
            row.word.recorder.pseudonym or labels.former(),
            How(row.word.how),
            row.word.said_on,
        )
        for row in found
    )
    return list(dict.fromkeys(said))


def first_said(access: Access) -> Subquery:
    """On whose word a row was first written, to be asked with the row itself; read by ``read_said``."""
    rows = Spoken.objects.filter(org_id=access.org_id, subject_id=OuterRef("pk")).order_by("at", "id")
    fact = JSONObject(
        neighbour="word__neighbour__pseudonym",
        recorder="word__recorder__pseudonym",
        how="word__how",
        said_on="word__said_on",
    )
    return Subquery(rows.annotate(fact=fact).values("fact")[:1])


def read_said(fact: dict[str, str] | None) -> Said | None:
    """What ``first_said`` found."""
    if fact is None:
        return None
    named = (fact["neighbour"] or labels.former(), fact["recorder"] or labels.former())
    return Said(*named, How(fact["how"]), date.fromisoformat(fact["said_on"]))


def stand_ins(access: Access, neighbour_ids: Collection[UUID], *, animators: Collection[UUID]) -> dict[UUID, UUID]:
    """For neighbours who never sign in: the person who last wrote for each of them, and still may (one query).

    ``animators``: the persons who may for all of them.
    """
    running = Spokesperson.objects.filter(
        org_id=access.org_id,
        neighbour_id=OuterRef("word__neighbour_id"),
        speaker_id=OuterRef("word__recorder_id"),
        ended_at__isnull=True,
        until_on__gte=access.today,
    )
    rows = Spoken.objects.filter(
        Q(word__recorder__person_id__in=animators) | Exists(running),
        org_id=access.org_id,
        word__neighbour_id__in=neighbour_ids,
        word__recorder__person__isnull=False,
        word__recorder__left_at__isnull=True,
    )
    last = rows.order_by("word__neighbour_id", "-at", "-id").distinct("word__neighbour_id")
    return dict(last.values_list("word__neighbour_id", "word__recorder__person_id"))


def _running(access: Access, me: Me) -> QuerySet[Spokesperson]:
    found = Spokesperson.objects.filter(org_id=access.org_id, speaker_id=me.id, ended_at__isnull=True)
    return found.filter(until_on__gte=access.today)


def _row(row: Resident, letter_until: datetime | None = None) -> HallNeighbour:
    return HallNeighbour(row.id, row.pseudonym, row.place, row.language or "fr", letter_until)
