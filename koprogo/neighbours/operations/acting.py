"""Who acts: the resident that the access stands for, never one that the caller names."""

from datetime import datetime, timedelta

from koprogo.neighbours.models import ModuleSwitch, Resident
from koprogo.neighbours.rules.modules import Module, ModuleOff
from koprogo.neighbours.rules.residents import NotResident
from koprogo.platform.access import Access

#: A module remembers that it is used by the day: one more statement then, not for each act.
_NOTED = timedelta(days=1)


def acting(access: Access, *, module: Module | None = None) -> Resident:
    """The acting resident, in a building where ``module`` is on (one statement, two with a module).

    Acting in a module is using it: one that rested is in sight again.

    Raises NotResident when the person has no name here, ModuleOff when the module is not on.
    """
    if module is not None:
        use(access, module)
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
