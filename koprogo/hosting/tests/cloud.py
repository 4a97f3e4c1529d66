"""A small cloud for the tests: the association, its bank, hosted condominiums, and months that go by."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from koprogo.banking.operations import accounts as bank_accounts
from koprogo.banking.operations import confirm, importing
from koprogo.banking.queries import accounts as bank_queries
from koprogo.banking.queries import pending
from koprogo.banking.rules.choices import Choice, Kind
from koprogo.banking.rules.purposes import Purpose
from koprogo.condominiums.operations import nonprofit as identity
from koprogo.condominiums.queries import access as accesses
from koprogo.hosting.models import Bill, Client, Instance
from koprogo.hosting.operations import billing, founding
from koprogo.hosting.rules import bills as rules
from koprogo.ledger.queries import accounts as chart
from koprogo.platform import boundary, jobs
from koprogo.platform.access import Access
from koprogo.platform.models import Org
from koprogo.testing.coda import CodaMovement, CodaStatement, coda_file

IBAN = "BE68539007547034"
SEAT = identity.Seat("KoproGo", "Rue de la Loi", "16", "1000", "Bruxelles", "0843.518.235")


def at(day: date) -> datetime:
    """Ten o'clock in the morning of a day."""
    return datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)


@dataclass
class Cloud:
    """The association and what its bank has said so far."""

    org: Org
    said_cents: int = 0
    statement: int = 0
    last_on: date = date(2025, 12, 31)
    instances: list[Instance] = field(default_factory=list)

    def access(self, day: date) -> Access:
        """The association on a day."""
        return accesses.as_system(org_id=self.org.id, now=at(day))

    def bill(self, day: date, *, papers: bool = True) -> None:
        """Run the billing of a day, as the worker does."""
        with boundary.within(self.org.id):
            job_id = billing.ask_run(self.access(day))
        if papers:
            jobs.perform(self.org.id, job_id, clock=lambda: at(day))
            return
        for instance in self.instances:
            with boundary.within(self.org.id):
                billing.bill_instance(self.access(day), instance_id=instance.id)

    def hear(self, day: date, movements: list[CodaMovement]) -> None:
        """The bank's file of a day, taken in, and what is certain confirmed."""
        self.statement += 1
        one = CodaStatement(IBAN, self.statement, self.said_cents, self.last_on, day, tuple(movements), "KOPROGO ASBL")
        self.said_cents, self.last_on = one.closing_cents, day
        with boundary.within(self.org.id):
            access = self.access(day)
            report = importing.import_file(access, data=coda_file([one]), name=f"{day}.cod")
            assert not report.refused, report.problems
            account = bank_queries.get(access, iban=IBAN)
            while confirm.confirm_certain(access, bank_account_id=account.id)[0]:
                pass  # the oldest first, some hundreds at a time

    def payments(self, day: date) -> list[CodaMovement]:
        """What the clients pay today: every bill that is open, with its own communication."""
        still = Bill.objects.filter(kind="bill", open_cents__gt=0).order_by("number")
        return [
            CodaMovement(bill.open_cents, day, bill.structured_reference, name=bill.client_facts["name"][:30])
            for bill in still
        ]

    def book(self, day: date, code: str) -> None:
        """Everything that still waits at the bank goes to one account of the books."""
        with boundary.within(self.org.id):
            access = self.access(day)
            account_id = chart.account(access, code=code).id
            for row in list(pending.waiting(access)):
                confirm.confirm(access, transaction_id=row.id, choice=Choice(Kind.OTHER_ACCOUNT, account_id=account_id))
            billing.follow(access)


def found(*, condominiums: int, since: date = date(2026, 1, 1), monthly: int = 0, free: int = 0) -> Cloud:
    """The association with its seat and bank account, and so many hosted condominiums, some billed every month, some
    free for life."""
    org = founding.found(name="KoproGo", operator_email="odile@koprogo.example", now=at(date(2025, 12, 1)))
    cloud = Cloud(org)
    with boundary.within(org.id):
        access = cloud.access(date(2025, 12, 1))
        identity.describe(access, seat=SEAT)
        bank_accounts.open_account(access, iban=IBAN, purpose=Purpose.CURRENT, label="Compte de l’ASBL")
    orgs = Org.objects.bulk_create(
        Org(kind=Org.Kind.CONDOMINIUM, slug=f"copro-{n}", name=f"Copro {n}", created_at=at(since))
        for n in range(1, condominiums + 1)
    )
    cloud.instances = Instance.objects.bulk_create(
        Instance(org=one, plan="free_for_life" if n < free else "cloud", since=since) for n, one in enumerate(orgs)
    )
    Client.objects.bulk_create(
        Client(
            org=one,
            name=f"ACP Copro {n}",
            street="Rue du Port 1",
            postcode="4000",
            city="Liège",
            enterprise_number="0403170701" if n % 2 else "",
            email=f"syndic{n}@copro.example",
            language=("fr", "nl", "de", "en")[n % 4],
            every=rules.Every.MONTH.value if n >= condominiums - monthly else rules.Every.YEAR.value,
            changed_at=at(since),
        )
        for n, one in enumerate(orgs)
    )
    return cloud


def income(cloud: Cloud, day: date) -> dict[str, int]:
    """What stands on each account of the association, in cents, credit positive."""
    with boundary.within(cloud.org.id):
        rows = chart.accounts(cloud.access(day), until=day)
    return {row.code: -row.balance_cents for row in rows if row.debit_cents or row.credit_cents}

