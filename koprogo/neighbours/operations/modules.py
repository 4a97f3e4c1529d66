"""Switching a module on and off, with who and why."""

from koprogo.condominiums.rules.rights import Right
from koprogo.neighbours.models import ModuleSwitch
from koprogo.neighbours.operations.acting import acting, use
from koprogo.neighbours.queries import residents
from koprogo.neighbours.rules import modules as rules
from koprogo.neighbours.rules.modules import Module, ModuleOff
from koprogo.platform import audit
from koprogo.platform.access import Access, act
from koprogo.platform.models import Org


@act("neighbours.module_switched_on", needs=Right.ANIMATE_NEIGHBOURS)
def switch_on(access: Access, *, module: Module, why: str = "", decision: str = "") -> None:
    """Switch a module on; one that is on stays as it is. ``decision``: the assembly's, read from its register.

    Raises NeedsDecision.
    """
    _lock(access)
    if ModuleSwitch.objects.filter(org_id=access.org_id, module=module, ended_at__isnull=True).exists():
        return
    own_group = access.org_kind == Org.Kind.RESIDENTS
    rules.check_switch_on(module, own_group=own_group, decided=bool(decision))
    row = ModuleSwitch.objects.create(
        org_id=access.org_id,
        module=module,
        started_at=access.now,
        started_by_id=access.person_id,
        started_by=_known_as(access),
        why=why[:200],
        decision=decision[:200],
    )
    Org.objects.filter(id=access.org_id).update(with_neighbours=True)
    audit.record(access, "neighbours.module_switched_on", row.id, module=module, why=why, decision=decision)


@act("neighbours.module_switched_off", needs=Right.ANIMATE_NEIGHBOURS)
def switch_off(access: Access, *, module: Module, why: str = "") -> None:
    """Switch a module off: nothing in it is lost, its pages are closed. Raises ModuleOff when it is not on."""
    _lock(access)
    running = ModuleSwitch.objects.filter(org_id=access.org_id, ended_at__isnull=True)
    row = running.filter(module=module).first()
    if row is None:
        raise ModuleOff(module=module)
    row.ended_at = access.now
    row.ended_by_id = access.person_id
    row.ended_by = _known_as(access)
    row.ended_why = why[:200]
    row.save(update_fields=["ended_at", "ended_by_id", "ended_by", "ended_why"])
    Org.objects.filter(id=access.org_id).update(with_neighbours=running.exists())
    audit.record(access, "neighbours.module_switched_off", row.id, module=module, why=why)


@act("neighbours.module_woken", needs=Right.ANIMATE_NEIGHBOURS)
def wake(access: Access, *, module: Module) -> None:
    """Put a module that rested in sight again, for whoever looks after them. Raises ModuleOff."""
    use(access, module)
    audit.record(access, "neighbours.module_woken", module=module)


@act("neighbours.opened_again", needs=Right.MEET_NEIGHBOURS)
def open_again(access: Access, *, module: Module) -> None:
    """The same by any neighbour who wants to write there. Raises NotResident, ModuleOff."""
    acting(access, module=module)
    audit.record(access, "neighbours.opened_again", module=module)


def _lock(access: Access) -> None:
    Org.objects.select_for_update(no_key=True).get(id=access.org_id)


def _known_as(access: Access) -> str:
    """The name that neighbours read: an office's in a condominium; among residents only the one they chose."""
    if access.org_kind != Org.Kind.RESIDENTS:
        return access.person_name
    me = residents.me(access)
    return me.pseudonym if me else ""
