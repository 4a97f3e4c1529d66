"""Who lets a lot tells the occupant what the assembly decided, within thirty days of the minutes (CC 3.93)."""

from datetime import date

from koprogo.kernel.refusals import Refused

#: How long after its day the home still asks: a duty that is late is still one.
ASKED_DAYS = 60


class ToldOnAnotherDay(Refused):
    """Nothing is told before the minutes left (``sent_on``), nor after today."""

    code = "assemblies.told_on_another_day"
    article = "CC 3.93"


def check_told(on: date, *, sent_on: date, today: date) -> None:
    """The day on which the occupant was told. Raises ToldOnAnotherDay."""
    if not sent_on <= on <= today:
        raise ToldOnAnotherDay(field="on", sent_on=sent_on)
