"""Neighbours lend, give, swap and write to each other: three of them, and somebody who has just come in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.core import mail as outgoing
from django.db import IntegrityError, transaction

from koprogo.kernel.refusals import NotFound
from koprogo.neighbours import jobs as work
from koprogo.neighbours.models import Gift, Loan, Message, Picture
from koprogo.neighbours.operations import gifts, loans, messages, residents, skills, things, wanted
from koprogo.neighbours.operations.gifts import GiftFacts
from koprogo.neighbours.operations.things import ThingFacts
from koprogo.neighbours.queries import gifts as giving
from koprogo.neighbours.queries import lending as lent
from koprogo.neighbours.queries import skills as known
from koprogo.neighbours.rules import gifts as gift_rules
from koprogo.neighbours.rules import lending as rules
from koprogo.neighbours.rules import skills as message_rules
from koprogo.neighbours.rules.exchange import MustAccept, NotYours
from koprogo.neighbours.rules.gifts import Kind
from koprogo.neighbours.rules.lending import Condition, State
from koprogo.neighbours.rules.residents import Agreement
from koprogo.neighbours.rules.skills import Field
from koprogo.platform import boundary, jobs
from koprogo.platform.access import Access
from koprogo.testing import neighbours
from koprogo.testing.furniture.neighbours_things import drawn
from koprogo.testing.neighbours import Street

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def street() -> Iterator[Street]:
    """Paulette, Marc and Yasmine, who have all read how lending goes."""
    found = neighbours.group()
    with boundary.within(found.org.id):
        for access in found.access.values():
            residents.accept(access, agreement=Agreement.LENDING)
        yield found


def _later(access: Access, more: timedelta) -> Access:
    return replace(access, now=access.now + more)


def _ladder(access: Access) -> UUID:
    return things.show(access, facts=ThingFacts("Échelle", picture=drawn())).id


def _mailed(until: datetime) -> list[tuple[str, str]]:
    outgoing.outbox.clear()
    jobs.run_waiting(until=until, clock=lambda: until)
    return [(one.to[0].split("@")[0], str(one.subject)) for one in outgoing.outbox]


def _tended(street: Street, moment: datetime) -> None:
    work.ask(org_id=street.org.id, now=moment)
    jobs.run_waiting(until=moment, clock=lambda: moment)


def test_a_ladder_from_the_question_to_the_thanks(street: Street) -> None:
    paulette, marc = street.access["paulette"], street.access["marc"]
    ladder = _ladder(paulette)
    now = marc.now
    loan = loans.ask(marc, thing_id=ladder, starts_at=now, due_at=now + DAY, message="Pour une ampoule")
    with pytest.raises(NotYours):
        loans.accept(marc, loan_id=loan.id)
    with pytest.raises(NotFound):
        loans.accept(street.access["yasmine"], loan_id=loan.id)
    loans.accept(paulette, loan_id=loan.id)
    loans.hand_over(marc, loan_id=loan.id, condition=Condition.GOOD)
    with pytest.raises(rules.LoanMoved):
        loans.cancel(marc, loan_id=loan.id)
    card = lent.thing(marc, thing_id=ladder)
    assert card.free_at == now + DAY
    back = _later(paulette, 5 * HOUR)
    loans.give_back(back, loan_id=loan.id, condition=Condition.DAMAGED, note="Un barreau fendu")
    with pytest.raises(NotYours):
        loans.thank(back, loan_id=loan.id, text="Merci")
    loans.thank(_later(marc, 6 * HOUR), loan_id=loan.id, text="Je répare le barreau.")
    row = lent.loan(marc, loan_id=loan.id, me=street.me["marc"])
    assert (row.state, row.back_condition, row.back_note) == (State.RETURNED, "damaged", "Un barreau fendu")
    assert lent.thing(marc, thing_id=ladder).free_at is None
    told = _mailed(now + DAY)
    assert [who for who, _subject in told] == ["paulette", "marc", "marc", "paulette"]
    assert "abîmé" in told[2][1]


def test_no_two_loans_of_one_object_at_once(street: Street) -> None:
    paulette, marc, yasmine = (street.access[who] for who in ("paulette", "marc", "yasmine"))
    ladder, now = _ladder(paulette), marc.now
    first = loans.ask(marc, thing_id=ladder, starts_at=now, due_at=now + DAY)
    second = loans.ask(yasmine, thing_id=ladder, starts_at=now + 23 * HOUR, due_at=now + 2 * DAY)
    loans.accept(paulette, loan_id=first.id)
    with pytest.raises(rules.TimeTaken) as told:
        loans.accept(paulette, loan_id=second.id)
    assert told.value.facts["until"] == now + DAY
    with pytest.raises(rules.TimeTaken):
        loans.ask(yasmine, thing_id=ladder, starts_at=now, due_at=now + HOUR)
    with pytest.raises(rules.TimeTaken):
        things.keep(paulette, thing_id=ladder, starts_at=now, due_at=now + HOUR)
    # The database says the same to whoever would forget to ask.
    with pytest.raises(IntegrityError), transaction.atomic():
        Loan.objects.filter(id=second.id).update(state=State.ACCEPTED)
    # One may begin at the minute at which the other ends.
    third = loans.ask(yasmine, thing_id=ladder, starts_at=now + DAY, due_at=now + 2 * DAY)
    loans.accept(paulette, loan_id=third.id)
    loans.hand_over(paulette, loan_id=first.id, condition=Condition.GOOD)
    with pytest.raises(rules.StillOut):
        loans.hand_over(paulette, loan_id=third.id, condition=Condition.GOOD)
    with pytest.raises(rules.TimeTaken):
        loans.extend(paulette, loan_id=first.id, due_at=now + DAY + HOUR)
    with pytest.raises(rules.OwnThing):
        loans.ask(paulette, thing_id=ladder, starts_at=now + 9 * DAY, due_at=now + 10 * DAY)
    with pytest.raises(rules.TooFar):
        loans.ask(marc, thing_id=ladder, starts_at=now + 9 * DAY, due_at=now + 17 * DAY)


def test_the_owner_keeps_and_frees_a_time(street: Street) -> None:
    paulette, marc = street.access["paulette"], street.access["marc"]
    ladder, now = _ladder(paulette), marc.now
    kept = things.keep(paulette, thing_id=ladder, starts_at=now, due_at=now + DAY)
    assert [one.kept for one in lent.busy(marc, thing_id=ladder)] == [True]
    with pytest.raises(rules.TimeTaken):
        loans.ask(marc, thing_id=ladder, starts_at=now, due_at=now + HOUR)
    with pytest.raises(NotFound):
        loans.cancel(marc, loan_id=kept.id)
    loans.cancel(paulette, loan_id=kept.id)
    loans.ask(marc, thing_id=ladder, starts_at=now, due_at=now + HOUR)


def test_who_has_a_drill_reaches_those_who_lend(street: Street) -> None:
    paulette, marc, yasmine = (street.access[who] for who in ("paulette", "marc", "yasmine"))
    _ladder(paulette)
    now = marc.now
    asked, told = wanted.ask(yasmine, name="Foreuse", starts_at=now, due_at=now + DAY)
    assert told == 1, "Marc lends nothing: he is not written to, and reads it on the home"
    (mailed,) = _mailed(now + timedelta(minutes=11))
    assert mailed[0] == "paulette" and "Foreuse" in mailed[1]
    with pytest.raises(rules.OwnThing):
        wanted.answer(yasmine, wanted_id=asked.id)
    loan = wanted.answer(marc, wanted_id=asked.id)
    with pytest.raises(rules.AlreadyAnswered):
        wanted.answer(paulette, wanted_id=asked.id)
    row = lent.loan(yasmine, loan_id=loan.id, me=street.me["yasmine"])
    assert (row.state, row.owner, row.thing) == (State.ACCEPTED, "Marc du troisième", "Foreuse")
    assert [one.name for one in lent.things_of(marc, resident_id=street.me["marc"].id)] == ["Foreuse"]
    assert lent.wanted(paulette, me=street.me["paulette"]) == []


def test_two_friendly_notes_to_both_and_the_syndic_is_not_told(street: Street) -> None:
    paulette, marc = street.access["paulette"], street.access["marc"]
    now = marc.now
    loan = loans.ask(marc, thing_id=_ladder(paulette), starts_at=now, due_at=now + HOUR)
    loans.accept(paulette, loan_id=loan.id)
    loans.hand_over(paulette, loan_id=loan.id, condition=Condition.GOOD)
    _mailed(now + HOUR)
    found = []
    for after in (2 * HOUR, 3 * HOUR, 4 * HOUR, 3 * DAY, 3 * DAY + 2 * HOUR, 9 * DAY):
        _tended(street, now + after)
        found.append(sorted(who for who, _subject in _mailed(now + after + timedelta(minutes=11))))
    both = ["marc", "paulette"]
    assert found == [[], both, [], [], both, []]


def test_a_gift_goes_to_the_first(street: Street) -> None:
    paulette, marc, yasmine = (street.access[who] for who in ("paulette", "marc", "yasmine"))
    row = gifts.put_up(paulette, facts=GiftFacts(Kind.GIVE, "Lampe", picture=drawn()))
    assert Picture.objects.count() == 1
    with pytest.raises(gift_rules.OwnGift):
        gifts.reserve(paulette, gift_id=row.id)
    gifts.reserve(marc, gift_id=row.id)
    with pytest.raises(gift_rules.GiftTaken):
        gifts.reserve(yasmine, gift_id=row.id)
    assert giving.listing(yasmine, me=street.me["yasmine"]).rows == []
    with pytest.raises(NotYours):
        gifts.release(yasmine, gift_id=row.id)
    gifts.release(paulette, gift_id=row.id)
    gifts.reserve(yasmine, gift_id=row.id)
    gifts.collected(yasmine, gift_id=row.id)
    with pytest.raises(gift_rules.GiftMoved):
        gifts.release(paulette, gift_id=row.id)
    assert Picture.objects.count() == 0, "what is gone leaves no picture behind"


def test_a_swap_says_what_for_and_what_nobody_wants_comes_down(street: Street) -> None:
    paulette, marc = street.access["paulette"], street.access["marc"]
    row = gifts.put_up(paulette, facts=GiftFacts(Kind.SWAP, "Puzzle", wished="Un livre"))
    with pytest.raises(gift_rules.SwapEmpty):
        gifts.reserve(marc, gift_id=row.id)
    late = marc.now + 31 * DAY
    _tended(street, late)
    assert Gift.objects.get().state == "expired"
    told = _mailed(late + timedelta(minutes=11))
    assert [who for who, _subject in told] == ["paulette"]
    work.ask(org_id=street.org.id, now=late)
    assert _mailed(late + HOUR) == [], "told once"
    gifts.renew(_later(paulette, 31 * DAY), gift_id=row.id)
    gifts.reserve(_later(marc, 31 * DAY), gift_id=row.id, offered="Un roman")


def test_a_message_carries_no_address_and_a_day_has_an_end(street: Street) -> None:
    paulette, marc, yasmine = (street.access[who] for who in ("paulette", "marc", "yasmine"))
    skill = skills.show(paulette, field=Field.HANDS, words="Purger un radiateur")
    assert known.directory(marc, me=street.me["marc"], text="radiateur")[0].who == "Paulette"
    with pytest.raises(NotFound):
        skills.remove(marc, skill_id=skill.id)
    first = messages.write(marc, receiver_id=street.me["paulette"].id, text="Ce samedi ?", about=skill.words)
    with pytest.raises(NotFound):
        messages.reply(yasmine, thread_id=first.thread_id, text="Moi aussi")
    with pytest.raises(NotFound):
        known.thread(yasmine, thread_id=first.thread_id, me=street.me["yasmine"])
    messages.reply(paulette, thread_id=first.thread_id, text="Volontiers.")
    found = known.thread(marc, thread_id=first.thread_id, me=street.me["marc"])
    assert [one.text for one in found.rows] == ["Ce samedi ?", "Volontiers."] and found.waits
    with pytest.raises(message_rules.ToOneself):
        messages.write(marc, receiver_id=street.me["marc"].id, text="Moi")
    moment = marc.now + timedelta(minutes=11)
    jobs.run_waiting(until=moment, clock=lambda: moment)
    for sent in outgoing.outbox:
        others = {"marc@", "paulette@"} - {sent.to[0].split("@")[0] + "@"}
        raw = sent.message().as_string()
        assert not any(address in raw for address in others)
    for _ in range(message_rules.A_DAY - 1):
        messages.write(marc, receiver_id=street.me["paulette"].id, text="Encore")
    with pytest.raises(message_rules.TooMany):
        messages.write(marc, receiver_id=street.me["paulette"].id, text="Une de trop")
    messages.write(_later(marc, DAY), receiver_id=street.me["paulette"].id, text="Demain")
    assert Message.objects.count() == message_rules.A_DAY + 2


def test_the_text_of_lending_is_read_first(street: Street) -> None:
    from koprogo.testing import casting

    newcomer = casting.person("nour@les-tisserands.example", "Nour")
    neighbours.let_in(street.access["paulette"], newcomer)
    nour = neighbours.named("les-tisserands", newcomer, "Nour", now=datetime(2026, 11, 24, 20, tzinfo=UTC))
    ladder = _ladder(street.access["paulette"])
    with pytest.raises(MustAccept):
        loans.ask(nour, thing_id=ladder, starts_at=nour.now, due_at=nour.now + HOUR)
    residents.accept(nour, agreement=Agreement.LENDING)
    loans.ask(nour, thing_id=ladder, starts_at=nour.now, due_at=nour.now + HOUR)
    things.withdraw(street.access["paulette"], thing_id=ladder)
    with pytest.raises(rules.ThingGone):
        loans.ask(nour, thing_id=ladder, starts_at=nour.now, due_at=nour.now + HOUR)
    assert Picture.objects.count() == 0 and Loan.objects.get().state == State.CANCELLED
