"""The session of the law's example (3.12), from the first arrival to the register, through the database."""

from dataclasses import replace
from datetime import timedelta

import pytest

from koprogo.assemblies.documents import minutes_words
from koprogo.assemblies.models import Ballot, HashLink, ItemResult, Minutes, Resolution
from koprogo.assemblies.operations import attend, minutes, receipts, session, vote
from koprogo.assemblies.operations.session import (
    AnotherOpen,
    ItemsLeft,
    PresidentNotOwner,
    QuorumMissing,
    VoteNotOpen,
)
from koprogo.assemblies.operations.vote import NotConcerned, NotThere
from koprogo.assemblies.queries import phone, records, screens
from koprogo.assemblies.queries import room as rooms
from koprogo.assemblies.rules.session import Presence, SignerRole, TooEarly
from koprogo.assemblies.rules.states import NotNow, State
from koprogo.assemblies.rules.unanimity import Choice, Outcome
from koprogo.assemblies.tests.stories import gathering
from koprogo.condominiums.operations import describe
from koprogo.condominiums.operations.describe import Identity
from koprogo.kernel.refusals import NotAllowed
from koprogo.platform import boundary, files, mail, pdf
from koprogo.testing import casting, tilleuls

pytestmark = pytest.mark.django_db


def test_words_change_before_the_first_ballot_and_not_after() -> None:
    found = gathering.opened("amendements")
    item = found.items[2]
    with boundary.within(found.built.org.id):
        session.open_item(found.secretary, item_id=item.id)
        amended = session.amend(found.secretary, item_id=item.id, text="L’assemblée isole la façade arrière.")
        assert (amended.text, amended.amended_text) == (item.text, "L’assemblée isole la façade arrière.")
        vote.record(found.secretary, item_id=item.id, choices=found.choices(Alice="for"))
        with pytest.raises(NotNow):
            session.amend(found.secretary, item_id=item.id, text="L’assemblée isole le toit.")
        result = session.close_item(found.secretary, item_id=item.id)
        assert result.text == "L’assemblée isole la façade arrière.", "what was voted is what the count keeps"
        for position in set(found.items) - {2}:
            session.skip(found.secretary, item_id=found.items[position].id, reason="Reporté")
        session.close_session(found.secretary, assembly_id=found.assembly.id)
        drafted = minutes.draft(found.secretary, assembly_id=found.assembly.id)
    said = {one["position"]: one for one in drafted.sections["items"]}
    assert said[2]["amended"].startswith("Texte amendé en séance, tel qu’il a été mis aux voix")
    assert said[2]["proposal"] == result.text and item.text in said[2]["first"]
    assert not any("amended" in one or "first" in one for number, one in said.items() if number != 2)
    assert minutes_words.amended("nl", "", "Tekst")["amended"].startswith("Tekst")


def test_who_voted_on_a_phone_gets_a_receipt_once() -> None:
    found = gathering.opened("recus")
    chloe = tilleuls.access_of(found.built, "Chloé", now=found.secretary.now)
    with boundary.within(found.built.org.id):
        item = found.items[1]
        session.open_item(found.secretary, item_id=item.id)
        vote.cast(chloe, item_id=item.id, party_id=found.party("Chloé"), choice=Choice.AGAINST)
        vote.record(found.secretary, item_id=item.id, choices=found.choices(Alice="for"))
        session.close_item(found.secretary, item_id=item.id)
        for position in range(2, 7):
            session.skip(found.secretary, item_id=found.items[position].id, reason="Reporté")
        session.close_session(found.secretary, assembly_id=found.assembly.id)
        (person_id,) = receipts.waiting(found.secretary, assembly_id=found.assembly.id)
        assert person_id == chloe.person_id, "Alice voted through the secretary"
        for _again in range(2):
            receipts.send(found.secretary, assembly_id=found.assembly.id, person_id=person_id)
        (letter,) = mail.of_subject(found.secretary, subject_id=found.assembly.id)
        assert "1. Comptes 2025\N{NO-BREAK SPACE}: Contre" in letter.text
        assert len(letter.html.encode()) < 20_000
        assert not receipts.waiting(found.secretary, assembly_id=found.assembly.id)


def test_nobody_decides_before_the_quorum_is_there() -> None:
    found = gathering.convened()
    access = found.secretary
    with boundary.within(found.built.org.id):
        for name in ("Chloé", "David"):
            attend.arrive(access, assembly_id=found.assembly.id, party_id=found.party(name))
        with pytest.raises(QuorumMissing):
            session.open_session(
                access, assembly_id=found.assembly.id, president_id=found.party("Chloé"), secretary="Nadia"
            )
        attend.arrive(access, assembly_id=found.assembly.id, party_id=found.party("Eve / Frank"))
        attend.arrive(access, assembly_id=found.assembly.id, party_id=found.party("Alice"))
        room = rooms.room(access, assembly=found.assembly)
        assert (room.quorum.heads, room.quorum.heads_total) == (5, 7), "Bruno is there by proxy"
        assert (room.quorum.shares, room.quorum.shares_total) == (850, 1000)
        with pytest.raises(PresidentNotOwner):
            session.open_session(
                access, assembly_id=found.assembly.id, president_id=found.party("Bruno"), secretary="Nadia"
            )


def test_nothing_begins_before_the_day_of_the_convocation_nor_is_stated_before_its_hour() -> None:
    found = gathering.convened("avant-l-heure")
    day, hour = timedelta(days=1), timedelta(hours=1)
    with boundary.within(found.built.org.id):
        chloe = found.party("Chloé")
        eve = replace(found.secretary, now=gathering.OPENS - day)
        with pytest.raises(TooEarly):
            attend.arrive(eve, assembly_id=found.assembly.id, party_id=chloe)
        early = replace(found.secretary, now=gathering.OPENS - hour)
        attend.arrive(early, assembly_id=found.assembly.id, party_id=chloe)
        with pytest.raises(TooEarly):
            session.adjourn(early, assembly_id=found.assembly.id)
        for name in ("Alice", "David", "Eve / Frank"):
            attend.arrive(early, assembly_id=found.assembly.id, party_id=found.party(name))
        with pytest.raises(TooEarly):
            session.open_session(eve, assembly_id=found.assembly.id, president_id=chloe, secretary="Nadia")
        session.open_session(early, assembly_id=found.assembly.id, president_id=chloe, secretary="Nadia")


def test_the_seven_outcomes_of_the_example() -> None:
    found = gathering.opened()
    with boundary.within(found.built.org.id):
        rows = [
            gathering.voted(found, 1, Chloé="for", Alice="for", Eve="for", David="against", Bruno="abstain"),
            gathering.voted(found, 2, Chloé="for", Eve="for", Alice="against", David="abstain", Bruno="abstain"),
            gathering.voted(found, 3, Chloé="for", Alice="for", Eve="for", David="against", Bruno="for"),
            gathering.voted(found, 4, Chloé="for", Eve="for", David="against"),
            gathering.voted(found, 5, Chloé="for", Alice="against", Bruno="against", Eve="abstain"),
            gathering.voted(found, 6, Chloé="for", Alice="for", Eve="for", David="for", Bruno="for"),
        ]
        counted = [(r.in_favour, r.against, r.abstaining, r.outcome) for r in rows]  # type: ignore[attr-defined]
        with pytest.raises(NotNow):
            session.open_item(found.secretary, item_id=found.items[7].id)
        lift = ItemResult.objects.get(item=found.items[4])
        assert lift.facts["caps"] == {str(found.party("Chloé")): [300, 250]}
        closed = session.close_session(found.secretary, assembly_id=found.assembly.id)
        decided = list(Resolution.objects.order_by("number").values_list("title", "adopted"))
    assert counted == [
        ("610", "120", "120", "adopted"),
        ("430", "180", "240", "adopted"),
        ("730", "120", "0", "adopted"),
        ("380", "120", "0", "adopted"),
        ("300", "300", "130", "rejected"),
        ("850", "0", "0", "new_assembly_for_unanimity"),
    ]
    assert closed.state == State.CLOSED
    assert [adopted for _title, adopted in decided] == [True, True, True, True, False, False]


def test_an_owner_votes_from_the_phone_and_changes_until_the_item_closes() -> None:
    found = gathering.opened()
    item = found.items[1]
    with boundary.within(found.built.org.id):
        alice = tilleuls.access_of(found.built, "Alice", now=gathering.OPENS)
        with pytest.raises(VoteNotOpen):
            vote.cast(alice, item_id=item.id, party_id=found.party("Alice"), choice=Choice.FOR)
        session.open_item(found.secretary, item_id=item.id)
        first = vote.cast(alice, item_id=item.id, party_id=found.party("Alice"), choice=Choice.FOR, command="k1")
        again = vote.cast(alice, item_id=item.id, party_id=found.party("Alice"), choice=Choice.FOR, command="k1")
        assert first.id == again.id, "a queue sent twice votes once"
        changed = vote.cast(alice, item_id=item.id, party_id=found.party("Alice"), choice=Choice.AGAINST, command="k2")
        assert (first.number, changed.number) == (1, 2)
        carried = vote.cast(alice, item_id=item.id, party_id=found.party("Bruno"), choice=Choice.FOR)
        assert carried.holder_id == found.party("Alice")
        paper = phone.paper(alice, assembly=found.assembly)
        assert [(one.name, one.by_proxy, one.choice) for one in paper.mine] == [
            ("Alice Tilleul", False, "against"),
            ("Bruno Tilleul", True, "for"),
        ]
        with pytest.raises(NotThere):
            vote.cast(alice, item_id=item.id, party_id=found.party("Ines"), choice=Choice.FOR)
        ines = tilleuls.access_of(found.built, "Ines", now=gathering.OPENS)
        with pytest.raises(NotThere):
            vote.cast(ines, item_id=item.id, party_id=found.party("Ines"), choice=Choice.FOR)
        result = session.close_item(found.secretary, item_id=item.id)
        with pytest.raises(VoteNotOpen):
            vote.cast(alice, item_id=item.id, party_id=found.party("Alice"), choice=Choice.FOR)
        assert (result.in_favour, result.against) == ("120", "180")
        assert Ballot.objects.filter(item=item).count() == 3


def test_who_does_not_pay_does_not_vote_and_the_syndic_casts_nothing() -> None:
    found = gathering.opened()
    with boundary.within(found.built.org.id):
        session.open_item(found.secretary, item_id=found.items[4].id)
        alice = tilleuls.access_of(found.built, "Alice", now=gathering.OPENS)
        with pytest.raises(NotConcerned):
            vote.cast(alice, item_id=found.items[4].id, party_id=found.party("Alice"), choice=Choice.FOR)
        with pytest.raises(NotAllowed):
            vote.cast(found.secretary, item_id=found.items[4].id, party_id=found.party("Chloé"), choice=Choice.FOR)
        with pytest.raises(NotAllowed):
            session.close_item(alice, item_id=found.items[4].id)
        with pytest.raises(AnotherOpen):
            session.open_item(found.secretary, item_id=found.items[1].id)


def test_leaving_takes_the_votes_along_and_a_mistake_is_undone_with_a_trace() -> None:
    found = gathering.opened()
    later = replace(found.secretary, now=gathering.OPENS + timedelta(minutes=30))
    with boundary.within(found.built.org.id):
        line = attend.leave(later, assembly_id=found.assembly.id, party_id=found.party("Alice"), command="d1")
        assert attend.leave(later, assembly_id=found.assembly.id, party_id=found.party("Alice"), command="d1") == line
        room = rooms.room(later, assembly=found.assembly)
        assert {one.mandator for one in room.hands.portions} == {
            str(found.party(name)) for name in ("Chloé", "David", "Eve / Frank")
        }, "Bruno's votes were in Alice's hands"
        attend.undo(later, line_id=line.id)
        assert len(rooms.room(later, assembly=found.assembly).hands.portions) == 5
        with pytest.raises(attend.NoRemoteAccess):
            attend.arrive(later, assembly_id=found.assembly.id, party_id=found.party("Ines"), presence=Presence.REMOTE)


def test_a_vote_opened_again_is_counted_twice_and_both_counts_stay() -> None:
    found = gathering.opened()
    item = found.items[1]
    with boundary.within(found.built.org.id):
        gathering.voted(found, 1, Chloé="for", Alice="for")
        session.reopen(found.secretary, item_id=item.id, reason="Voix de David mal notée")
        vote.record(found.secretary, item_id=item.id, choices=found.choices(David="against"))
        second = session.close_item(found.secretary, item_id=item.id)
        assert (second.number, second.reason, second.against) == (2, "Voix de David mal notée", "120")
        assert ItemResult.objects.filter(item=item).count() == 2


def test_minutes_say_what_happened_and_the_chain_holds() -> None:
    found = gathering.opened()
    with boundary.within(found.built.org.id):
        access = found.secretary
        gathering.voted(found, 1, Chloé="for", Alice="for", Eve="for", David="against", Bruno="abstain")
        with pytest.raises(ItemsLeft):
            session.close_session(access, assembly_id=found.assembly.id)
        for position in (2, 3, 4, 5, 6):
            session.skip(access, item_id=found.items[position].id, reason="Reporté faute de temps.")
        session.close_session(access, assembly_id=found.assembly.id)
        row = minutes.draft(access, assembly_id=found.assembly.id)
        text = row.sections["items"][0]["text"].replace("\u00a0", " ")
        assert "610 voix pour, 120 contre et 120 abstentions" in text.replace("\u202f", " ")
        assert "Vote contre : David Tilleul." in text and "S’abstient : Bruno Tilleul." in text
        assert "adopte" in text and "majorité absolue" in text
        assert "Reporté faute de temps." in row.sections["items"][1]["text"]
        assert "5 copropriétaires sur 7" in row.sections["opening"][0].replace("\u00a0", " ")
        corrected = minutes.correct(
            access, assembly_id=found.assembly.id, texts={2: "Reporté à l’automne."}, remarks="", reason="Précision"
        )
        assert (corrected.version, Minutes.objects.count()) == (2, 2)
        minutes.sign(
            access,
            assembly_id=found.assembly.id,
            names={"Chloé Tilleul": SignerRole.PRESIDENT, "Nadia Haddad": SignerRole.SECRETARY},
            scan=("pv.pdf", b"%PDF-1.4\n% signed\n"),
        )
        with pytest.raises(minutes.SignedAlready):
            minutes.correct(access, assembly_id=found.assembly.id, texts={2: "Autre"}, remarks="", reason="Non")
        assert records.chain(access, assembly_id=found.assembly.id).broken_at is None
        assert HashLink.objects.filter(kind="ballot").count() == 5
        assert records.in_the_count(access, assembly_id=found.assembly.id, party_ids={found.party("David")})


def test_the_minutes_are_a_paper_that_is_kept() -> None:
    found = gathering.opened()
    with boundary.within(found.built.org.id):
        access = found.secretary
        for position in range(1, 7):
            session.skip(access, item_id=found.items[position].id, reason="Reporté.")
        session.close_session(access, assembly_id=found.assembly.id)
        describe.describe(
            access,
            identity=Identity(
                name="Les Tilleuls",
                street="Avenue des Tilleuls",
                house_number="12",
                postcode="1000",
                city="Bruxelles",
                enterprise_number="0403.170.701",
            ),
        )
        later = replace(access, now=casting.NOW)
        row = minutes.draft(later, assembly_id=found.assembly.id)
        stored = minutes.write_pdf(later, minutes_id=row.id)
        assert minutes.write_pdf(later, minutes_id=row.id).id == stored.id, "written once"
        seen = pdf.gate(files.content(stored))
    assert seen.lang == "fr-BE" and seen.tagged and "a-3a" in seen.standard.lower()
    assert "Association des copropriétaires" in seen.text and "0403.170.701" in seen.text
    assert "Isolation de la façade" in seen.text


def test_the_screen_shows_the_worst_case() -> None:
    found = gathering.opened()
    with boundary.within(found.built.org.id):
        session.open_item(found.secretary, item_id=found.items[2].id)
        given = found.choices(Chloé="for", Eve="for", Alice="for")
        vote.record(found.secretary, item_id=found.items[2].id, choices=given)
        screen = screens.screen(found.secretary, assembly=found.assembly)
        assert screen.figures is not None and screen.figures.certain is not None
        assert screen.figures.in_favour == 610 and screen.figures.still == 240
        assert screen.figures.certain is Outcome.ADOPTED
        vote.record(found.secretary, item_id=found.items[2].id, choices=found.choices(Alice="against"))
        screen = screens.screen(found.secretary, assembly=found.assembly)
        assert screen.figures is not None and screen.figures.certain is None
