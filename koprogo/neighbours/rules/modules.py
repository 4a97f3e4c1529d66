"""The modules of the neighbours: which there are, and who may switch one on (SETTLED 13, belgian-law 10)."""

from datetime import datetime, timedelta
from enum import StrEnum

from koprogo.kernel.refusals import Refused


class Module(StrEnum):
    """One thing that neighbours can do together, switched on by itself."""

    EXCHANGE = "exchange"
    LENDING = "lending"
    GIFTS = "gifts"
    SKILLS = "skills"
    NOTICES = "notices"
    POLLS = "polls"
    BOOKINGS = "bookings"
    WELCOME = "welcome"


#: What the syndic may not begin alone: an exchange of services is no business of the association (CC 3.86 § 3).
DECIDED_TOGETHER = frozenset({Module.EXCHANGE})

#: A module in which nobody has written for so long is out of the neighbours' sight.
RESTS_AFTER = timedelta(days=90)
#: What is there to be read rather than written in never rests.
NEVER_RESTS = frozenset({Module.WELCOME})


def rests(module: Module, *, started_at: datetime, used_at: datetime | None, now: datetime) -> bool:
    """Whether a module that is on is out of sight: 90 days without a word in it. Nothing of it is lost."""
    return module not in NEVER_RESTS and now - max(started_at, used_at or started_at) >= RESTS_AFTER


class ModuleOff(Refused):
    """The module is not switched on in this building."""

    code = "neighbours.module_off"


class NeedsDecision(Refused):
    """The module is begun by the residents' own group, or by a decision of the assembly, not by the syndic alone."""

    code = "neighbours.needs_decision"
    article = "CC 3.86 § 3"


def check_switch_on(module: Module, *, own_group: bool, decided: bool) -> None:
    """Let a module be switched on. ``own_group``: the boundary is the residents' own; ``decided``: the assembly did.

    Raises NeedsDecision: the association exists to keep and run the building (CC 3.86 § 3).
    """
    if module in DECIDED_TOGETHER and not own_group and not decided:
        raise NeedsDecision(field="decision", module=module)
