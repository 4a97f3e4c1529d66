"""Who can help with what."""

from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.models import Skill
from koprogo.neighbours.operations.acting import acting
from koprogo.neighbours.rules.modules import Module
from koprogo.neighbours.rules.skills import Field
from koprogo.platform import audit
from koprogo.platform.access import Access, act


@act("neighbours.skill_shown", needs=Right.MEET_NEIGHBOURS)
def show(access: Access, *, field: Field, words: str, text: str = "") -> Skill:
    """Say what I can help with."""
    me = acting(access, module=Module.SKILLS)
    row = Skill.objects.create(
        org_id=access.org_id,
        resident=me,
        field=field,
        words=" ".join(words.split())[:80],
        text=text.strip()[:400],
        added_at=access.now,
    )
    audit.record(access, "neighbours.skill_shown", row.id)
    return row


@act("neighbours.skill_removed", needs=Right.MEET_NEIGHBOURS)
def remove(access: Access, *, skill_id: UUID) -> None:
    """Take it out of the directory. Raises NotFound."""
    me = acting(access, module=Module.SKILLS)
    row = Skill.objects.filter(org_id=access.org_id, id=skill_id, resident=me).first()
    if row is None:
        raise NotFound(what="skill")
    audit.record(access, "neighbours.skill_removed", row.id)
    row.delete()
