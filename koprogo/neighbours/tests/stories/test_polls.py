"""Polls: everybody counts once, a result that nobody can take apart, and never a word of the assembly's."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from koprogo.kernel.refusals import NotAllowed, NotFound
from koprogo.neighbours.models import PollAnswer, PollTaker, PollUrn
from koprogo.neighbours.operations import polls
from koprogo.neighbours.operations.polls import PollFacts
from koprogo.neighbours.queries import polls as questions
from koprogo.neighbours.rules import polls as rules
from koprogo.neighbours.rules.polls import PollKind
from koprogo.neighbours.tests import life
from koprogo.neighbours.tests.life import House
from koprogo.platform import boundary
from koprogo.testing import at_once, casting, neighbours

pytestmark = pytest.mark.django_db
FRIDAY = casting.TODAY + timedelta(days=3)
AFTER = casting.NOW + timedelta(days=4)


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[House]:
    """Built once; what a test does in it is taken back."""
    with at_once.kept(django_db_blocker):
        yield life.build()


def test_an_anonymous_poll_from_question_to_result(house: House) -> None:
    with boundary.within(house.built.org.id):
        facts = PollFacts(PollKind.RANKING, "Quand le barbecue ?", FRIDAY, choices=["Vendredi", "Samedi", "Dimanche"])
        poll = polls.ask(house.at("paulette"), facts=facts)
        for who, said in (("chloe", [1, 0]), ("tarek", [1, 2, 0]), ("bruno", [0])):
            polls.answer(house.at(who), poll_id=poll.id, answer=said)
        with pytest.raises(rules.AnsweredAlready):
            polls.answer(house.at("bruno"), poll_id=poll.id, answer=[2])
        me = house.resident("chloe").id
        seen = questions.show(house.at("chloe"), poll_id=poll.id, me_id=me)
        assert (seen.answers, seen.answered, seen.result, seen.by_name, seen.mine) == (3, True, None, (), ())
        after = questions.show(house.at("chloe", AFTER), poll_id=poll.id, me_id=me)
        assert after.result is not None and after.result.tally == (6, 6, 2) and after.result.first == (0, 1)
        assert PollUrn.objects.get().answers == [[0], [1, 0], [1, 2, 0]] and PollTaker.objects.count() == 3
        assert PollAnswer.objects.count() == 0
        with pytest.raises(rules.PollOver):
            polls.answer(house.at("paulette", AFTER), poll_id=poll.id, answer=[0])


def test_two_answers_stay_unsaid_even_when_it_is_over(house: House) -> None:
    with boundary.within(house.built.org.id):
        poll = polls.ask(house.at("chloe"), facts=PollFacts(PollKind.SCALE, "Le hall vous plaît ?", FRIDAY))
        for who in ("chloe", "tarek"):
            polls.answer(house.at(who), poll_id=poll.id, answer=[5])
        with pytest.raises(rules.NotYourPoll):
            polls.close(house.at("tarek"), poll_id=poll.id)
        polls.close(house.at("chloe"), poll_id=poll.id)
        seen = questions.show(house.at("chloe"), poll_id=poll.id, me_id=house.resident("chloe").id)
        assert not seen.open and seen.answers == 2 and seen.result is None


def test_by_name_the_latest_answer_counts_and_one_sees_after_answering(house: House) -> None:
    with boundary.within(house.built.org.id):
        facts = PollFacts(PollKind.SEVERAL, "Qui apporte quoi ?", FRIDAY, anonymous=False, choices=["Pain", "Salade"])
        poll = polls.ask(house.at("bruno"), facts=facts)
        polls.answer(house.at("chloe"), poll_id=poll.id, answer=[0])
        polls.answer(house.at("chloe"), poll_id=poll.id, answer=[1, 0])
        chloe, tarek = house.resident("chloe").id, house.resident("tarek").id
        assert questions.show(house.at("tarek"), poll_id=poll.id, me_id=tarek).result is None
        seen = questions.show(house.at("chloe"), poll_id=poll.id, me_id=chloe)
        assert seen.result is not None and seen.result.tally == (1, 1) and seen.by_name == (("Chloé", (0, 1)),)
        (row,) = questions.listing(house.at("tarek"), me_id=tarek)
        assert (row.answers, row.answered, row.open) == (1, False, True)


def test_an_owner_of_two_lots_and_a_tenant_count_the_same(house: House) -> None:
    with boundary.within(house.built.org.id):
        poll = polls.ask(house.at("chloe"), facts=PollFacts(PollKind.YES_NO, "Des vélos dans la cour ?", FRIDAY))
        for who, said in (("chloe", 0), ("tarek", 1), ("resident", 1)):
            polls.answer(house.at(who), poll_id=poll.id, answer=[said])
        after = questions.show(house.at("chloe", AFTER), poll_id=poll.id, me_id=house.resident("chloe").id)
        assert after.result is not None and after.result.tally == (1, 2)


def test_the_syndic_and_another_building_have_no_part(house: House) -> None:
    with boundary.within(house.built.org.id):
        poll = polls.ask(house.at("chloe"), facts=PollFacts(PollKind.YES_NO, "Un banc ?", FRIDAY))
        with pytest.raises(NotAllowed):
            polls.answer(house.syndic(), poll_id=poll.id, answer=[0])
    street = neighbours.group()
    with boundary.within(street.org.id):
        with pytest.raises(NotFound):
            polls.answer(street.access["marc"], poll_id=poll.id, answer=[0])
        own = polls.ask(street.access["marc"], facts=PollFacts(PollKind.YES_NO, "Une fête ?", FRIDAY))
        polls.answer(street.access["yasmine"], poll_id=own.id, answer=[0])
        assert questions.show(street.access["yasmine"], poll_id=own.id, me_id=street.me["yasmine"].id).answers == 1
