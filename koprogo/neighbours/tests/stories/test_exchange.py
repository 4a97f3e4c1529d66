"""Two neighbours exchange help: hours move once, both ways, and their sum is nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail as outgoing
from django.db import IntegrityError, connection, transaction

from koprogo.kernel.refusals import NotAllowed, NotFound
from koprogo.neighbours.models import Deal, HoursAccount, Transfer
from koprogo.neighbours.operations import deals, exchange, hours, residents
from koprogo.neighbours.operations.exchange import AdFacts
from koprogo.neighbours.queries import exchange as board
from koprogo.neighbours.queries import hours as balances
from koprogo.neighbours.queries.silent import silent
from koprogo.neighbours.rules import exchange as rules
from koprogo.neighbours.rules.exchange import Category, Side, State
from koprogo.neighbours.rules.modules import ModuleOff
from koprogo.neighbours.rules.residents import Agreement, NotResident
from koprogo.platform import boundary, jobs
from koprogo.platform.access import Access
from koprogo.testing import casting, neighbours
from koprogo.testing.neighbours import Street

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Iterator[Street]:
    """Paulette, Marc and Yasmine in a residents' group, everybody a member of the exchange."""
    found = neighbours.group()
    with boundary.within(found.org.id):
        for access in found.access.values():
            residents.accept(access, agreement=Agreement.EXCHANGE)
        yield found


def _balance(street: Street, who: str) -> int:
    return balances.balance_of(street.access[who], resident_id=street.me[who].id)


def _total() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(b), 0) FROM (SELECT quarters AS b FROM neighbours_transfer UNION ALL"
            " SELECT -quarters FROM neighbours_transfer) x"
        )
        return int(cursor.fetchone()[0])


def _asked(access: Access, title: str = "Monter une étagère", side: Side = Side.REQUEST) -> UUID:
    return exchange.put_up(access, side=side, facts=AdFacts(Category.HANDS, title, quarters=4)).id


def test_from_the_request_to_the_thanks(street: Street) -> None:
    paulette, marc = street.access["paulette"], street.access["marc"]
    ad = _asked(paulette)
    deal = deals.propose(marc, ad_id=ad, quarters=4, message="J’ai ma foreuse.")
    with pytest.raises(rules.AlreadyProposed):
        deals.propose(marc, ad_id=ad, quarters=8)
    with pytest.raises(rules.NotYours):
        deals.agree(marc, deal_id=deal.id)
    with pytest.raises(NotFound):
        deals.agree(street.access["yasmine"], deal_id=deal.id)
    deals.agree(paulette, deal_id=deal.id)
    assert Transfer.objects.count() == 0, "an agreement moves nothing"
    deals.tell_done(marc, deal_id=deal.id, quarters=6)
    with pytest.raises(rules.NotYours):
        deals.confirm(marc, deal_id=deal.id)
    deals.confirm(paulette, deal_id=deal.id)
    assert (_balance(street, "paulette"), _balance(street, "marc")) == (-6, 6)
    assert _total() == 0
    with pytest.raises(rules.AlreadyDecided):
        deals.confirm(paulette, deal_id=deal.id)
    assert not board.ad(paulette, ad_id=ad).open, "a request that was met comes down"
    with pytest.raises(rules.NotYours):
        deals.thank(marc, deal_id=deal.id, text="De rien")
    deals.thank(paulette, deal_id=deal.id, text="Elle tient bien.")
    entry = balances.statement(marc, resident_id=street.me["marc"].id)[0]
    assert (entry.quarters, entry.balance, entry.other, entry.title) == (6, 6, "Paulette", "Monter une étagère")


def test_mails_carry_words_and_no_address(street: Street) -> None:
    paulette, marc = street.access["paulette"], street.access["marc"]
    deal = deals.propose(marc, ad_id=_asked(paulette), quarters=4, message="J’ai ma foreuse.")
    later = paulette.now + timedelta(minutes=11)
    jobs.run_waiting(until=later, clock=lambda: later)
    (sent,) = outgoing.outbox
    assert sent.to == ["paulette@les-tisserands.example"]
    assert "Marc du troisième" in sent.subject and "J’ai ma foreuse." in sent.body
    assert str(deal.id) in sent.body
    assert "marc@" not in sent.message().as_string()


def test_less_is_asked_more_is_given(street: Street) -> None:
    paulette, marc = street.access["paulette"], street.access["marc"]
    offer = _asked(marc, "Réparer un vélo", Side.OFFER)
    deal = deals.propose(paulette, ad_id=offer, quarters=4)
    assert (deal.helper_id, deal.helped_id) == (street.me["marc"].id, street.me["paulette"].id)
    deals.agree(marc, deal_id=deal.id)
    deals.tell_done(paulette, deal_id=deal.id, quarters=2)
    assert _balance(street, "marc") == 0, "less than agreed waits for the helper"
    deals.doubt(marc, deal_id=deal.id)
    deals.tell_done(paulette, deal_id=deal.id, quarters=5)
    assert (_balance(street, "paulette"), _balance(street, "marc")) == (-5, 5)
    assert board.ad(marc, ad_id=offer).open, "an offer stays up for the next one"


def test_silence_is_a_yes_after_a_week(street: Street) -> None:
    paulette, marc = street.access["paulette"], street.access["marc"]
    deal = deals.propose(marc, ad_id=_asked(paulette), quarters=4)
    deals.agree(paulette, deal_id=deal.id)
    deals.tell_done(marc, deal_id=deal.id, quarters=4)
    early = replace(marc, now=marc.now + timedelta(days=6))
    assert silent(early) == [] and not deals.settle_in_silence(early, deal_id=deal.id)
    late = replace(marc, now=marc.now + timedelta(days=7))
    assert silent(late) == [deal.id]
    assert deals.settle_in_silence(late, deal_id=deal.id)
    assert not deals.settle_in_silence(late, deal_id=deal.id)
    assert _balance(street, "marc") == 4


def test_more_than_agreed_is_never_settled_in_silence(street: Street) -> None:
    paulette, marc = street.access["paulette"], street.access["marc"]
    deal = deals.propose(marc, ad_id=_asked(paulette), quarters=4)
    deals.agree(paulette, deal_id=deal.id)
    deals.tell_done(marc, deal_id=deal.id, quarters=8)
    late = replace(marc, now=marc.now + timedelta(days=40))
    assert not deals.settle_in_silence(late, deal_id=deal.id)
    assert _balance(street, "marc") == 0


def test_hours_go_back_by_a_counter_entry_once(street: Street) -> None:
    paulette, marc = street.access["paulette"], street.access["marc"]
    deal = _done(paulette, marc, 4)
    with pytest.raises(NotFound):
        hours.give_back(paulette, deal_id=deal.id)
    hours.give_back(marc, deal_id=deal.id)
    with pytest.raises(rules.AlreadyDecided):
        hours.give_back(marc, deal_id=deal.id)
    assert (_balance(street, "paulette"), _balance(street, "marc")) == (0, 0)
    assert [one.quarters for one in balances.statement(marc, resident_id=street.me["marc"].id)] == [-4, 4]
    assert board.deal(marc, deal_id=deal.id, me=street.me["marc"]).given_back


def _done(helped: Access, helper: Access, quarters: int) -> Deal:
    deal = deals.propose(helper, ad_id=_asked(helped), quarters=quarters)
    deals.agree(helped, deal_id=deal.id)
    return deals.tell_done(helped, deal_id=deal.id, quarters=quarters)


def test_the_floor_holds_with_what_is_promised(street: Street) -> None:
    paulette, marc, yasmine = (street.access[who] for who in ("paulette", "marc", "yasmine"))
    for _ in range(2):
        _done(paulette, marc, 32)
    promised = deals.propose(marc, ad_id=_asked(paulette, "Porter"), quarters=8)
    deals.agree(paulette, deal_id=promised.id)
    with pytest.raises(rules.BelowFloor) as told:
        deals.propose(yasmine, ad_id=_asked(paulette, "Peindre"), quarters=9)
    assert told.value.facts["left"] == 8
    deals.propose(yasmine, ad_id=_asked(paulette, "Peindre"), quarters=8)


def test_two_proposals_one_agreement(street: Street) -> None:
    paulette, marc, yasmine = (street.access[who] for who in ("paulette", "marc", "yasmine"))
    ad = _asked(paulette)
    first, second = (deals.propose(who, ad_id=ad, quarters=4) for who in (marc, yasmine))
    deals.agree(paulette, deal_id=first.id)
    with pytest.raises(rules.AlreadyDecided):
        deals.agree(paulette, deal_id=second.id)
    deals.withdraw(marc, deal_id=first.id)
    deals.agree(paulette, deal_id=second.id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Deal.objects.filter(id=first.id).update(state=State.AGREED)


def test_who_leaves_hands_nothing_over_and_owes_nothing(street: Street) -> None:
    paulette, marc, yasmine = (street.access[who] for who in ("paulette", "marc", "yasmine"))
    _done(paulette, marc, 12)
    _done(paulette, yasmine, 4)
    hours.leave(marc)
    assert balances.balance_of(paulette, resident_id=None) == 12
    hours.leave(paulette)
    assert balances.balance_of(paulette, resident_id=None) == -4
    assert _balance(street, "yasmine") == 4, "what Yasmine has, she keeps"
    assert _total() == 0
    assert HoursAccount.objects.filter(left_at__isnull=False).count() == 2
    # Whoever comes back finds what they had to give, not what they had received.
    deal = deals.propose(marc, ad_id=_asked(paulette, "Encore"), quarters=1)
    deals.agree(paulette, deal_id=deal.id)
    assert (_balance(street, "paulette"), _balance(street, "marc")) == (-16, 0)
    assert balances.balance_of(paulette, resident_id=None) == 12
    assert _total() == 0


def test_a_text_is_accepted_first_and_says_no_amount(street: Street) -> None:
    newcomer = casting.person("nour@les-tisserands.example", "Nour")
    neighbours.let_in(street.access["paulette"], newcomer)
    nour = neighbours.named("les-tisserands", newcomer, "Nour")
    with pytest.raises(rules.MustAccept):
        _asked(nour)
    residents.accept(nour, agreement=Agreement.EXCHANGE)
    residents.accept(nour, agreement=Agreement.EXCHANGE)
    with pytest.raises(rules.SpeaksOfMoney):
        _asked(nour, "Peindre, 10 € de l’heure")
    _asked(nour)


def test_who_may_not(street: Street) -> None:
    newcomer = casting.person("sans-nom@les-tisserands.example")
    neighbours.let_in(street.access["paulette"], newcomer)
    nameless = neighbours.access_of("les-tisserands", newcomer)
    with pytest.raises(NotResident):
        _asked(nameless)
    office = replace(street.access["paulette"], rights=frozenset())
    with pytest.raises(NotAllowed):
        _asked(office)
    from koprogo.neighbours.operations import modules
    from koprogo.neighbours.rules.modules import Module

    modules.switch_off(street.access["paulette"], module=Module.EXCHANGE)
    with pytest.raises(ModuleOff):
        _asked(street.access["marc"])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE neighbours_transfer SET quarters = 1",
        "DELETE FROM neighbours_transfer",
    ],
)
def test_the_database_keeps_what_was_written(street: Street, statement: str) -> None:
    _done(street.access["paulette"], street.access["marc"], 4)
    with pytest.raises(Exception, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_wants_two_and_more_than_nothing(street: Street) -> None:
    deal = _done(street.access["paulette"], street.access["marc"], 4)
    row = Transfer.objects.get()
    for change in ({"creditor_id": row.debtor_id}, {"quarters": 0}, {"deal_id": deal.id}):
        facts = {name: getattr(row, name) for name in ("org_id", "debtor_id", "creditor_id", "quarters", "kind", "at")}
        with pytest.raises(IntegrityError), transaction.atomic():
            Transfer.objects.create(**(facts | change))
