"""What comes back: a second session with its proxies and its agenda, a new assembly for what only absence refused."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from koprogo.assemblies.documents import convocation_words, minutes_words
from koprogo.assemblies.models import AgendaItem, Assembly, OccupantRemark, Proxy, ProxyInstruction
from koprogo.assemblies.operations import attend, items, minutes, plan, proxies, session, vote
from koprogo.assemblies.operations.plan import Plan
from koprogo.assemblies.operations.proxies import Mandate
from koprogo.assemblies.queries import agenda, assemblies, content, records, register, remarks
from koprogo.assemblies.rules.planning import NoRetry, SessionTooEarly
from koprogo.assemblies.rules.states import Kind, NotNow, SameAgenda, Session, State
from koprogo.assemblies.rules.unanimity import Choice, Outcome
from koprogo.assemblies.tests.stories import gathering
from koprogo.assemblies.tests.stories.gathering import Gathering
from koprogo.assemblies.tests.stories.world import on, without_quorum
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.testing import tilleuls

pytestmark = pytest.mark.django_db

RETRY_ON, SECOND_ON = date(2026, 7, 10), date(2026, 6, 25)


def at(found: Gathering, **delta: int) -> Access:
    return replace(found.secretary, now=found.secretary.now + timedelta(**delta))


def owner(found: Gathering, name: str, now: datetime = gathering.OPENS) -> Access:
    return replace(tilleuls.access_of(found.built, name, now=now), now=now)


def over(found: Gathering) -> None:
    """Item 6 meets no refusal, but Ines and lot G are away; the rest is put off."""
    gathering.voted(found, 6, Chloé="for", Alice="for", Bruno="for", David="for", Eve="for")
    for position in range(1, 6):
        session.skip(found.secretary, item_id=found.items[position].id, reason="Plus tard.")
    session.close_session(found.secretary, assembly_id=found.assembly.id)
    found.assembly.refresh_from_db()


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def convened(row: Assembly) -> None:
    row.state = State.CONVENED
    row.save(update_fields=["state"])


def test_what_absence_alone_refused_is_decided_by_whoever_comes_thirty_days_later() -> None:
    found = gathering.opened()
    with boundary.within(found.built.org.id):
        facts = Plan(Kind.ORDINARY, RETRY_ON, time(19), "Salle des Tilleuls")
        with pytest.raises(NoRetry):
            plan.plan(found.secretary, facts=facts, session=Session.RETRY, follows=found.assembly)
        over(found)
        assert assemblies.to_decide_again(found.secretary, first=found.assembly)
        early = replace(facts, held_on=RETRY_ON - timedelta(days=1))
        with pytest.raises(SessionTooEarly):
            plan.plan(found.secretary, facts=early, session=Session.RETRY, follows=found.assembly)
        again = plan.plan(found.secretary, facts=facts, session=Session.RETRY, follows=found.assembly)
        with pytest.raises(NoRetry):
            plan.plan(found.secretary, facts=facts, session=Session.RETRY, follows=found.assembly)
        (kept,) = agenda.items(found.secretary, assembly=again)
        assert (again.kind, kept.title) == (Kind.EXTRAORDINARY, "Quotités"), "nothing that was put off or decided"
        assert kept.required is not None and kept.required.article == "CC 3.88 § 4"
        with pytest.raises(SameAgenda):
            items.write(found.secretary, number=again.number, position=1, facts=items.ItemFacts("Autre", "Autre."))
        added = items.add(found.secretary, number=again.number, template="shares_change")
        said = content.of(found.secretary, assembly=again, language="fr")
        assert "pour l’unanimité" in convocation_words.title("fr", said)
        told = convocation_words.opening("fr", said, party="X", lots=["A"], shares=1, total=2)
        assert any("10 juin 2026" in one and "présents ou représentés" in one for one in told)
        assert convocation_words.proxy("en", said, party="X", lots=["A"])["mandator"].endswith("lot A,")
        helped = [
            "assister" in str(convocation_words.around("fr", said, link="", issued_on=sent))
            for sent in (date(2026, 6, 20), date(2026, 7, 9))
        ]
        assert helped == [True, False], "no day is asked for that has passed already"

        # Where too few come to it, its second session is still that assembly.
        before = Assembly.objects.get(org_id=found.built.org.id, id=again.id)
        without_quorum(before)
        second = replace(facts, held_on=RETRY_ON + timedelta(days=15))
        sat = plan.plan(found.secretary, facts=second, session=Session.SECOND, follows=before)
        articles = [one.required.article for one in agenda.items(found.secretary, assembly=sat) if one.required]
        assert articles == ["CC 3.88 § 4", "CC 3.88 § 3"]
        plan.cancel(found.secretary, number=sat.number, reason="Ils sont venus")

        convened(again)
        later = replace(found.secretary, now=datetime(2026, 7, 10, 17, 30, tzinfo=UTC))
        for name in ("Chloé", "Alice", "David", "Bruno"):
            attend.arrive(later, assembly_id=again.id, party_id=found.party(name))
        session.open_session(later, assembly_id=again.id, president_id=found.party("Chloé"), secretary="Nadia Haddad")
        outcomes = []
        for item_id in (kept.item_id, added.id):
            session.open_item(later, item_id=item_id)
            all_for = found.choices(Chloé="for", Alice="for", David="for", Bruno="for")
            vote.record(later, item_id=item_id, choices=all_for)
            outcomes.append(session.close_item(later, item_id=item_id).outcome)
        assert outcomes == ["adopted", "new_assembly_for_unanimity"], "only what was taken over is eased"
        session.close_session(later, assembly_id=again.id)
        sections = minutes.draft(later, assembly_id=again.id).sections
        assert "Nouvelle assemblée" in sections["opening"][0]
        assert "unanimité des copropriétaires présents ou représentés, CC 3.88 § 4" in sections["items"][0]["text"]
        kept_as = [(one.decided_on, one.outcome) for one in register.decisions(later)[0]]
        assert kept_as == [
            (RETRY_ON, Outcome.ADOPTED),
            (RETRY_ON, Outcome.NEW_ASSEMBLY),
            (gathering.HELD_ON, Outcome.NEW_ASSEMBLY),
        ], "what only absence refused is not told as rejected"
        again.refresh_from_db()
        assert assemblies.to_decide_again(later, first=again), "what was new there may come back in its turn"


def test_a_second_session_has_the_agenda_of_the_first_and_its_proxies_with_what_they_say() -> None:
    found = gathering.convened()
    with boundary.within(found.built.org.id):
        (given,) = Proxy.objects.filter(org_id=found.built.org.id)
        ProxyInstruction.objects.create(
            org_id=found.built.org.id, proxy=given, item=found.items[1], choice=Choice.AGAINST
        )
        without_quorum(found.assembly)
        facts = Plan(Kind.EXTRAORDINARY, SECOND_ON, time(19), "Salle des Tilleuls")
        second = plan.plan(found.secretary, facts=facts, session=Session.SECOND, follows=found.assembly)
        with pytest.raises(SameAgenda):
            items.add(found.secretary, number=second.number, template="works")
        with pytest.raises(SameAgenda):
            items.withdraw(found.secretary, number=second.number, position=1, reason="Plus utile")
        convened(second)
        day = on(found.secretary, SECOND_ON)
        attend.arrive(day, assembly_id=second.id, party_id=found.party("Alice"))
        session.open_session(day, assembly_id=second.id, president_id=found.party("Alice"), secretary="Nadia Haddad")
        first = AgendaItem.objects.get(org_id=found.built.org.id, assembly=second, position=1)
        session.open_item(day, item_id=first.id)
        (row,) = vote.follow_instructions(day, item_id=first.id)
        assert (row.party_id, row.choice) == (found.party("Bruno"), "against"), "written for the first session"
        bruno = owner(found, "Bruno", day.now)
        assert proxies.take_back(bruno, proxy_id=given.id).revoked_at is not None, "revocable until its last session"
        session.skip(day, item_id=first.id, reason="Plus tard.")
        second.refresh_from_db()
        second.state = State.CLOSED
        second.save(update_fields=["state"])
        given.revoked_at = None
        given.save(update_fields=["revoked_at"])
        with pytest.raises(NotNow):
            proxies.take_back(bruno, proxy_id=given.id)


def test_votes_in_several_hands_say_one_thing_and_a_part_does_not_speak_for_all() -> None:
    found = gathering.opened()
    with boundary.within(found.built.org.id):
        part = Mandate(holder_id=found.party("David"), shares=10)
        here: dict[str, Any] = {
            "number": found.assembly.number,
            "party_id": found.party("Chloé"),
            "on": found.secretary.today,
        }
        proxies.record(found.secretary, mandate=part, **here)
        item = found.items[1]
        session.open_item(found.secretary, item_id=item.id)
        vote.cast(owner(found, "Chloé"), item_id=item.id, party_id=found.party("Chloé"), choice=Choice.FOR)
        with pytest.raises(vote.SpokenElsewhere) as refusal:
            vote.cast(owner(found, "David"), item_id=item.id, party_id=found.party("Chloé"), choice=Choice.AGAINST)
        assert str(refusal.value.facts["by"]).startswith("Chloé")
        assert session.close_item(found.secretary, item_id=item.id).in_favour == "300"


def test_what_an_owner_wrote_in_a_proxy_stands_against_all_the_others() -> None:
    found = gathering.opened()
    with boundary.within(found.built.org.id):
        org, item = found.built.org.id, found.items[1]
        (given,) = Proxy.objects.filter(org_id=org)
        ProxyInstruction.objects.create(org_id=org, proxy=given, item=item, choice=Choice.AGAINST)
        attend.leave(found.secretary, assembly_id=found.assembly.id, party_id=found.party("Alice"))
        late = at(found, minutes=5)
        session.open_item(late, item_id=item.id)
        assert vote.follow_instructions(late, item_id=item.id) == [], "who carries it is not there"
        late = at(found, minutes=6)
        attend.arrive(late, assembly_id=found.assembly.id, party_id=found.party("Alice"))
        all_for = found.choices(Chloé="for", Alice="for", David="for", Eve="for", Bruno="for")
        rows = vote.record(late, item_id=item.id, choices=all_for, others=list(all_for))
        told = {row.party_id: (row.choice, row.channel) for row in rows}
        assert told[found.party("Bruno")] == ("against", "instruction")
        assert session.close_item(late, item_id=item.id).against == "120"


def test_the_minutes_tell_who_was_there_and_what_moved_the_votes() -> None:
    found = gathering.opened()
    with boundary.within(found.built.org.id):
        OccupantRemark.objects.create(
            org_id=found.built.org.id,
            assembly=found.assembly,
            author_name="Yusuf Bakari",
            text="Le local est\ntrop petit.",
            written_at=found.secretary.now,
        )
        mistaken = attend.arrive(found.secretary, assembly_id=found.assembly.id, party_id=found.party("Ines"))
        attend.undo(found.secretary, line_id=mistaken.id)
        gathering.voted(found, 1, Alice="for", Bruno="for", Chloé="for")
        (given,) = Proxy.objects.filter(org_id=found.built.org.id)
        proxies.take_back(owner(found, "Bruno", at(found, minutes=40).now), proxy_id=given.id)
        away = Mandate(holder_name="Marie Voisine")
        late = at(found, minutes=50)
        here: dict[str, Any] = {"number": found.assembly.number, "party_id": found.party("Ines"), "on": late.today}
        proxies.record(late, mandate=away, **here)  # who never comes
        item = found.items[2]
        session.open_item(late, item_id=item.id)
        vote.cast(owner(found, "David", late.now), item_id=item.id, party_id=found.party("David"), choice=Choice.FOR)
        attend.leave(late, assembly_id=found.assembly.id, party_id=found.party("David"))
        session.close_item(late, item_id=item.id)
        session.reopen(late, item_id=found.items[1].id, reason="Chloé s’était trompée.")
        vote.record(late, item_id=found.items[1].id, choices=found.choices(Chloé="against"))
        session.close_item(late, item_id=found.items[1].id)
        for position in range(3, 7):
            session.skip(late, item_id=found.items[position].id, reason="Plus tard.")
        session.close_session(late, assembly_id=found.assembly.id)
        sections = minutes.draft(late, assembly_id=found.assembly.id).sections
        how = {one["name"].split()[0]: one["how"] for one in sections["attendance"]}
        assert how["Ines"] == minutes_words.light("fr", "absent", ""), "undone, and a proxy that moved no vote"
        assert how["Bruno"] == "représenté par Alice Tilleul" and how["David"] == how["Chloé"]
        told = plain(" ".join(sections["opening"]))
        assert "Yusuf Bakari : « Le local est trop petit. »" in told
        assert remarks.listing(late, assembly=found.assembly)[0].brought_at == late.now
        assert "Procuration retirée à 19 h 40 : Bruno Tilleul, donnée à Alice." in told
        assert "Procuration remise à 19 h 50 : Ines Tilleul à Marie Voisine." in told
        again = plain(sections["items"][0]["text"])
        assert "Premier compte : 600 pour, 0 contre, 250 en abstention." in again and again.endswith("trompée.")
        assert "Par 180 voix pour, 300 contre" in again, "David has left, and nobody carries Bruno any more"
        mine = records.in_the_count(late, assembly_id=found.assembly.id, party_ids=[found.party("David")])
        assert [(one.position, one.choice, one.away) for one in mine] == [(2, "for", True)]


def test_an_owner_typed_as_somebody_from_outside_is_that_owner() -> None:
    found = gathering.convened()
    with boundary.within(found.built.org.id):
        for name in ("Chloé", "David", "Ines"):
            mandate = Mandate(holder_name="  alice   TILLEUL" if name == "Ines" else "Marie Voisine")
            here: dict[str, Any] = {
                "number": found.assembly.number,
                "party_id": found.party(name),
                "on": found.secretary.today,
            }
            row = proxies.record(found.secretary, mandate=mandate, **here)
            assert row.holder_id == (found.party("Alice") if name == "Ines" else None)
