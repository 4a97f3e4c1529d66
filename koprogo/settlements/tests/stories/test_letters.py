"""The letters of an issued settlement: all that law 4.6 wants on them, none of the owner's debts for the tenant."""

from datetime import date

import pytest

from koprogo.charges.queries import calls, dues
from koprogo.condominiums.operations import ownerships
from koprogo.condominiums.queries import keys
from koprogo.ledger.rules.allocation import Allocation
from koprogo.meters.operations import meters, readings
from koprogo.meters.operations.meters import MeterFacts
from koprogo.meters.operations.readings import Noted
from koprogo.meters.rules.readings import MeterKind
from koprogo.platform import boundary, files, jobs
from koprogo.platform.models import Mailing, StoredFile
from koprogo.platform.pdf import Gate, gate
from koprogo.settlements.models import Settlement, SettlementNotice
from koprogo.settlements.operations import issue, letters
from koprogo.settlements.tests import world as worlds
from koprogo.settlements.tests.world import END, START, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return worlds.build()


def metered(world: World) -> None:
    """Hot water by meters, 30 % fixed: lots C and D have a meter each."""
    for lot, start, end in (("C", 10_000, 51_250), ("D", 0, 13_750)):
        facts = MeterFacts(f"EC-{lot}", MeterKind.HOT_WATER, world.built.lots[lot])
        meter = meters.add_meter(world.access, facts=facts, on=date(2024, 12, 31), value=start)
        readings.note_round(world.access, on=END, noted=[Noted(meter.id, end)])
    rule = meters.add_metered_key(
        world.access,
        label="Eau chaude",
        like_id=world.built.keys["parts"],
        kind=MeterKind.HOT_WATER,
        fixed_percent=30,
    )
    (version,) = keys.versions(world.access, code=rule.key_code)
    world.cost("6120", 100_000, how=Allocation(key_id=version.key_id))


def settled(world: World) -> Settlement:
    return issue.issue(world.access, from_on=START, to_on=END, title="Décompte 2025", due_on=worlds.DUE)


def paper(world: World, name: str, *, tenant: bool = False) -> Gate:
    notice = SettlementNotice.objects.get(party_id=world.built.parties[name])
    stored = files.get(world.access, file_id=notice.tenant_letter_id if tenant else notice.letter_id)  # type: ignore[arg-type]
    assert stored is not None
    return gate(files.content(stored))


def plain(text: str) -> str:
    """The text without any blank: where a line breaks is not what is tested."""
    return "".join(text.replace("\u200b", "").split())


def test_the_letter_says_everything_the_law_wants(world: World) -> None:
    with boundary.within(world.org.id):
        worlds.opened(world)
        worlds.called(world)
        worlds.spent(world)
        metered(world)
        settled(world)
    jobs.run_waiting()
    with boundary.within(world.org.id):
        found = paper(world, "David")
        assert found.tagged and found.standard == "ua-1" and found.lang.startswith("fr")
        text = plain(found.text)
        for words in (
            "Association des copropriétaires Les Tilleuls",
            "0403.170.701",
            "janvier 2025",
            "31 décembre 2025",
            "Lot E",
            "Nettoyage et ordures",
            "2 400,00",
            "120 / 1 000",
            "288,00",
            "Frais privatifs",
            "85,50",
            "Provisions appelées, déduites",
            "Votre compte, à part",
            "Versé au fonds de réserve pendant la période : 57,60 €",
            "fonds de roulement 1 440,00 €",
            "au plus tard le 31 décembre 2026",
            "BE68 5390 0754 7034",
            "+++",
        ):
            assert plain(words) in text, words
        chloe = plain(paper(world, "Chloé").text)
        for words in ("Lot C", "Lot D", "EC-C", "41,25 m³", "41,25 / 55", "Eau chaude"):
            assert plain(words) in chloe, words
        tenant = plain(paper(world, "David", tenant=True).text)
        assert all(plain(words) in tenant for words in ("Charges de l’occupant", "seul le bail dit", "288,00"))
        for secret in ("Assurances", "85,50", "Provisions", "Solde", "BE68"):
            assert plain(secret) not in tenant, secret
        alice = plain(paper(world, "Alice").text)
        assert plain("En votre faveur") in alice and "BE68" not in alice, "nothing to pay, no slip"
        mails = Mailing.objects.filter(purpose="settlement")
        assert mails.count() == 5 and all(mail.attachment_id for mail in mails)
        own = SettlementNotice.objects.get(party_id=world.built.parties["David"])
        open_now = dues.open_notices(world.access, party_ids=frozenset({own.party_id}))
        asked = next(one for one in open_now if one.title == "Décompte 2025")
        rows = calls.notices(world.access, call=calls.get(world.access, number=asked.call_number))
        assert {row.letter_id for row in rows if row.party_id == own.party_id} == {own.letter_id}, "one debt, one paper"
        assert not Mailing.objects.filter(purpose="fund_call", subject_id=asked.call_id).exists()
        told = next(mail for mail in mails if mail.id == own.mailing_id)
        assert "BE68 5390 0754 7034" in told.text and "+++" in told.text and "255,54" in told.text
        assert letters.post_batch(world.access, settlement_id=Settlement.objects.get().id) is not None
        count = StoredFile.objects.count()
        letters.write(world.access, notice_id=SettlementNotice.objects.first().id)  # type: ignore[union-attr]
        assert StoredFile.objects.count() == count, "a letter is written once"


def test_a_cancelled_settlement_sends_nothing(world: World) -> None:
    with boundary.within(world.org.id):
        worlds.opened(world)
        worlds.spent(world)
        issue.cancel(world.access, number=settled(world).number)
    jobs.run_waiting()
    with boundary.within(world.org.id):
        assert not SettlementNotice.objects.filter(letter_id__isnull=False).exists()
        assert not Mailing.objects.filter(purpose="settlement").exists()


def test_seller_and_buyer_read_their_own_days(world: World) -> None:
    with boundary.within(world.org.id):
        worlds.opened(world)
        worlds.spent(world)
        ownerships.transfer_lot(
            world.access, lot_id=world.built.lots["F"], party_id=world.built.parties["Bruno"], on=date(2025, 5, 16)
        )
        settled(world)
    jobs.run_waiting()
    with boundary.within(world.org.id):
        text = plain(paper(world, "Bruno").text)
        assert plain("Lot F, du 16 mai 2025 au 31 déc. 2025") in text
        assert plain("230 jours sur 365") in text
        assert plain("135 jours sur 365") in plain(paper(world, "Eve / Frank").text)


def test_the_letter_is_in_the_association_s_language(world: World) -> None:
    with boundary.within(world.org.id):
        worlds.opened(world)
        worlds.spent(world)
        settled(world)
        worlds.speaks(world, "nl", "fr")
        notice = SettlementNotice.objects.get(party_id=world.built.parties["David"])
        letters.write(world.access, notice_id=notice.id)
        found = paper(world, "David")
        assert found.lang.startswith("nl")
        assert all(plain(words) in plain(found.text) for words in ("Schoonmaak en huisvuil", "Kavel E"))
