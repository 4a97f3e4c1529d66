"""From the promise to the receipt: the bank says what came, earmarked money goes to its fund and pays costs of the
books, names and logos are shown with consent only."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client as Browser
from PIL import Image

from koprogo.banking.operations import confirm
from koprogo.hosting.jobs.gifts import look_for_gifts
from koprogo.hosting.models import Client, GiftReceipt, Instance, ServiceOrder
from koprogo.hosting.operations import gifts, roadmap
from koprogo.hosting.queries import gifts as queries
from koprogo.hosting.queries import orders, publication
from koprogo.hosting.queries import roadmap as voices
from koprogo.hosting.rules import gifts as rules
from koprogo.hosting.rules.gifts import Kind, Promise
from koprogo.hosting.tests import cloud as clouds
from koprogo.platform import boundary, pictures
from koprogo.platform.models import AuditLine
from koprogo.testing.coda import CodaMovement

DAY = date(2026, 3, 20)
pytestmark = pytest.mark.django_db


def test_a_year_of_support(settings: object) -> None:
    settings.KOPROGO_HOSTING = True  # type: ignore[attr-defined]
    cloud = clouds.found(condominiums=1)
    with boundary.within(cloud.org.id):
        access = cloud.access(DAY)
        fund = gifts.open_fund(access, name="Accessibilité", purpose="Rendre chaque page lisible par tous.")
        with pytest.raises(rules.NothingPromised):
            gifts.promise(access, facts=Promise(Kind.GRANT, "Région", 0, DAY))
        grant = gifts.promise(access, facts=Promise(Kind.GRANT, "Région", 500_000, DAY), fund_id=fund.id)
        sponsor = gifts.promise(access, facts=Promise(Kind.SPONSOR, "Banque Coop", 100_000, DAY))
        lost = gifts.promise(access, facts=Promise(Kind.DONATION, "Quelqu’un", 1_000, DAY))
        gifts.give_up(access, gift_id=lost.id, reason="N’a pas répondu")
        with pytest.raises(rules.NotPromised):
            gifts.give_up(access, gift_id=lost.id, reason="Encore")
        assert not publication.draft(access, month=date(2026, 3, 1), not_counted="").month.revenues, "no money yet"
    cloud.hear(
        DAY,
        [
            CodaMovement(300_000, DAY, grant.structured_reference, name="REGION"),
            CodaMovement(100_000, DAY, text="sponsoring 2026", name="BANQUE COOP"),
            CodaMovement(-80_000, DAY, text="Audit", name="AUDITEUR"),
        ],
    )
    with boundary.within(cloud.org.id):
        access = cloud.access(DAY)
        assert gifts.look(access) == 1 and gifts.look(access) == 0
        (movement,) = queries.movements(access, known=queries.promises(access))
        gifts.receive(access, gift_id=sponsor.id, transaction_id=movement.transaction_id)
        with pytest.raises(rules.NotACredit):
            gifts.receive(access, gift_id=grant.id, transaction_id=movement.transaction_id)
        told = {row.gift.name: (row.received_cents, row.state.value) for row in queries.promises(access)}
        assert told == {
            "Région": (300_000, "part"),
            "Banque Coop": (100_000, "received"),
            "Quelqu’un": (0, "given_up"),
        }
    cloud.book(DAY, "613")
    books = clouds.income(cloud, DAY)
    assert (books["13101"], books["734"], books["613"]) == (300_000, 100_000, -80_000)
    with boundary.within(cloud.org.id):
        access = cloud.access(DAY)
        (cost,) = queries.payable(access, funds=queries.funds(access, on=access.today))
        with pytest.raises(rules.NoSuchCost):
            gifts.use(access, fund_id=fund.id, cost_entry_id=cost.entry_id, cents=80_001, label="")
        gifts.use(access, fund_id=fund.id, cost_entry_id=cost.entry_id, cents=50_000, label="Audit des pages")
        assert queries.payable(access, funds=queries.funds(access, on=access.today))[0].left_cents == 30_000
        state = queries.fund(access, fund_id=fund.id)
        assert (state.received_cents, state.balance_cents, state.uses[0].label) == (300_000, 250_000, "Audit des pages")
        (row,) = publication.draft(access, month=date(2026, 3, 1), not_counted="").month.funds
        assert (row.code, row.cents, len(row.vouchers)) == ("13101", 250_000, 1)
        # What the bank took back is received no more, and waits again.
        receipt = GiftReceipt.objects.get(gift=sponsor)
        confirm.undo(access, reconciliation_id=receipt.reconciliation_id)
        assert queries.one(access, gift_id=sponsor.id).state == "promised"
        assert len(queries.movements(access, known=())) == 1
        gifts.receive(access, gift_id=sponsor.id, transaction_id=movement.transaction_id)

        drawn = BytesIO()
        Image.new("RGBA", (40, 20), "red").save(drawn, "PNG")
        browser = Browser(headers={"accept-language": "fr"})
        address = f"/soutiens/{sponsor.id}/logo"
        assert browser.get(address).status_code == 404
        gifts.name_publicly(access, gift_id=sponsor.id, consent_on=DAY, logo=pictures.plain(drawn.getvalue()))
        page = browser.get("/soutiens").content.decode()
        assert "Banque Coop" in page and "Région" not in page and "Accessibilité" in page
        assert browser.get(address)["Content-Type"] == "image/jpeg"
        gifts.unname(access, gift_id=sponsor.id)
        assert "Banque Coop" not in browser.get("/soutiens").content.decode()
        assert browser.get(address).status_code == 404
        with pytest.raises(rules.ConsentMissing):
            gifts.name_publicly(access, gift_id=sponsor.id, consent_on=DAY)


def test_words_are_shown_while_somebody_agrees() -> None:
    cloud = clouds.found(condominiums=0)
    with boundary.within(cloud.org.id):
        access = cloud.access(DAY)
        voice = roadmap.quote(access, said=roadmap.Quote("partner", "ACP Les Érables", "Clair.", DAY, "fr"))
        roadmap.hide(access, voice_id=voice.id, shown=False)
        roadmap.hide(access, voice_id=voice.id, shown=True)
        assert [one.name for one in voices.voices(access)] == ["ACP Les Érables"]
        roadmap.take_back(access, voice_id=voice.id)
        with pytest.raises(rules.ConsentMissing):
            roadmap.hide(access, voice_id=voice.id, shown=True)
        assert not voices.voices(access)


def test_a_sponsor_is_asked_whether_they_go_on(settings: object) -> None:
    """Two sponsors of a year: one goes on without a gap, one does not; whoever says nothing lapses before everybody."""
    settings.KOPROGO_HOSTING = True  # type: ignore[attr-defined]
    cloud = clouds.found(condominiums=1)
    # Years around the day on which this runs: the public page reads its own clock.
    begun = date.today() - timedelta(days=400)
    with boundary.within(cloud.org.id):
        access = cloud.access(begun)
        loyal, leaving = (
            gifts.promise(access, facts=Promise(Kind.SPONSOR, name, 100_000, begun))
            for name in ("Loyal SA", "Adieu SRL")
        )
        for row in (loyal, leaving):
            gifts.name_publicly(access, gift_id=row.id, consent_on=begun)
    cloud.hear(
        begun, [CodaMovement(100_000, begun, row.structured_reference, name=row.name) for row in (loyal, leaving)]
    )
    with boundary.within(cloud.org.id):
        assert gifts.look(cloud.access(begun)) == 2
        early = cloud.access(begun + timedelta(days=200))
        assert not any(row.to_renew for row in queries.promises(early)) and not queries.to_ask(early).exists()
        with pytest.raises(rules.NotToRenew):
            gifts.renew(early, gift_id=loyal.id)
        near = cloud.access(begun + timedelta(days=330))
        assert {row.gift.name for row in queries.promises(near) if row.to_renew} == {"Loyal SA", "Adieu SRL"}
        assert queries.to_ask(near).count() == 2
        again = gifts.renew(near, gift_id=loyal.id)
        assert again.structured_reference != loyal.structured_reference and again.consent_on == begun
        assert again.from_on == rules.year(Kind.SPONSOR, begun).until_on  # type: ignore[union-attr]
        with pytest.raises(rules.NotToRenew):
            gifts.renew(near, gift_id=loyal.id)
        gifts.end_year(near, gift_id=leaving.id)
        assert not queries.to_ask(near).exists()
    paid = begun + timedelta(days=340)
    cloud.hear(paid, [CodaMovement(100_000, paid, again.structured_reference, name="LOYAL")])
    with boundary.within(cloud.org.id):
        assert gifts.look(cloud.access(paid)) == 1
        page = Browser(headers={"accept-language": "fr"}).get("/soutiens").content.decode()
        now, past = page.split("Ils l’ont soutenue")
        assert "Loyal SA" in now and "Adieu SRL" in past and "Loyal SA" not in past and "Adieu SRL" not in now
        gifts.unname(cloud.access(paid), gift_id=again.id)
        assert "Loyal" not in Browser().get("/soutiens").content.decode(), "the consent was one, over all the years"


def test_the_sponsor_year_of_a_condominium_lapses(settings: object) -> None:
    """Ordered for a year, it is hosted like everybody afterwards, in its own trail; asked again in time it is not."""
    settings.KOPROGO_HOSTING = True  # type: ignore[attr-defined]
    cloud = clouds.found(condominiums=2)
    for number, instance in enumerate(cloud.instances):
        Instance.objects.filter(id=instance.id).update(plan="sponsor")
        ServiceOrder.objects.create(
            number=f"S2026-{number + 1}",
            client=Client.objects.get(org_id=instance.org_id),
            instance=instance,
            service="sponsor",
            state="billed",
            asked_at=clouds.at(DAY),
            delivered_on=DAY if number else DAY + timedelta(days=30),
        )
    end = DAY.replace(year=DAY.year + 1)
    first, second = orders.sponsor_years(end)
    assert (first.name, first.until_on, second.name) == ("Copro 2", end, "Copro 1")
    assert first.ending(end) and not first.ending(DAY)
    look_for_gifts(int(clouds.at(end - timedelta(days=1)).timestamp()))
    assert len(orders.sponsor_years(end)) == 2
    look_for_gifts(int(clouds.at(end).timestamp()))
    look_for_gifts(int(clouds.at(end).timestamp()))
    plans = dict(Instance.objects.values_list("org__name", "plan"))
    assert plans == {"Copro 1": "sponsor", "Copro 2": "cloud"}
    with boundary.within(first.org_id):
        assert AuditLine.objects.filter(action="hosting.sponsor_year_over").count() == 1
