"""Which readings are somebody's own: an occupant's from the evening before they came, a seller's until they left."""

from datetime import date

import pytest

from koprogo.meters.rules import windows
from koprogo.meters.rules.windows import Window

CAME, LEFT, TODAY = date(2026, 3, 1), date(2026, 9, 1), date(2026, 11, 20)


@pytest.mark.parametrize(
    ("on", "shown"),
    [
        (date(2026, 2, 27), False),  # what the one before used
        (date(2026, 2, 28), True),  # the evening before: what they started from
        (date(2026, 3, 1), True),
        (date(2026, 9, 1), True),  # read on the day the keys were given back
        (date(2026, 9, 2), False),
    ],
)
def test_an_occupant_sees_their_own_days(on: date, *, shown: bool) -> None:
    assert windows.of_stay(CAME, LEFT, occupant=True, today=TODAY).shows(on) is shown


def test_the_holder_of_today_sees_everything_and_who_sold_until_then() -> None:
    assert windows.of_stay(CAME, None, occupant=False, today=TODAY) == Window(None, None)
    assert windows.of_stay(CAME, date(2027, 1, 1), occupant=False, today=TODAY) == Window(None, None)
    assert windows.of_stay(CAME, TODAY, occupant=False, today=TODAY) == Window(None, TODAY)


def test_a_tenant_who_bought_sees_one_list_and_two_stays_are_two() -> None:
    whole = Window(None, None)
    assert windows.widest([Window(CAME, None), whole]) == [whole]
    twice = [Window(date(2026, 10, 1), None), Window(CAME, LEFT)]
    assert windows.widest(twice) == twice[::-1]
