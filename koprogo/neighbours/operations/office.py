"""Neighbours who never sign in: a name for the hall, somebody who writes what they say, a letter to take over.

Everything that is written for them carries the word it stands on (operations.acting.noted).
"""

from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.models import EntryCode, Resident, Spokesperson, Word
from koprogo.neighbours.operations import codes, farewell, residents
from koprogo.neighbours.operations.acting import Spoken, acting, noted
from koprogo.neighbours.rules import office as rules
from koprogo.neighbours.rules import residents as names
from koprogo.neighbours.rules.residents import Agreement, Came
from koprogo.platform import audit
from koprogo.platform.access import Access, act


@dataclass(frozen=True, slots=True)
class HallName:
    """How a neighbour who never signs in is known; ``language``: of the papers printed for them."""

    pseudonym: str
    place: str = ""
    language: str = "fr"


def speaking(access: Access, *, word_id: UUID) -> Spoken:
    """The same person, writing down what a neighbour said: every operation checks the word again (acting)."""
    return Spoken(**{one.name: getattr(access, one.name) for one in fields(Access)}, word_id=word_id)


@act("neighbours.hall_name_given", needs=Right.ANIMATE_NEIGHBOURS)
def register(access: Access, *, facts: HallName, word: rules.Word) -> Resident:
    """Give a neighbour without an access a name here, because they asked for it and heard the rules of the house.

    Raises NotResident, WordWanting, PseudonymTaken, PseudonymEmpty.
    """
    me = acting(access)
    rules.check_word(word, today=access.today)
    row = Resident.objects.create(
        org_id=access.org_id,
        came=Came.TOLD,
        place=" ".join(facts.place.split())[: names.LONGEST],
        language=facts.language,
        joined_at=access.now,
        **residents.named(access, facts.pseudonym),
    )
    said = _written(access, row, me, word)
    said.ended_at = access.now
    said.save(force_insert=True)
    residents.note_acceptance(access, row, Agreement.HOUSE)
    noted(speaking(access, word_id=said.id), row.id)
    audit.record(access, "neighbours.hall_name_given", row.id)
    return row


@act("neighbours.hall_name_changed", needs=Right.ANIMATE_NEIGHBOURS)
def rename(access: Access, *, neighbour_id: UUID, facts: HallName) -> Resident:
    """Correct the name, the place or the language of the papers. Raises NotFound, PseudonymTaken, PseudonymEmpty."""
    acting(access)
    row = hall_neighbour(access, neighbour_id)
    for column, value in residents.named(access, facts.pseudonym, but=row.id).items():
        setattr(row, column, value)
    row.place, row.language = " ".join(facts.place.split())[: names.LONGEST], facts.language
    row.save(update_fields=["pseudonym", "pseudonym_key", "place", "language"])
    audit.record(access, "neighbours.hall_name_changed", row.id)
    return row


@act("neighbours.word_begun", needs=Right.MEET_NEIGHBOURS)
def begin(access: Access, *, neighbour_id: UUID, word: rules.Word) -> Word:
    """Begin to write down what a neighbour said. One at a time: what was begun for another ends.

    Raises NotResident, NotFound, SignsIn, NotAllowedFor, WordWanting.
    """
    me = acting(access)
    row = hall_neighbour(access, neighbour_id)
    allowed = _running(access).filter(neighbour=row, speaker=me).values_list("until_on", flat=True).first()
    rules.check_speaks(
        signs_in=row.person_id is not None,
        animates=access.may(Right.ANIMATE_NEIGHBOURS),
        allowed_until=allowed,
        today=access.today,
    )
    rules.check_word(word, today=access.today)
    _end(access, Word.objects.filter(org_id=access.org_id, recorder=me))
    said = _written(access, row, me, word)
    said.save(force_insert=True)
    audit.record(access, "neighbours.word_begun", row.id, how=word.how, said_on=word.said_on)
    return said


@act("neighbours.word_ended", needs=Right.MEET_NEIGHBOURS)
def finish(access: Access) -> None:
    """Stop writing for somebody else; again changes nothing. Raises NotResident."""
    me = acting(access)
    _end(access, Word.objects.filter(org_id=access.org_id, recorder=me))
    audit.record(access, "neighbours.word_ended", me.id)


@act("neighbours.spokesperson_allowed", needs=Right.ANIMATE_NEIGHBOURS)
def allow(access: Access, *, neighbour_id: UUID, speaker_id: UUID, until_on: date, word: rules.Word) -> Spokesperson:
    """Note that a neighbour lets another one write for them up to a day. One who was allowed already: until then.

    Raises NotResident, NotFound, WordWanting, AllowedTooLong.
    """
    me = acting(access)
    row = hall_neighbour(access, neighbour_id)
    here = Resident.objects.filter(org_id=access.org_id, left_at__isnull=True, person__isnull=False)
    speaker = here.filter(id=speaker_id).first()
    if speaker is None:
        raise NotFound(what="speaker")
    rules.check_word(word, today=access.today)
    rules.check_allowed(until_on, today=access.today)
    before = Spokesperson.objects.filter(org_id=access.org_id, neighbour=row, speaker=speaker, ended_at__isnull=True)
    before.update(ended_at=access.now)
    found = Spokesperson.objects.create(
        org_id=access.org_id,
        neighbour=row,
        speaker=speaker,
        how=word.how,
        said_on=word.said_on,
        from_on=access.today,
        until_on=until_on,
        noted_by=me,
        noted_at=access.now,
    )
    audit.record(access, "neighbours.spokesperson_allowed", row.id, speaker=speaker.id, until_on=until_on)
    return found


@act("neighbours.spokesperson_ended", needs=Right.ANIMATE_NEIGHBOURS)
def disallow(access: Access, *, spokesperson_id: UUID) -> None:
    """End a permission at once, and what is being written on it. Again changes nothing. Raises NotFound."""
    acting(access)
    found = Spokesperson.objects.filter(org_id=access.org_id, id=spokesperson_id).first()
    if found is None:
        raise NotFound(what="spokesperson")
    if found.ended_at is None:
        found.ended_at = access.now
        found.save(update_fields=["ended_at"])
        words = Word.objects.filter(org_id=access.org_id, neighbour=found.neighbour_id, recorder=found.speaker_id)
        _end(access, words)
    audit.record(access, "neighbours.spokesperson_ended", found.neighbour_id)


@act("neighbours.place_letter_written", needs=Right.ANIMATE_NEIGHBOURS)
def write_letter(access: Access, *, neighbour_id: UUID) -> EntryCode:
    """A letter whose code lets a neighbour take their own place; one before it no longer does. Raises NotFound."""
    acting(access)
    row = hall_neighbour(access, neighbour_id)
    before = EntryCode.objects.filter(org_id=access.org_id, resident=row, ended_at__isnull=True)
    before.update(ended_at=access.now)
    code = codes.made(access, home=row.place or row.pseudonym, resident=row)
    audit.record(access, "neighbours.place_letter_written", row.id)
    return code


@act("neighbours.hall_name_struck", needs=Right.ANIMATE_NEIGHBOURS)
def strike(access: Access, *, neighbour_id: UUID, word: rules.Word) -> None:
    """Take a neighbour off because they said so, or moved: as for anybody who leaves, what is personal goes now.

    Raises NotResident, NotFound, WordWanting.
    """
    me = acting(access)
    row = hall_neighbour(access, neighbour_id)
    rules.check_word(word, today=access.today)
    silence(access, row)
    said = _written(access, row, me, word)
    said.ended_at = access.now
    said.save(force_insert=True)
    noted(speaking(access, word_id=said.id), row.id)
    farewell.clear(access, row)
    row.left_at = access.now
    row.pseudonym = row.pseudonym_key = row.place = row.contact = ""
    row.save(update_fields=["left_at", "pseudonym", "pseudonym_key", "place", "contact"])
    audit.record(access, "neighbours.hall_name_struck", row.id)


def take_over(access: Access, *, code: EntryCode, person_id: UUID) -> None:
    """Whoever comes by the letter takes the neighbour's place: nobody writes for them any more.

    Raises AlreadyResident when the person has another name here, SignsIn when somebody came by it before.
    """
    assert code.resident_id is not None
    row = hall_neighbour(access, code.resident_id)
    here = Resident.objects.filter(org_id=access.org_id, left_at__isnull=True, person_id=person_id)
    if here.exists():
        raise names.AlreadyResident
    row.person_id, row.came = person_id, Came.LETTER
    row.save(update_fields=["person", "came"])
    silence(access, row)
    audit.record(access, "neighbours.place_taken", row.id)


def silence(access: Access, row: Resident) -> None:
    """End every word, permission and letter of a neighbour."""
    _end(access, Word.objects.filter(org_id=access.org_id, neighbour=row))
    for found in (
        Spokesperson.objects.filter(org_id=access.org_id, neighbour=row),
        EntryCode.objects.filter(org_id=access.org_id, resident=row),
    ):
        found.filter(ended_at__isnull=True).update(ended_at=access.now)


def hall_neighbour(access: Access, neighbour_id: UUID) -> Resident:
    """A neighbour who lives here without signing in, locked. Raises NotFound, SignsIn."""
    here = Resident.objects.select_for_update(no_key=True).filter(org_id=access.org_id, left_at__isnull=True)
    row = here.filter(id=neighbour_id).first()
    if row is None:
        raise NotFound(what="neighbour")
    if row.person_id is not None:
        raise rules.SignsIn
    return row


def _running(access: Access) -> QuerySet[Spokesperson]:
    found = Spokesperson.objects.filter(org_id=access.org_id, ended_at__isnull=True)
    return found.filter(until_on__gte=access.today)


def _written(access: Access, neighbour: Resident, recorder: Resident, word: rules.Word) -> Word:
    return Word(
        org_id=access.org_id,
        neighbour=neighbour,
        recorder=recorder,
        how=word.how,
        said_on=word.said_on,
        begun_at=access.now,
        until_at=access.now + rules.LASTS,
    )


def _end(access: Access, words: QuerySet[Word]) -> None:
    words.filter(ended_at__isnull=True).update(ended_at=access.now)
