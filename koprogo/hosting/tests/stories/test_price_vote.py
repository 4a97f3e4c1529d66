"""The price vote of the association: proposed with its effect, debated, voted, and then the next bill is lower."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from koprogo.assemblies.rules.unanimity import Choice
from koprogo.condominiums.queries import access as accesses
from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.models import MemberBallot, MemberChange, Proposal
from koprogo.hosting.operations import founding, members, proposals, roadmap
from koprogo.hosting.operations.proposals import Draft
from koprogo.hosting.queries import members as register
from koprogo.hosting.queries import prices
from koprogo.hosting.queries import proposals as queries
from koprogo.hosting.queries import roadmap as wishes
from koprogo.hosting.rules import catalogue
from koprogo.hosting.rules import members as member_rules
from koprogo.hosting.rules import proposals as rules
from koprogo.hosting.rules.effects import Change
from koprogo.hosting.rules.members import Applicant, Kind, Office, Standing, State
from koprogo.hosting.rules.proposals import Kind as Subject
from koprogo.hosting.rules.surplus import KeysIncomplete
from koprogo.kernel.refusals import NotAllowed, Refused
from koprogo.platform import boundary, jobs
from koprogo.platform.access import BRUSSELS, Access
from koprogo.platform.models import AuditLine, Mailing
from koprogo.testing import casting

NOW = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
FIRST = date(2027, 2, 1)
NAMES = ("Odile", "Bart", "Clara")
pytestmark = pytest.mark.django_db


class World:
    """The association with three members; ``of`` gives anybody's own access at a moment."""

    def __init__(self) -> None:
        self.org = founding.found(name="KoproGo ASBL", operator_email="odile@koprogo.example", now=NOW)
        self.system = accesses.as_system(org_id=self.org.id, now=NOW)
        self.ids = {}
        for name in NAMES:
            row = members.apply(self.system, applicant=self.applicant(name), language="nl" if name == "Bart" else "fr")
            self.ids[name] = members.admit(self.system, member_id=row.id, decision="Fondation, 26 novembre 2026").id

    def applicant(self, name: str) -> Applicant:
        return Applicant(Kind.NATURAL, Standing.CONTRIBUTOR, name, f"{name.lower()}@koprogo.example", "Rue Haute 1")

    def of(self, name: str, now: datetime = NOW) -> Access:
        person = casting.person(f"{name.lower()}@koprogo.example")
        found = accesses.resolve(person_id=person.id, slug=self.org.slug, now=now)
        assert found is not None, f"{name} is a stranger"
        return found

    def cheaper(self, **changes: object) -> Draft:
        draft = Draft(Subject.PRICE, "Le prix à 0,80 €", "Nous en avons les moyens.", Change(month_cents=80), FIRST)
        return replace(draft, **changes)  # type: ignore[arg-type]


@pytest.fixture
def world() -> Iterator[World]:
    org = founding.found(name="KoproGo ASBL", operator_email="odile@koprogo.example", now=NOW)
    with boundary.within(org.id):
        yield World()


def refused(kind: type[Refused], verb: object, *args: object, **kwargs: object) -> Refused:
    with pytest.raises(kind) as caught, transaction.atomic():
        verb(*args, **kwargs)  # type: ignore[operator]
    return caught.value


def test_a_member_proposes_the_members_vote_and_the_price_changes_by_itself(world: World) -> None:
    clara, bart, odile = world.of("Clara"), world.of("Bart"), world.of("Odile")
    row = proposals.propose(clara, draft=world.cheaper())
    assert row.number == "2026-1"
    effect = queries.debate(clara, number=row.number).effect
    assert effect is not None and effect.assumed and (effect.before.month_cents, effect.after.month_cents) == (100, 80)
    proposals.comment(bart, number=row.number, text="Je suis pour.")
    proposals.open_vote(clara, number=row.number)  # one of three is a twentieth
    mails = {mail.recipient: mail.subject for mail in Mailing.objects.filter(subject_id=row.id)}
    assert len(mails) == 3 and mails["bart@koprogo.example"] != mails["clara@koprogo.example"]
    refused(rules.NotInDebate, proposals.comment, bart, number=row.number, text="Trop tard")
    proposals.vote(clara, number=row.number, choice=Choice.FOR)
    proposals.vote(bart, number=row.number, choice=Choice.AGAINST)
    proposals.vote(bart, number=row.number, choice=Choice.ABSTAIN)  # the latest counts
    debate = queries.debate(bart, number=row.number)
    assert (debate.part, debate.my_choice, debate.proposal.votes_for) == (2, "abstain", None)
    assert refused(rules.VoteStillOpen, proposals.close, odile, number=row.number).facts["missing"] == 1

    # The fourteen days pass; nobody looks, the job counts.
    over = datetime(2026, 12, 11, 0, 0, 1, tzinfo=BRUSSELS)
    late = replace(odile, now=over)
    refused(rules.VoteShut, proposals.vote, late, number=row.number, choice=Choice.AGAINST)
    jobs.run_waiting(until=over, clock=lambda: over)
    row.refresh_from_db()
    assert (row.state, row.votes_for, row.votes_against, row.votes_abstain, row.members) == ("adopted", 1, 0, 1, 3)

    newest = prices.every()[-1]
    assert (newest.valid_from, newest.month_cents) == (FIRST, 80)
    assert newest.decided_by == "2026-1 · Le prix à 0,80 €"
    assert newest.decided_url.endswith("/association/propositions/2026-1")
    assert prices.on(FIRST - timedelta(days=1)).month_cents == 100 and prices.on(FIRST).month_cents == 80
    shown = queries.debate(late, number=row.number).effect
    assert shown is not None and (shown.before.month_cents, shown.after.month_cents) == (100, 80)


def test_a_price_voted_for_a_day_before_the_end_begins_after_it(world: World) -> None:
    clara = world.of("Clara")
    refused(rules.SoonerThanVote, proposals.propose, clara, draft=world.cheaper(valid_from=date(2026, 12, 1)))
    row = proposals.propose(clara, draft=world.cheaper(valid_from=date(2026, 12, 15)))
    later = replace(clara, now=NOW + timedelta(days=10))
    assert proposals.open_vote(later, number=row.number).valid_from == date(2027, 1, 1)


def test_once_everybody_has_voted_it_is_counted(world: World) -> None:
    row = proposals.propose(world.of("Clara"), draft=world.cheaper())
    proposals.open_vote(world.of("Odile"), number=row.number)
    for name, choice in zip(NAMES, (Choice.FOR, Choice.AGAINST, Choice.AGAINST), strict=True):
        proposals.vote(world.of(name), number=row.number, choice=choice)
    done = proposals.close(world.of("Bart"), number=row.number)
    assert done.state == "rejected" and done.price_list is None
    assert len(prices.every()) == 1
    refused(rules.NotInDebate, proposals.close, world.of("Bart"), number=row.number)
    jobs.run_waiting(until=NOW + timedelta(days=20), clock=lambda: NOW + timedelta(days=20))
    done.refresh_from_db()
    assert done.decided_at == NOW


def test_a_secret_ballot_names_nobody_and_cannot_change(world: World) -> None:
    row = proposals.propose(world.of("Clara"), draft=world.cheaper(secret=True))
    proposals.open_vote(world.of("Odile"), number=row.number)
    for name in NAMES:
        proposals.vote(world.of(name), number=row.number, choice=Choice.FOR)
    refused(rules.AlreadySecret, proposals.vote, world.of("Bart"), number=row.number, choice=Choice.AGAINST)
    named = MemberBallot.objects.filter(member__isnull=False) | MemberBallot.objects.filter(at__isnull=False)
    assert not named.exists() and MemberBallot.objects.count() == 3
    assert queries.debate(world.of("Bart"), number=row.number).my_choice == ""
    assert proposals.close(world.of("Odile"), number=row.number).votes_for == 3
    assert "for" not in {
        str(value) for line in AuditLine.objects.filter(action="hosting.voted") for value in line.facts
    }


def test_quotas_and_keys_are_voted_into_the_list_too(world: World) -> None:
    keys = {"reserve": 40, "development": 40, "infrastructure": 10, "emergency": 10}
    clara = world.of("Clara")
    wrong = world.cheaper(kind=Subject.KEYS, change=Change(keys={**keys, "reserve": 41}))
    refused(KeysIncomplete, proposals.propose, clara, draft=wrong)
    refused(rules.Unchanged, proposals.propose, clara, draft=world.cheaper(change=Change(month_cents=100)))
    quotas = catalogue.Quotas(1_000_000_000, 60, 100_000)
    drafts = (
        world.cheaper(kind=Subject.KEYS, change=Change(keys=keys)),
        world.cheaper(kind=Subject.QUOTA, change=Change(quotas=quotas)),
    )
    for draft in drafts:
        row = proposals.propose(clara, draft=draft)
        given = {Choice.FOR: 3, Choice.AGAINST: 0, Choice.ABSTAIN: 0}
        refused(
            member_rules.ReasonMissing,
            proposals.record_assembly,
            world.of("Odile"),
            number=row.number,
            on=NOW.date(),
            given=given,
            minutes=" ",
        )
        done = proposals.record_assembly(
            world.of("Odile"), number=row.number, on=NOW.date(), given=given, minutes="Point 4 : adopté."
        )
        assert (done.state, done.minutes) == ("adopted", "Point 4 : adopté.")
        assert done.valid_from == FIRST  # both of one evening for one day hold together from that day
    newest = prices.every()[-1]
    assert prices.on(FIRST) == newest
    assert (newest.keys, newest.quotas, newest.month_cents) == (keys, quotas, 100)
    shown = queries.debate(clara, number=done.number).effect
    assert shown is not None and shown.before.storage_megabytes == 500 and shown.after.storage_megabytes == 1_000


def test_a_loss_is_proposed_knowingly_only(world: World) -> None:
    losing = world.cheaper(change=Change(month_cents=5))
    assert refused(rules.RunsIntoLoss, proposals.propose, world.of("Clara"), draft=losing).facts["loss_cents"] == 125
    assert proposals.propose(world.of("Clara"), draft=replace(losing, loss_known=True)).loss_known


def test_an_exclusion_needs_notice_two_thirds_of_the_members_and_is_secret(world: World) -> None:
    odile = world.of("Odile")
    draft = Draft(Subject.EXCLUSION, "Exclusion", "Il nuit.", target_id=world.ids["Bart"])
    row = proposals.propose(odile, draft=draft)
    assert row.secret
    opened = proposals.open_vote(odile, number=row.number)
    assert opened.opens_at is not None and opened.opens_at.astimezone(BRUSSELS).date() == date(2026, 12, 11)
    refused(rules.VoteShut, proposals.vote, odile, number=row.number, choice=Choice.FOR)
    assert opened.closes_at is not None
    inside, after = opened.opens_at + timedelta(days=1), opened.closes_at
    proposals.vote(world.of("Odile", inside), number=row.number, choice=Choice.FOR)
    jobs.run_waiting(until=after, clock=lambda: after)
    row.refresh_from_db()
    assert row.state == "no_quorum"  # one of three
    second = proposals.again(world.of("Odile", after), number=row.number)
    again = proposals.open_vote(world.of("Odile", after), number=second.number)
    assert again.opens_at is not None
    proposals.vote(world.of("Odile", again.opens_at), number=second.number, choice=Choice.FOR)
    end = again.closes_at
    assert end is not None
    jobs.run_waiting(until=end, clock=lambda: end)
    bart = register.card(odile, member_id=world.ids["Bart"])
    assert (bart.member.state, bart.changes[-1].state) == ("excluded", "excluded")
    assert accesses.resolve(person_id=casting.person("bart@koprogo.example").id, slug=world.org.slug, now=end) is None


def test_an_election_opens_the_door_of_the_board(world: World) -> None:
    draft = Draft(
        Subject.DIRECTOR,
        "Bart à la trésorerie",
        "Il compte bien.",
        target_id=world.ids["Bart"],
        office=Office.TREASURER,
        ends_on=date(2029, 6, 30),
    )
    row = proposals.propose(world.of("Clara"), draft=draft)
    given = {Choice.FOR: 2, Choice.AGAINST: 0, Choice.ABSTAIN: 1}
    proposals.record_assembly(world.of("Odile"), number=row.number, on=NOW.date(), given=given, minutes="Élu.")
    term = register.board(world.system, on=NOW.date())[0]
    assert (term.member.name, term.office, term.ends_on) == ("Bart", "treasurer", date(2029, 6, 30))
    assert {Right.RUN_HOSTING, Right.KEEP_BOOKS} <= world.of("Bart").rights
    members.end_office(world.of("Odile"), term_id=term.id)
    assert Right.RUN_HOSTING not in world.of("Bart").rights


def test_the_register_keeps_every_line_and_gives_no_number_twice(world: World) -> None:
    members.resign(world.of("Clara"))
    row = members.apply(world.system, applicant=world.applicant("Dora"), language="de")
    refused(member_rules.KnownAddress, members.apply, world.system, applicant=world.applicant("Dora"), language="de")
    refused(member_rules.ReasonMissing, members.admit, world.system, member_id=row.id, decision=" ")
    assert members.admit(world.system, member_id=row.id, decision="Conseil").number == 4
    refused(member_rules.NotWaiting, members.refuse, world.system, member_id=row.id, decision="Conseil")
    states = MemberChange.objects.filter(member_id=world.ids["Clara"]).order_by("id").values_list("state", flat=True)
    assert list(states) == [State.APPLIED, State.MEMBER, State.RESIGNED]
    assert accesses.resolve(person_id=casting.person("clara@koprogo.example").id, slug=world.org.slug, now=NOW) is None


def test_an_office_that_was_to_come_does_not_begin_for_who_left(world: World) -> None:
    coming = NOW.date() + timedelta(days=30)
    members.give_office(
        world.of("Odile"),
        member_id=world.ids["Bart"],
        office=Office.TREASURER,
        starts_on=coming,
        ends_on=coming + timedelta(days=365),
        decision="Élu pour le mois prochain",
    )
    named = {term.member.name for term in register.board(world.system, on=coming)}
    members.resign(world.of("Bart"))
    assert "Bart" in named and "Bart" not in {term.member.name for term in register.board(world.system, on=coming)}


def test_who_is_no_member_has_no_voice(world: World) -> None:
    stranger = replace(world.of("Odile"), person_id=casting.person("autre@koprogo.example").id)
    refused(member_rules.NotAMember, proposals.propose, stranger, draft=world.cheaper())
    with pytest.raises(NotAllowed):
        members.admit(world.of("Clara"), member_id=world.ids["Bart"], decision="x")
    assert not Proposal.objects.exists()


def test_the_road_map_counts_one_voice_each(world: World) -> None:
    item = roadmap.wish(world.of("Clara"), title="Carnet d’entretien", text="")
    for yes in (True, True, False, True):
        roadmap.support(world.of("Bart"), item_id=item.id, yes=yes)
    found = wishes.wishes(world.system, member_id=world.ids["Bart"])[0]
    assert (found.votes, found.mine) == (2, True)
    roadmap.support(world.of("Bart"), item_id=item.id, yes=False)
    assert wishes.wishes(world.system)[0].votes == 1


def test_those_at_home_are_counted_on_their_word(world: World) -> None:
    roadmap.count_in(world.system, name="", condominiums=2, month_before_cents=20_000)
    roadmap.count_in(world.system, name="Gent", condominiums=3, month_before_cents=None)
    found = wishes.counted(world.system)
    assert (found.installations, found.condominiums, found.stated, found.before_cents) == (2, 5, 2, 40_000)
