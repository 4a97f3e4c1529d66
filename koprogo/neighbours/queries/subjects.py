"""What can be reported: each kind of thing by its name in an address, with where its title and author stand.

A module adds its own line. The author is a resident; the title is shown to moderators as it was.
"""

from dataclasses import dataclass
from uuid import UUID

from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.models import Ad, Gift, GuidePage, Resident, Skill, Thing
from koprogo.platform.access import Access
from koprogo.platform.models import Bounded


@dataclass(frozen=True, slots=True)
class Kind:
    """One table of things that neighbours write: its title's and its author's columns."""

    model: type[Bounded]
    title: str
    author: str


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that is reported."""

    kind: str
    id: UUID
    title: str
    author_id: UUID | None


SUBJECTS: dict[str, Kind] = {
    "voisin": Kind(Resident, "pseudonym", "id"),
    "carnet": Kind(GuidePage, "title", "author_id"),
    "service": Kind(Ad, "title", "resident_id"),
    "objet": Kind(Thing, "name", "resident_id"),
    "don": Kind(Gift, "title", "resident_id"),
    "savoir-faire": Kind(Skill, "words", "resident_id"),
}


def subject(access: Access, *, kind: str, subject_id: UUID) -> Subject:
    """The thing itself (one query). Raises NotFound."""
    known = SUBJECTS.get(kind)
    if known is None:
        raise NotFound(what="kind")
    found = known.model._default_manager.filter(org_id=access.org_id, id=subject_id)
    row = found.values_list(known.title, known.author).first()
    if row is None:
        raise NotFound(what="subject")
    return Subject(kind, subject_id, str(row[0])[:160], row[1])
