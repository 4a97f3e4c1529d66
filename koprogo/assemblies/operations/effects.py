"""Carry a decision out: the mandate, the budget, the call, the key it names, written once and tied to it."""

from uuid import UUID

from koprogo.assemblies.models import Assembly, Resolution, ResolutionEffect
from koprogo.assemblies.operations.effect_acts import ACTS, Given
from koprogo.assemblies.operations.records import locked
from koprogo.assemblies.queries import effects as queries
from koprogo.assemblies.queries.effects import NOTHING
from koprogo.assemblies.rules.agenda import ReasonMissing
from koprogo.assemblies.rules.effects import Effect
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import Refused
from koprogo.platform import audit
from koprogo.platform.access import Access, act


class CarriedOutAlready(Refused):
    """A decision becomes what it names once. `label`: what it became."""

    code = "assemblies.carried_out_already"


@act("assemblies.decision_carried_out", needs=Right.PREPARE_ASSEMBLY)
def carry_out(access: Access, *, assembly_id: UUID, number: int, given: Given | None = None) -> ResolutionEffect:
    """Write what an adopted decision becomes, once. Raises CarriedOutAlready, NobodyElected, NoYear,
    OtherPartRefused, HouseRulesMissing, NotFound, and what the act itself raises."""
    assembly, row, effect = _open(access, assembly_id, number)
    subject_id, label = ACTS[effect](access, assembly, row, given or Given())
    kept = _keep(access, row, effect.value, subject_id, label)
    audit.record(
        access, "assemblies.decision_carried_out", row.id, title=row.title, effect=effect.value, subject=subject_id
    )
    return kept


@act("assemblies.decision_left", needs=Right.PREPARE_ASSEMBLY)
def leave(access: Access, *, assembly_id: UUID, number: int, reason: str) -> ResolutionEffect:
    """Say that a decision asks for nothing here, with the reason. Raises ReasonMissing, CarriedOutAlready, NotFound."""
    if not reason.strip():
        raise ReasonMissing(field="note")
    _assembly, row, effect = _open(access, assembly_id, number)
    kept = _keep(access, row, NOTHING, row.id, reason.strip()[:200])
    audit.record(access, "assemblies.decision_left", row.id, title=row.title, effect=effect.value, reason=reason)
    return kept


def _open(access: Access, assembly_id: UUID, number: int) -> tuple[Assembly, Resolution, Effect]:
    assembly = locked(access, assembly_id)
    row, found = queries.get(access, assembly=assembly.number, number=number)
    if found.done is not None:
        raise CarriedOutAlready(label=found.done.label)
    return assembly, row, found.effect


def _keep(access: Access, row: Resolution, kind: str, subject_id: UUID, label: str) -> ResolutionEffect:
    return ResolutionEffect.objects.create(
        org_id=access.org_id, resolution=row, kind=kind, subject_id=subject_id, label=label[:200], at=access.now
    )
