"""A non-profit's assembly from its agenda to its minutes: heads instead of shares, a quorum where the law asks one."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from koprogo.assemblies.models import AgendaItem, Convocation, Elector, Recipient, Resolution
from koprogo.assemblies.operations import (
    attend,
    convene,
    electors,
    items,
    letters,
    minutes,
    plan,
    proxies,
    session,
    vote,
)
from koprogo.assemblies.operations.electors import ElectorAlready, EndsBeforeStart, VotesByShares
from koprogo.assemblies.operations.items import ItemFacts
from koprogo.assemblies.operations.plan import Plan
from koprogo.assemblies.operations.proxies import Mandate
from koprogo.assemblies.queries import assemblies, electorate
from koprogo.assemblies.queries import room as rooms
from koprogo.assemblies.rules.mandates import ProxyToOutsider
from koprogo.assemblies.rules.planning import NoSecondSession
from koprogo.assemblies.rules.states import Kind, Session
from koprogo.assemblies.rules.subjects import Subject, SubjectNotCovered
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.platform import boundary
from koprogo.testing import members, tilleuls

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 10)
OPENS = datetime(2026, 6, 10, 17, tzinfo=UTC)


def test_a_year_of_members() -> None:
    world = members.build()
    board = world.board
    with boundary.within(world.org.id):
        row = plan.plan(board, facts=Plan(Kind.ORDINARY, DAY, time(19), "Maison de quartier"))
        assert list(AgendaItem.objects.order_by("position").values_list("subject", flat=True)) == [
            Subject.OTHER,
            Subject.ACCOUNTS,
            Subject.BUDGET,
            Subject.DISCHARGE,
        ]
        added = items.add(board, number=row.number, template="members_statutes")
        here: Any = {"number": row.number, "position": added.position}
        with pytest.raises(SubjectNotCovered):
            items.write(board, facts=ItemFacts("Quotités", "Revoir", subject=Subject.SHARES_CHANGE), **here)
        items.write(board, facts=ItemFacts("Statuts", "L’article 3 est remplacé.", subject=Subject.STATUTES), **here)
        sent = convene.convene(board, number=row.number)
        assert set(Recipient.objects.values_list("shares", flat=True)) == {1}
        assert Recipient.objects.count() == 12
        letters.write(board, recipient_id=Recipient.objects.get(party_id=world.parties["Ada"]).id)
        assert Convocation.objects.get(id=sent.id).notice == "in_time"

        secretary = replace(board, now=OPENS)
        with pytest.raises(ProxyToOutsider):
            proxies.record(
                secretary,
                number=row.number,
                party_id=world.parties["Lena"],
                mandate=Mandate(holder_name="Une Voisine"),
                on=DAY,
            )
        # Four proxies for one member: more than a co-owner may carry.
        for name in ("Ivo", "Jana", "Karel", "Lena"):
            proxies.record(
                secretary,
                number=row.number,
                party_id=world.parties[name],
                mandate=Mandate(holder_id=world.parties["Ada"]),
                on=DAY,
            )
        for name in ("Ada", "Ben", "Cleo"):
            attend.arrive(secretary, assembly_id=row.id, party_id=world.parties[name])
        row = assemblies.get(board, number=row.number)
        room = rooms.room(secretary, assembly=row)
        assert (room.quorum.heads, room.quorum.heads_total, room.quorum.valid) == (7, 12, True)
        session.open_session(secretary, assembly_id=row.id, president_id=world.parties["Ada"], secretary="Ben Amis")
        listed = {one.subject: one for one in AgendaItem.objects.filter(assembly=row)}
        said = {world.parties[name]: Choice.FOR for name in ("Ada", "Ivo", "Jana", "Karel", "Lena")}
        said |= {world.parties["Ben"]: Choice.AGAINST, world.parties["Cleo"]: Choice.ABSTAIN}
        results = {}
        for subject in (Subject.ACCOUNTS, Subject.STATUTES):
            session.open_item(secretary, item_id=listed[subject].id)
            vote.record(secretary, item_id=listed[subject].id, choices=said)
            results[subject] = session.close_item(secretary, item_id=listed[subject].id)
        counted = {key: (one.in_favour, one.against, one.abstaining, one.outcome) for key, one in results.items()}
        assert counted == {
            Subject.ACCOUNTS: ("5", "1", "1", "adopted"),
            Subject.STATUTES: ("5", "1", "1", "no_quorum"),
        }
        assert not results[Subject.ACCOUNTS].facts["caps"], "nobody is capped among members"
        for one in AgendaItem.objects.filter(assembly=row, vote_state="waiting").exclude(subject=""):
            session.skip(secretary, item_id=one.id, reason="Reporté")
        session.close_session(secretary, assembly_id=row.id)
        assert dict(Resolution.objects.values_list("item__subject", "adopted")) == {
            Subject.ACCOUNTS: True,
            Subject.STATUTES: False,
        }
        second = plan.plan(
            secretary,
            facts=Plan(Kind.ORDINARY, date(2026, 6, 25), time(19), "Maison de quartier"),
            session=Session.SECOND,
            follows=assemblies.get(secretary, number=row.number),
        )
        again = list(AgendaItem.objects.filter(assembly=second).values_list("subject", flat=True))
        assert again == [Subject.STATUTES], "what was decided is not decided again"
        with pytest.raises(NoSecondSession):
            plan.plan(
                secretary,
                facts=Plan(Kind.ORDINARY, date(2026, 6, 26), time(19), "Maison de quartier"),
                session=Session.SECOND,
                follows=assemblies.get(secretary, number=row.number),
            )
        written = minutes.draft(secretary, assembly_id=row.id)
        text = str(written.sections)
        assert "7 membres sur 12" in text
        assert "moins de deux tiers des membres" in text
        assert "25 juin 2026" in text
        assert "CC 3.8" not in text.replace("CC 3.87 § 10", "")


def test_a_vote_is_given_once_and_ends_on_a_day() -> None:
    world = members.build(slug="les-autres")
    board, ada = world.board, world.parties["Ada"]
    with boundary.within(world.org.id):
        with pytest.raises(ElectorAlready):
            electors.add(board, party_id=ada, starts_on=board.today)
        with pytest.raises(EndsBeforeStart):
            electors.end(board, party_id=ada, ends_on=date(2025, 12, 31))
        electors.end(board, party_id=ada, ends_on=board.today)
        assert ada not in {one.party_id for one in electorate.voters(board, on=board.today)}
        assert ada in {one.party_id for one in electorate.voters(board, on=board.today - timedelta(days=1))}
        electors.add(board, party_id=ada, starts_on=board.today)
        assert Elector.objects.filter(party_id=ada).count() == 2
    built = tilleuls.build(slug="pas-de-membres")
    with boundary.within(built.org.id), pytest.raises(VotesByShares):
        electors.add(built.syndic_access, party_id=built.parties["Alice"], starts_on=date(2026, 1, 1))
