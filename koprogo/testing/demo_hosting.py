"""The demo of the cloud, where one hosts: a small association with six clients, a year of bills, a published month, its
members, a vote that runs, a service asked for, and a fund that somebody gave."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings

from koprogo.assemblies.rules.unanimity import Choice as Said
from koprogo.banking.operations import accounts, confirm, importing
from koprogo.banking.queries import accounts as banks
from koprogo.banking.queries import pending
from koprogo.banking.rules.choices import Choice, Kind
from koprogo.banking.rules.purposes import Purpose
from koprogo.condominiums.operations import create, nonprofit
from koprogo.condominiums.queries import access as accesses
from koprogo.hosting.models import Bill, Client, Instance
from koprogo.hosting.operations import billing, clients, founding, gifts, members, orders, papers, proposals, roadmap
from koprogo.hosting.operations import publication as publishing
from koprogo.hosting.operations.proposals import Draft
from koprogo.hosting.operations.roadmap import Quote
from koprogo.hosting.queries import nonprofit as association
from koprogo.hosting.queries import publication as published
from koprogo.hosting.rules import bills as rules
from koprogo.hosting.rules.effects import Change
from koprogo.hosting.rules.gifts import Kind as GiftKind
from koprogo.hosting.rules.gifts import Promise
from koprogo.hosting.rules.members import Applicant, Office, Standing
from koprogo.hosting.rules.members import Kind as MemberKind
from koprogo.hosting.rules.orders import Service
from koprogo.hosting.rules.proposals import Kind as Subject
from koprogo.hosting.rules.proposals import next_month
from koprogo.ledger.queries import accounts as chart
from koprogo.people.models import Person
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.platform.models import Org
from koprogo.testing.coda import CodaMovement, CodaStatement, coda_file
from koprogo.testing.verger import Someone, Verger

IBAN = "BE68539007547034"
SEAT = nonprofit.Seat("KoproGo", "Rue de la Loi", "16", "1000", "Bruxelles", "0843.518.235", court="Bruxelles")
PEOPLE = (
    Someone("odile", "Odile Rang", "odile@verger.example", "fr", "association : organe et trésorerie"),
    Someone("bart", "Bart Claes", "bart@verger.example", "nl", "association : membre"),
)
OTHERS = ("Clara Nys", "ACP Les Érables")
CLIENTS = ("Les Érables", "De Wilg", "Am Markt", "Les Tanneurs", "Residentie Zuid")
#: Who came last month: the month that is published.
LATER = ("Les Tanneurs", "Residentie Zuid")
SERVER_CENTS = 625


@dataclass(frozen=True, slots=True)
class Told:
    """What the story needs at each moment: the association on a day."""

    org: Org

    def on(self, day: date) -> Access:
        """The association, in the evening of a day."""
        return accesses.as_system(org_id=self.org.id, now=datetime.combine(day, time(18), tzinfo=UTC))


def load(built: Verger, today: datetime, *, person: Callable[[Someone], Person]) -> tuple[Someone, ...]:
    """Play it, where this installation hosts and no association is there. Returns who can sign in."""
    if not settings.KOPROGO_HOSTING or association.org_or_none() is not None:
        return ()
    begin = (today - timedelta(days=365)).date().replace(day=1)
    known = {someone.key: person(someone) for someone in PEOPLE}
    now = datetime.combine(begin, time(9), tzinfo=UTC)
    org = founding.found(name="KoproGo ASBL", operator_email=PEOPLE[0].email, now=now)
    told = Told(org)
    with boundary.within(org.id):
        first = told.on(begin)
        nonprofit.describe(first, seat=SEAT)
        accounts.open_account(first, iban=IBAN, purpose=Purpose.CURRENT, label="Compte de l’ASBL")
        _members(first)
    hosted = _clients(built, known["odile"], begin, rules.months_after(rules.first_of(today.date()), -1))
    _year(told, hosted, begin, today.date())
    _life(built, told, today, known)
    return PEOPLE


def _members(access: Access) -> None:
    for name in (*(one.name for one in PEOPLE), *OTHERS):
        known = next((one for one in PEOPLE if one.name == name), None)
        company = name.startswith("ACP")
        facts = Applicant(
            MemberKind.LEGAL if company else MemberKind.NATURAL,
            Standing.CONDOMINIUM if company else Standing.CONTRIBUTOR,
            name,
            known.email if known else f"{name.split()[-1].lower()}@verger.example".replace("é", "e"),
            "Rue Haute 1, 1000 Bruxelles",
            "0403170701" if company else "",
            "Nora Petit" if company else "",
        )
        row = members.apply(access, applicant=facts, language=known.language if known else "fr")
        row = members.admit(access, member_id=row.id, decision="Acte de fondation")
        if name == PEOPLE[0].name:
            ends_on = access.today.replace(year=access.today.year + 4)
            for office in (Office.PRESIDENT, Office.TREASURER):
                members.give_office(
                    access,
                    member_id=row.id,
                    office=office,
                    starts_on=access.today,
                    ends_on=ends_on,
                    decision="Acte de fondation",
                )


def _clients(built: Verger, founder: Person, begin: date, late: date) -> list[Instance]:
    now = datetime.combine(begin, time(10), tzinfo=UTC)
    for name in CLIENTS:
        create.create(founder.id, name=name, deed_total=1_000, now=now)
    orgs = {org.name: org for org in Org.objects.filter(kind=Org.Kind.CONDOMINIUM)}
    Instance.objects.filter(org__in=orgs.values()).update(since=begin)
    for org in orgs.values():
        Instance.objects.get_or_create(org=org, defaults={"plan": "cloud", "since": begin})
    Instance.objects.filter(org=orgs["Les Érables"]).update(plan="free_for_life")
    Instance.objects.filter(org__in=[orgs[name] for name in LATER]).update(since=late)
    Client.objects.bulk_create(
        Client(org=orgs[name], name=f"ACP {name}", email="", every="year", changed_at=now) for name in CLIENTS
    )
    with boundary.within(built.org.id):
        clients.introduce(replace(built.syndic, now=now))
    return list(Instance.objects.filter(org__in=orgs.values()).order_by("org__name"))


def _year(told: Told, hosted: list[Instance], begin: date, today: date) -> None:
    """Bills of the year, what the bank heard of them, last month published."""
    last = rules.last_of(rules.months_after(rules.first_of(today), -1))
    with boundary.within(told.org.id):
        for row in hosted:
            billing.bill_instance(told.on(row.since), instance_id=row.id)
        access = told.on(begin)
        fund = gifts.open_fund(access, name="Lisible par tous", purpose="Rendre chaque page lisible par tous.")
        given = gifts.promise(access, facts=Promise(GiftKind.GRANT, "Fonds d’essai", 250_000, begin), fund_id=fund.id)
        paid = begin + timedelta(days=19)
        heard = [
            CodaMovement(
                bill.open_cents,
                bill.issued_on + timedelta(days=19),
                bill.structured_reference,
                name=bill.client_facts["name"].upper()[:26],
            )
            for bill in Bill.objects.filter(kind="bill").order_by("number")
        ]
        heard.append(CodaMovement(given.promised_cents, paid, given.structured_reference, name="FONDS D ESSAI"))
        months = [rules.months_after(begin, place) for place in range(12)]
        heard += [
            CodaMovement(-SERVER_CENTS, month.replace(day=28), text="Serveur du mois", name="HEBERGEUR")
            for month in months
            if month.replace(day=28) <= last
        ]
        said = CodaStatement(IBAN, 1, 0, begin - timedelta(days=1), last, tuple(heard), "KOPROGO ASBL")
        access = told.on(last + timedelta(days=1))
        importing.import_file(access, data=coda_file([said]), name="asbl.cod")
        confirm.confirm_certain(access, bank_account_id=banks.get(access, iban=IBAN).id)
        gifts.look(access)
        server = chart.account(access, code="610").id
        for movement in list(pending.waiting(access)):
            confirm.confirm(access, transaction_id=movement.id, choice=Choice(Kind.OTHER_ACCOUNT, account_id=server))
        billing.follow(access)
        month = rules.first_of(last)
        for piece in published.draft(access, month=month, not_counted="").pieces:
            publishing.release(access, month=month, entry_id=piece.entry_id, kind="clean")
        publishing.publish(access, month=month, not_counted="Le temps des bénévoles (environ 60 heures).")


def _life(built: Verger, told: Told, today: datetime, known: dict[str, Person]) -> None:
    """A second year's bill for Le Verger with its paper, a vote that runs, a wish, a voice, a request of a service."""
    syndic = replace(built.syndic, now=today)
    with boundary.within(built.org.id):
        orders.ask(syndic, service=Service.TRAINING, wishes="Deux gestionnaires, un matin de janvier si possible.")
    with boundary.within(told.org.id):
        access = told.on(today.date())
        instance = Instance.objects.get(org=built.org)
        bill = billing.bill_instance(access, instance_id=instance.id)
        if bill is not None:
            papers.write(access, bill_id=bill.id)
            pdf = papers.content(access, bill_id=bill.id)
        resolve = accesses.resolve
        bart = resolve(person_id=known["bart"].id, slug=told.org.slug, now=today)
        odile = resolve(person_id=known["odile"].id, slug=told.org.slug, now=today)
        assert bart is not None and odile is not None
        cheaper = Draft(
            Subject.PRICE,
            "Le prix à 0,80 €",
            "Un prix plus bas fait venir d’autres immeubles. À six, le mois est à perte : la réserve y suffit un an.",
            Change(month_cents=80),
            next_month(next_month(today.date())),
            loss_known=True,
        )
        row = proposals.propose(bart, draft=cheaper)
        proposals.comment(odile, number=row.number, text="D’accord, pour un an.")
        proposals.open_vote(odile, number=row.number)
        proposals.vote(bart, number=row.number, choice=Said.FOR)
        roadmap.wish(bart, title="Relevés de compteurs par photo", text="Le locataire envoie, l’index est lu.")
        said = Quote("partner", "ACP Les Érables", "Nous voyons enfin nos comptes.", today.date(), "fr")
        roadmap.quote(odile, said=said)
    if bill is not None:
        with boundary.within(built.org.id):
            papers.hand_over(syndic, bill_id=bill.id, pdf=pdf)
