"""Who acts: the resident that the access stands for, never one that the caller names."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.neighbours.models import ModuleSwitch, Resident, Spokesperson, Word
from koprogo.neighbours.models import Spoken as SpokenRow
from koprogo.neighbours.rules.modules import Module, ModuleOff
from koprogo.neighbours.rules.office import ByOneself, WordOver
from koprogo.neighbours.rules.residents import NotResident
from koprogo.platform.access import Access

#: A module remembers that it is used by the day: one more statement then, not for each act.
_NOTED = timedelta(days=1)
#: No word at all: an access made without one is refused by every operation.
NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Spoken(Access):
    """The access of somebody who writes down what a neighbour said (operations.office makes it, nobody else)."""

    word_id: UUID = NOBODY


def acting(access: Access, *, module: Module | None = None, spoken: bool = False) -> Resident:
    """The acting resident, in a building where ``module`` is on (one statement, two with a module).

    Acting in a module is using it: one that rested is in sight again.

    ``spoken``: the act may be written down for a neighbour who never signs in, by whoever has their word; any other is
    done by oneself. Raises NotResident when the person has no name here, ModuleOff when the module is not on,
    ByOneself, WordOver.
    """
    if module is not None:
        use(access, module)
    if isinstance(access, Spoken):
        if not spoken:
            raise ByOneself
        return _spoken_for(access)
    found = None
    if access.person_id is not None:
        mine = Resident.objects.filter(org_id=access.org_id, person_id=access.person_id, left_at__isnull=True)
        found = mine.first()
    if found is None:
        raise NotResident
    return found


def use(access: Access, module: Module, *, until: datetime | None = None) -> None:
    """Note that a module is used now, or that something in it is to come (``until``). Raises ModuleOff."""
    row = ModuleSwitch.objects.filter(org_id=access.org_id, module=module, ended_at__isnull=True).first()
    if row is None:
        raise ModuleOff(module=module)
    moment = max(until or access.now, access.now)
    if row.used_at is None or row.used_at < moment - _NOTED:
        row.used_at = moment
        row.save(update_fields=["used_at"])


def _spoken_for(access: Spoken) -> Resident:
    assert access.person_id is not None, "a job has nobody's word"
    words = Word.objects.filter(
        org_id=access.org_id,
        id=access.word_id,
        recorder__person_id=access.person_id,
        recorder__left_at__isnull=True,
        ended_at__isnull=True,
        until_at__gt=access.now,
        neighbour__person__isnull=True,
        neighbour__left_at__isnull=True,
    )
    word = words.select_related("neighbour").first()
    if word is None or not (access.may(Right.ANIMATE_NEIGHBOURS) or _allowed(access, word)):
        raise WordOver
    neighbour: Resident = word.neighbour
    return neighbour


def _allowed(access: Access, word: Word) -> bool:
    running = Spokesperson.objects.filter(org_id=access.org_id, ended_at__isnull=True, until_on__gte=access.today)
    return running.filter(neighbour=word.neighbour_id, speaker=word.recorder_id).exists()


def noted(access: Access, *subject_ids: UUID) -> None:
    """Keep with each thing on whose word it was written; nothing for who writes for themselves."""
    if isinstance(access, Spoken):
        SpokenRow.objects.bulk_create(
            SpokenRow(org_id=access.org_id, word_id=access.word_id, subject_id=one, at=access.now)
            for one in subject_ids
        )
