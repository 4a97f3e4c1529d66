"""Two neighbours act at the same moment, on two real connections: one wins, the sums hold (issue: one wins)."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db.models import Sum

from koprogo.neighbours.models import Deal, Gift, HoursAccount, Loan, Transfer
from koprogo.neighbours.operations import deals, exchange, gifts, loans, residents, things, wanted
from koprogo.neighbours.operations.exchange import AdFacts
from koprogo.neighbours.operations.gifts import GiftFacts
from koprogo.neighbours.operations.things import ThingFacts
from koprogo.neighbours.queries import hours as balances
from koprogo.neighbours.rules import exchange as rules
from koprogo.neighbours.rules import gifts as gift_rules
from koprogo.neighbours.rules import lending as loan_rules
from koprogo.neighbours.rules.exchange import FLOOR, Category, Side, State
from koprogo.neighbours.rules.residents import Agreement
from koprogo.platform import boundary
from koprogo.testing import neighbours, races
from koprogo.testing.neighbours import Street


@pytest.fixture
def street(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Street]:
    """A residents' group that other connections see too."""
    with django_db_blocker.unblock(), races.committed():  # type: ignore[attr-defined]
        found = neighbours.group("a-deux")
        with boundary.within(found.org.id):
            for access in found.access.values():
                residents.accept(access, agreement=Agreement.EXCHANGE)
                residents.accept(access, agreement=Agreement.LENDING)
        yield found


def _inside(street: Street, act: Callable[..., Any], who: str, **facts: Any) -> Callable[[], None]:
    def run() -> None:
        with boundary.within(street.org.id):
            act(street.access[who], **facts)

    return run


def _ad(street: Street, who: str, *, side: Side = Side.REQUEST) -> UUID:
    return exchange.put_up(street.access[who], side=side, facts=AdFacts(Category.HANDS, "Aide")).id


def test_two_acceptances_of_one_offer(street: Street) -> None:
    with boundary.within(street.org.id):
        ad = _ad(street, "paulette", side=Side.OFFER)
        asked = [deals.propose(street.access[who], ad_id=ad, quarters=4) for who in ("marc", "yasmine")]
    failures = races.together(*(_inside(street, deals.agree, "paulette", deal_id=one.id) for one in asked))
    assert [type(one) for one in failures] == [rules.AlreadyDecided]
    with boundary.within(street.org.id):
        assert Deal.objects.filter(state=State.AGREED).count() == 1


def test_the_floor_holds_under_a_race(street: Street) -> None:
    """Paulette has room for one of two: both confirm at once what together is too much."""
    with boundary.within(street.org.id):
        for _ in range(2):
            _settled(street, "paulette", "marc", 32)
        last = []
        for helper in ("marc", "yasmine"):
            # An offer each: two announcements, two locks of their own; only the account is shared.
            ad = _ad(street, helper, side=Side.OFFER)
            last.append(deals.propose(street.access["paulette"], ad_id=ad, quarters=12))
    acts = [
        _inside(street, deals.agree, who, deal_id=one.id) for who, one in zip(("marc", "yasmine"), last, strict=True)
    ]
    failures = races.together(*acts)
    assert [type(one) for one in failures] == [rules.BelowFloor]
    with boundary.within(street.org.id):
        won = Deal.objects.get(state=State.AGREED)
        deals.tell_done(street.access["paulette"], deal_id=won.id, quarters=12)
        held = balances.balances(
            street.access["paulette"], account_ids=list(HoursAccount.objects.values_list("id", flat=True))
        )
        assert sum(held.values()) == 0
        assert min(held.values()) == -76 >= FLOOR
        assert Transfer.objects.aggregate(all=Sum("quarters"))["all"] == 76


def _settled(street: Street, helped: str, helper: str, quarters: int) -> None:
    deal = deals.propose(street.access[helper], ad_id=_ad(street, helped), quarters=quarters)
    deals.agree(street.access[helped], deal_id=deal.id)
    deals.tell_done(street.access[helped], deal_id=deal.id, quarters=quarters)


def test_one_help_is_settled_once(street: Street) -> None:
    with boundary.within(street.org.id):
        deal = deals.propose(street.access["marc"], ad_id=_ad(street, "paulette"), quarters=4)
        deals.agree(street.access["paulette"], deal_id=deal.id)
        deals.tell_done(street.access["marc"], deal_id=deal.id, quarters=4)
    confirm = _inside(street, deals.confirm, "paulette", deal_id=deal.id)
    failures = races.together(confirm, confirm)
    assert [type(one) for one in failures] == [rules.AlreadyDecided]
    with boundary.within(street.org.id):
        assert Transfer.objects.count() == 1


def test_two_loans_of_one_day(street: Street) -> None:
    with boundary.within(street.org.id):
        ladder = things.show(street.access["paulette"], facts=ThingFacts("Échelle"))
        now = street.access["marc"].now
        asked = [
            loans.ask(street.access[who], thing_id=ladder.id, starts_at=now, due_at=now + timedelta(days=1))
            for who in ("marc", "yasmine")
        ]
    failures = races.together(*(_inside(street, loans.accept, "paulette", loan_id=one.id) for one in asked))
    assert [type(one) for one in failures] == [loan_rules.TimeTaken]
    with boundary.within(street.org.id):
        assert Loan.objects.filter(state="accepted").count() == 1


def test_two_answers_to_one_question(street: Street) -> None:
    with boundary.within(street.org.id):
        now = street.access["yasmine"].now
        asked, _told = wanted.ask(
            street.access["yasmine"], name="Foreuse", starts_at=now, due_at=now + timedelta(days=1)
        )
    failures = races.together(
        *(_inside(street, wanted.answer, who, wanted_id=asked.id) for who in ("marc", "paulette"))
    )
    assert [type(one) for one in failures] == [loan_rules.AlreadyAnswered]
    with boundary.within(street.org.id):
        assert Loan.objects.count() == 1


def test_two_hands_on_one_gift(street: Street) -> None:
    with boundary.within(street.org.id):
        lamp = gifts.put_up(street.access["paulette"], facts=GiftFacts(gift_rules.Kind.GIVE, "Lampe"))
    failures = races.together(*(_inside(street, gifts.reserve, who, gift_id=lamp.id) for who in ("marc", "yasmine")))
    assert [type(one) for one in failures] == [gift_rules.GiftTaken]
    with boundary.within(street.org.id):
        assert Gift.objects.get().reserved_by_id in (street.me["marc"].id, street.me["yasmine"].id)
