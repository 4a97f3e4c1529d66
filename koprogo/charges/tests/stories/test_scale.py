"""A call costs as many SQL statements for two hundred lots as for twenty: counted, never timed (stack.md 8)."""

from collections.abc import Callable

import pytest

from koprogo.charges.models import CallNotice
from koprogo.charges.operations import calls, corrections
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.testing import block
from koprogo.testing.counting import statements

pytestmark = pytest.mark.django_db
FEW, MANY = 20, 200


def counted(lots: int) -> dict[str, int]:
    """The statements of each act on a call of so many lots, after a first call that opened the books."""
    built = block.build(f"residence-{lots}", lots=lots, iban="BE68539007547034")
    access, found = built.access, dict[str, int]()

    def count(name: str, act: Callable[[Access], object]) -> None:
        with statements() as ran:
            act(access)
        found[name] = len(ran)

    with boundary.within(built.org.id):
        block.called(access)
        count("written and sent", block.called)
        last = block.called(access)
        assert CallNotice.objects.filter(call=last).count() == lots
        count("recalled", lambda it: calls.recall(it, number=last.number))
        kept = block.called(access)
        count("cancelled", lambda it: corrections.cancel(it, number=kept.number, reason="Budget mal recopié"))
    return found


def test_a_call_for_200_lots_costs_what_one_for_20_costs() -> None:
    few, many = counted(FEW), counted(MANY)
    assert many == few
    assert few["written and sent"] <= 40
