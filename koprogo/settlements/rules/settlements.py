"""A settlement as an act: issued once, cancelled as a whole, never changed."""

from enum import StrEnum

from koprogo.kernel.refusals import Refused


class State(StrEnum):
    """What stands of it."""

    ISSUED = "issued"
    CANCELLED = "cancelled"


class SettledAlready(Refused):
    """Another settlement stands for some of these days; ``number`` names it."""

    code = "settlements.settled_already"


class PeriodNotOver(Refused):
    """The period still runs, or begins after it ends: a settlement counts what was spent, not what will be."""

    code = "settlements.period_not_over"


class PeriodOutside(Refused):
    """The days do not lie in one fiscal year of the books."""

    code = "settlements.period_outside"


class NotReady(Refused):
    """Something must be mended first; ``problems`` are listed on the page."""

    code = "settlements.not_ready"


class NothingToSettle(Refused):
    """No cost and no advance in these days."""

    code = "settlements.nothing_to_settle"


class CancelledAlready(Refused):
    """The settlement was cancelled before."""

    code = "settlements.cancelled_already"


class DueTooSoon(Refused):
    """The due date has passed."""

    code = "settlements.due_too_soon"


class TransferSettledAlready(Refused):
    """The funds of this change of owner were passed on before."""

    code = "settlements.transfer_settled_already"
