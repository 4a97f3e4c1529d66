"""Who acts: the resident that the access stands for, never one that the caller names."""

from koprogo.neighbours.models import ModuleSwitch, Resident
from koprogo.neighbours.rules.modules import Module, ModuleOff
from koprogo.neighbours.rules.residents import NotResident
from koprogo.platform.access import Access


def acting(access: Access, *, module: Module | None = None) -> Resident:
    """The acting resident, in a building where ``module`` is on (one statement, two with a module).

    Raises NotResident when the person has no name here, ModuleOff when the module is not on.
    """
    if module is not None:
        switched = ModuleSwitch.objects.filter(org_id=access.org_id, module=module, ended_at__isnull=True)
        if not switched.exists():
            raise ModuleOff(module=module)
    found = None
    if access.person_id is not None:
        mine = Resident.objects.filter(org_id=access.org_id, person_id=access.person_id, left_at__isnull=True)
        found = mine.first()
    if found is None:
        raise NotResident
    return found
