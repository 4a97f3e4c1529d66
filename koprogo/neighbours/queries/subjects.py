"""What can be reported: each kind of thing by its name in an address, with where its title and author stand.

A module adds its own line. The author is a resident; the title is shown to moderators as it was.
"""

from dataclasses import dataclass
from uuid import UUID

from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.models import (
    Ad,
    Gift,
    GuidePage,
    Message,
    Notice,
    NoticeReply,
    Poll,
    Resident,
    Skill,
    Thing,
    Wanted,
)
from koprogo.platform.access import Access
from koprogo.platform.models import Bounded


@dataclass(frozen=True, slots=True)
class Kind:
    """One table of things that neighbours write: its title's and its author's columns.

    ``text``: what else it says, for those who decide about it. ``reader``: the only one who may report it, of what was
    written to one neighbour; empty: whoever reads it may.
    """

    model: type[Bounded]
    title: str
    author: str
    text: str = ""
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that is reported."""

    kind: str
    id: UUID
    title: str
    author_id: UUID | None


SUBJECTS: dict[str, Kind] = {
    "voisin": Kind(Resident, "pseudonym", "id"),
    "carnet": Kind(GuidePage, "title", "author_id", "text"),
    "service": Kind(Ad, "title", "resident_id", "text"),
    "objet": Kind(Thing, "name", "resident_id", "care"),
    "don": Kind(Gift, "title", "resident_id", "text"),
    "savoir-faire": Kind(Skill, "words", "resident_id", "text"),
    "recherche": Kind(Wanted, "name", "resident_id"),
    "annonce": Kind(Notice, "title", "resident_id", "text"),
    "sondage": Kind(Poll, "question", "resident_id", "text"),
    "message": Kind(Message, "text", "sender_id", "text", "receiver_id"),
}
#: A reply to a notice was written by one of two, and read by the other.
REPLY = "reponse"


def subject(access: Access, me_id: UUID, *, kind: str, subject_id: UUID) -> Subject:
    """The thing itself, for who may read it (one query). Raises NotFound."""
    if kind == REPLY:
        return _reply(access, me_id, subject_id)
    known = SUBJECTS.get(kind)
    if known is None:
        raise NotFound(what="kind")
    found = known.model._default_manager.filter(org_id=access.org_id, id=subject_id)
    if known.reader:
        found = found.filter(**{known.reader: me_id})
    row = found.values_list(known.title, known.author).first()
    if row is None:
        raise NotFound(what="subject")
    return Subject(kind, subject_id, str(row[0])[:160], row[1])


def _reply(access: Access, me_id: UUID, subject_id: UUID) -> Subject:
    found = NoticeReply.objects.filter(org_id=access.org_id, id=subject_id).select_related("notice").first()
    if found is None:
        raise NotFound(what="subject")
    author, neighbour = found.notice.resident_id, found.neighbour_id
    writer, reader = (author, neighbour) if found.from_author else (neighbour, author)
    if reader != me_id:
        raise NotFound(what="subject")
    return Subject(REPLY, subject_id, found.text[:160], writer)


def words(access: Access, *, kind: str, subject_id: UUID) -> str:
    """What a reported thing says beside its title, as it is now; empty when it is gone (one query).

    For those who decide about it and those it concerns: the caller has asked who that is (queries/moderation.py).
    """
    if kind == REPLY:
        found = NoticeReply.objects.filter(org_id=access.org_id, id=subject_id).values_list("text", flat=True)
        return found.first() or ""
    known = SUBJECTS[kind]
    if not known.text:
        return ""
    rows = known.model._default_manager.filter(org_id=access.org_id, id=subject_id)
    return rows.values_list(known.text, flat=True).first() or ""
