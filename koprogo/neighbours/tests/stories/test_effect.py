"""What Les Tisserands did together: counted month by month, shared by those who live there, taken back at once."""

from datetime import timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from django.test import Client

from koprogo.kernel.identifiers import uuid7
from koprogo.kernel.refusals import NotAllowed
from koprogo.neighbours import jobs as work
from koprogo.neighbours.models import SharedEffect
from koprogo.neighbours.operations import deals, effect, exchange, hours, loans, residents, things
from koprogo.neighbours.operations.exchange import AdFacts
from koprogo.neighbours.operations.things import ThingFacts
from koprogo.neighbours.queries import effect as counted
from koprogo.neighbours.rules.effect import Counted, Figure
from koprogo.neighbours.rules.exchange import Category, Side
from koprogo.neighbours.rules.lending import Condition
from koprogo.neighbours.rules.residents import Agreement
from koprogo.platform import boundary, jobs
from koprogo.platform.access import Access
from koprogo.platform.models import Org
from koprogo.testing import casting, neighbours

pytestmark = pytest.mark.django_db
THEN = casting.NOW
#: When October is a whole month: the acts of THEN count.
LATER = (THEN + timedelta(days=40)).replace(day=3)


def help_of(helper: Access, helped: Access, quarters: int) -> UUID:
    ad = exchange.put_up(helped, side=Side.REQUEST, facts=AdFacts(Category.OTHER, "Aide"))
    deal = deals.propose(helper, ad_id=ad.id, quarters=quarters)
    deals.agree(helped, deal_id=deal.id)
    deals.tell_done(helped, deal_id=deal.id, quarters=quarters)
    return deal.id


def test_figures_are_counted_shared_renewed_and_withdrawn() -> None:
    street = neighbours.group()
    with boundary.within(street.org.id):
        people = list(street.access.values())
        for name in ("Ali", "Bea"):
            person = casting.person(f"{name.lower()}@example.be", name)
            neighbours.let_in(people[0], person)
            people.append(neighbours.named(street.org.slug, person, name))
        for one in people:
            residents.accept(one, agreement=Agreement.EXCHANGE)
            residents.accept(one, agreement=Agreement.LENDING)
        for helper, helped in pairwise(people):
            help_of(helper, helped, 5)
        back = help_of(people[0], people[4], 32)
        hours.give_back(people[0], deal_id=back)  # given back: not counted
        drill = things.show(people[0], facts=ThingFacts("Foreuse"))
        lent = loans.ask(people[1], thing_id=drill.id, starts_at=THEN, due_at=THEN + timedelta(days=1))
        loans.accept(people[0], loan_id=lent.id)
        loans.hand_over(people[0], loan_id=lent.id, condition=Condition.GOOD)
        # The month that runs is not counted: nothing moves today.
        assert counted.figures(people[0])[1][Figure.HOURS] == Counted(0, 0)
        paulette = neighbours.access_of(street.org.slug, street.persons["paulette"], now=LATER)
        found = counted.figures(paulette)[1]
        assert found[Figure.HOURS] == Counted(5, 5) and found[Figure.HOURS].shown == 5
        assert found[Figure.LOANS] == Counted(1, 2) and found[Figure.LOANS].shown is None
        with pytest.raises(NotAllowed):
            effect.share(street.access["marc"])
        effect.share(street.access["paulette"])  # this month: there is nothing to show yet
        row = SharedEffect.objects.get(org=street.org)
        assert (row.hours, row.loans, row.shared_by) == (None, None, "Paulette")
    work.neighbours_effect(int(LATER.timestamp()))
    jobs.run_waiting(clock=lambda: LATER)
    row.refresh_from_db()
    assert (row.hours, row.loans, row.gifts) == (5, None, None)
    assert "Pas encore assez d’immeubles" in Client().get("/ensemble").content.decode()
    for number in range(4):
        other = Org.objects.create(kind=Org.Kind.RESIDENTS, slug=f"autre-{number}", name="Autre", created_at=THEN)
        facts = {"shared_at": THEN, "shared_by": "X", "until_on": row.until_on, "hours": 10}
        SharedEffect.objects.create(id=uuid7(), org=other, **facts)
    html = Client().get("/ensemble").content.decode()
    assert "45" in html and "dans 5 immeubles" in html and "objets prêtés" not in html and "Tisserands" not in html
    with boundary.within(street.org.id):
        effect.withdraw(street.access["paulette"])
    assert "Pas encore assez d’immeubles" in Client().get("/ensemble").content.decode()
