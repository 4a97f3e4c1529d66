"""Letting everybody see what the building did together, renewing it each month, and taking it back."""

from koprogo.condominiums.rules.rights import Right
from koprogo.neighbours.models import SharedEffect
from koprogo.neighbours.operations.acting import acting
from koprogo.neighbours.queries import effect
from koprogo.neighbours.rules.effect import Figure
from koprogo.platform import audit
from koprogo.platform.access import Access, act


@act("neighbours.effect_shared", needs=Right.ANIMATE_NEIGHBOURS)
def share(access: Access) -> None:
    """Add the building's figures to those of others: an animator who lives here says so, the syndic alone never does.

    Again changes nothing but the figures. Raises NotResident.
    """
    me = acting(access)
    SharedEffect.objects.get_or_create(
        org_id=access.org_id,
        defaults={"shared_at": access.now, "shared_by": me.pseudonym, "until_on": access.today},
    )
    _count(access)
    audit.record(access, "neighbours.effect_shared")


@act("neighbours.effect_withdrawn", needs=Right.ANIMATE_NEIGHBOURS)
def withdraw(access: Access) -> None:
    """Take the building's figures back at once. Again changes nothing. Raises NotResident."""
    acting(access)
    SharedEffect.objects.filter(org_id=access.org_id).delete()
    audit.record(access, "neighbours.effect_withdrawn")


@act("neighbours.effect_renewed", needs=Right.ANIMATE_NEIGHBOURS)
def renew(access: Access) -> bool:
    """Count the last whole months again, where the building still shares; for a job. Whether it did."""
    done = _count(access)
    if done:
        audit.record(access, "neighbours.effect_renewed")
    return done


def _count(access: Access) -> bool:
    period, found = effect.figures(access)
    shown = {figure.value: found[figure].shown for figure in Figure}
    rows = SharedEffect.objects.filter(org_id=access.org_id)
    return rows.update(until_on=period.until, **shown) == 1
