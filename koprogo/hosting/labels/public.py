"""Words of the simulators, the public pages, members and governance."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from koprogo.hosting.labels import governance
from koprogo.hosting.rules.capacity import MEASURED, Capacity
from koprogo.hosting.rules.rounding import half_up
from koprogo.platform import formats

REFUSALS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "hosting.beyond_reason": lambda f: (
        _("Ce simulateur compte jusqu’à %(most)s. Écrivez un nombre plus petit.") % {"most": formats.number(f["most"])}
    ),
    **governance.REFUSALS,
}
ACTIONS: dict[str, Any] = {**governance.ACTIONS}


def tier(name: str) -> str:
    """A server by its name at the provider, or this very installation."""
    return _("cette installation") if name == MEASURED else f"VPS {name}"


def rounded(millicents: Fraction) -> int:
    """An exact figure as it is shown, in thousandths of a cent."""
    return half_up(millicents)


def thousandths(millicents: int) -> int:
    """Thousandths of a euro: 6 250 thousandths of a cent are 0,063 €."""
    return half_up(Fraction(millicents, 100))


def limits(found: Capacity) -> str:
    """What bounds a measured installation."""
    return _("Le processeur en porterait %(cpu)s, le disque %(disk)s.") % {
        "cpu": formats.number(found.by_processor),
        "disk": formats.number(found.by_disk),
    }
