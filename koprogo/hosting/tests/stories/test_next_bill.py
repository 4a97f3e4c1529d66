"""A member proposes a lower price, the members vote, online or in their assembly, and the next bill is lower: to the
cent, and with it what was billed ahead at the old price (issue 6)."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from koprogo.assemblies.operations import attend, convene, session, vote
from koprogo.assemblies.operations.plan import Plan
from koprogo.assemblies.queries import assemblies, electorate, live
from koprogo.assemblies.rules.states import Kind as AssemblyKind
from koprogo.assemblies.rules.states import NotNow
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.condominiums.queries import access as accesses
from koprogo.hosting.models import Bill, DutyDone, Member, Proposal
from koprogo.hosting.operations import billing, gathering, members, proposals
from koprogo.hosting.operations.proposals import Draft
from koprogo.hosting.queries import prices
from koprogo.hosting.rules import addresses
from koprogo.hosting.rules import proposals as rules
from koprogo.hosting.rules.effects import Change
from koprogo.hosting.rules.members import Applicant, Kind, Office, Standing
from koprogo.hosting.rules.proposals import Kind as Subject
from koprogo.hosting.tests import cloud as clouds
from koprogo.hosting.tests.cloud import Cloud
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.testing import casting

NAMES = ("Odile", "Bart", "Clara", "Dora")
NOW = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


class World:
    """A cloud of four condominiums (one billed monthly, one free for life) and an association of four members."""

    def __init__(self) -> None:
        self.cloud: Cloud = clouds.found(condominiums=4, monthly=1, free=1, since=date(2026, 12, 1))
        self.system = accesses.as_system(org_id=self.cloud.org.id, now=NOW)
        self.rows: dict[str, Member] = {}
        with boundary.within(self.cloud.org.id):
            for name in NAMES:
                facts = Applicant(
                    Kind.NATURAL,
                    Standing.CONTRIBUTOR,
                    name,
                    f"{name.lower()}@koprogo.example",
                    "Rue Haute 1, 1000 Bruxelles",
                )
                row = members.apply(self.system, applicant=facts, language="fr")
                self.rows[name] = members.admit(self.system, member_id=row.id, decision="Fondation")

    def of(self, name: str, now: datetime = NOW) -> Access:
        person = casting.person(f"{name.lower()}@koprogo.example")
        found = accesses.resolve(person_id=person.id, slug=self.cloud.org.slug, now=now)
        assert found is not None, f"{name} is a stranger"
        return found


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture(autouse=True)
def _hosting(settings: object) -> None:
    settings.KOPROGO_HOSTING = True  # type: ignore[attr-defined]


def cheaper(**changes: object) -> Draft:
    draft = Draft(
        Subject.PRICE, "Le prix à 0,80 €", "Nous en avons les moyens.", Change(month_cents=80), date(2027, 2, 1)
    )
    return replace(draft, loss_known=True, **changes)  # type: ignore[arg-type]


def billed(cloud: Cloud, number: str) -> int:
    """What the last bill of one condominium asks."""
    return Bill.objects.filter(kind="bill", client__name=f"ACP Copro {number}").order_by("-issued_on")[0].total_cents


def test_voted_online_and_the_next_bill_is_lower(world: World) -> None:
    cloud = world.cloud
    cloud.bill(date(2026, 12, 1), papers=False)  # a year ahead for 1 and 2, a month for 3, nothing for 0
    assert [billed(cloud, number) for number in "123"] == [1_200, 1_200, 100]
    assert not Bill.objects.filter(client__name="ACP Copro 0").exists()
    with boundary.within(cloud.org.id):
        row = proposals.propose(world.of("Clara"), draft=cheaper())
        proposals.open_vote(world.of("Odile"), number=row.number)
        for name, choice in zip(NAMES, (Choice.FOR, Choice.AGAINST, Choice.FOR, Choice.ABSTAIN), strict=True):
            proposals.vote(world.of(name), number=row.number, choice=choice)
        assert proposals.close(world.of("Clara"), number=row.number).state == "adopted"
    cloud.hear(date(2026, 12, 20), cloud.payments(date(2026, 12, 20)))
    with boundary.within(cloud.org.id):
        billing.follow(cloud.access(date(2026, 12, 20)))
    assert not Bill.objects.filter(open_cents__gt=0).exists(), "signed up, used, billed, paid"
    for month in (1, 2, 12):
        cloud.bill(date(2027, month, 1), papers=False)
        assert billed(cloud, "3") == (100 if month == 1 else 80)
    # The renewal a year later: twelve months at 0,80 €, less the ten (February to November) paid ahead at 1,00 €.
    assert billed(cloud, "1") == billed(cloud, "2") == 12 * 80 - 10 * 20
    books = clouds.income(cloud, date(2027, 12, 31))
    assert books["700"] == 2 * 1_200 + 2 * 100 + 2 * 80 + 2 * (960 - 200)
    cloud.bill(date(2028, 12, 1), papers=False)
    assert billed(cloud, "1") == 12 * 80, "what came off once does not come off twice"


DAY = date(2027, 5, 12)
OPENS = datetime(2027, 5, 12, 17, 0, tzinfo=UTC)


def test_the_register_is_the_roll_and_the_assembly_makes_the_price_list(world: World) -> None:
    with boundary.within(world.cloud.org.id):
        assert {one.name for one in electorate.voters(world.system, on=NOW.date())} == set(NAMES)
        assert not electorate.voters(world.system, on=NOW.date() - timedelta(days=1))
        members.resign(world.of("Dora"))
        assert {one.name for one in electorate.voters(world.system, on=NOW.date())} == set(NAMES) - {"Dora"}
        members.give_office(
            world.system,
            member_id=world.rows["Bart"].id,
            office=Office.SECRETARY,
            starts_on=NOW.date(),
            ends_on=date(2029, 6, 30),
            decision="Fondation",
        )
        price = proposals.propose(world.of("Clara"), draft=cheaper())
        keys = {"reserve": 40, "development": 40, "infrastructure": 10, "emergency": 10}
        shares = proposals.propose(
            world.of("Clara"),
            draft=Draft(Subject.KEYS, "Plus au développement", "Oui.", Change(keys=keys), date(2027, 7, 1), True),
        )
        treasurer = Draft(
            Subject.DIRECTOR,
            "Clara à la trésorerie",
            "Elle compte bien.",
            target_id=world.rows["Clara"].id,
            office=Office.TREASURER,
            ends_on=date(2029, 6, 30),
        )
        clara = proposals.propose(world.of("Clara"), draft=treasurer)
        late = proposals.propose(world.of("Clara"), draft=cheaper(title="Une de plus"))
        spring = datetime(2027, 4, 15, 10, 0, tzinfo=UTC)
        board = world.of("Bart", spring)
        number = gathering.convene_year(
            board,
            facts=Plan(AssemblyKind.ORDINARY, DAY, time(19), "Au siège", consult="En ligne"),
            numbers=[price.number, shares.number, clara.number],
        )
        agenda = live.items(board, assembly=assemblies.get(board, number=number))
        item = next(one for one in agenda if one.title == "Le prix à 0,80 €")
        text, comment = item.text.replace("\xa0", " "), item.comment.replace("\xa0", " ")
        assert text == "L’assemblée fixe le prix à 0,80 € par mois et par copropriété, à partir du 1er juin 2027."
        assert "recettes : de 3,00 € à 2,40 €" in comment and item.subject == "other"
        with pytest.raises(rules.NotInDebate):
            proposals.open_vote(board, number=price.number)
        gathering.put(world.of("Clara", spring), number=late.number, assembly=number)
        assert gathering.take_off(board, number=late.number, reason="Double emploi").state == "debate"
        convene.convene(board, number=number)
        with pytest.raises(NotNow):
            gathering.put(board, number=late.number, assembly=number)

        _held(world, number)
        done = {row.number: row for row in Proposal.objects.all()}
        assert {one: done[one].state for one in done} == {
            price.number: "adopted",
            shares.number: "amended",
            clara.number: "adopted",
            late.number: "debate",
        }
        won = done[price.number]
        assert (won.votes_for, won.votes_against, won.votes_abstain, won.members) == (2, 1, 0, 3)
        assert won.decided_on == DAY and won.minutes.startswith("Assemblée générale du 12 mai 2027, décision n° ")
        newest = prices.every()[-1]
        assert (newest.valid_from, newest.month_cents) == (date(2027, 6, 1), 80)
        assert newest.keys == prices.every()[0].keys, "an amended text is read by nobody"
        assert newest.decided_url.endswith(f"/association/propositions/{price.number}")
        assert "treasurer" in world.of("Clara", OPENS).roles
        assert DutyDone.objects.get(duty="assembly").proof == number
    world.cloud.bill(date(2027, 6, 1), papers=False)
    assert Bill.objects.filter(client__name="ACP Copro 1").get().total_cents == 6 * 100 + 6 * 80


def _held(world: World, number: str) -> None:
    secretary = world.of("Bart", OPENS)
    row = assemblies.get(secretary, number=number)
    party = {name: world.rows[name].party_id for name in NAMES}
    for name in ("Odile", "Bart", "Clara"):
        attend.arrive(secretary, assembly_id=row.id, party_id=party[name])
    assert party["Odile"] is not None
    session.open_session(secretary, assembly_id=row.id, president_id=party["Odile"], secretary="Bart")
    said = {"Le prix à 0,80 €": "Odile", "Plus au développement": "Odile", "Clara à la trésorerie": "Bart"}
    for item in [one for one in live.items(secretary, assembly=row) if live.is_voted(one)]:
        if item.title not in said:
            session.skip(secretary, item_id=item.id, reason="Reporté")
            continue
        if item.title == "Plus au développement":
            items_of = session.amend(secretary, item_id=item.id, text="L’assemblée garde tout en réserve.")
            assert items_of.amended_text
        session.open_item(secretary, item_id=item.id)
        choices = {
            party[name]: Choice.AGAINST if name == said[item.title] else Choice.FOR
            for name in ("Odile", "Bart", "Clara")
        }
        vote.record(secretary, item_id=item.id, choices=choices)  # type: ignore[arg-type]
        session.close_item(secretary, item_id=item.id)
    session.close_session(secretary, assembly_id=row.id)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Rue Haute 1, 1000 Bruxelles", ("Rue Haute 1", "1000", "Bruxelles")),
        ("Rue Haute 1, bte 4, B-4000 Liège", ("Rue Haute 1, bte 4", "4000", "Liège")),
        ("Keizersgracht 1\n1015 CJ Amsterdam", ("Keizersgracht 1", "1015 CJ", "Amsterdam")),
        ("Rue Haute 1", ("Rue Haute 1", "", "")),
        ("1000 Bruxelles", ("1000 Bruxelles", "", "")),
    ],
)
def test_an_address_fits_an_envelope(line: str, found: tuple[str, str, str]) -> None:
    one = addresses.envelope(line)
    assert (one.street, one.postcode, one.city) == found
