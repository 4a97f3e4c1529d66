"""A small cloud for the tests: the association, its bank, hosted condominiums, and months that go by."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.apps import apps

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
from koprogo.testing import statistics
from koprogo.testing.coda import CodaMovement, CodaStatement, coda_file

VERIFIER = Path(__file__).parents[3] / "docs" / "verifier_comptes.py"
#: A file of so many payments is a bench's.
MANY = 1_000
COUNTED = ("banking", "charges", "condominiums", "hosting", "ledger", "purchases")
IBAN = "BE68539007547034"
SEAT = identity.Seat("KoproGo", "Rue de la Loi", "16", "1000", "Bruxelles", "0843.518.235", court="Bruxelles")


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
    unread: list[str] = field(default_factory=lambda: ["pg_foreign_server", "pg_publication", "pg_event_trigger"])

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
        ids = [instance.id for instance in self.instances]
        for start in range(0, len(ids), 250):
            with boundary.within(self.org.id):
                billing.bill_instances(self.access(day), instance_ids=ids[start : start + 250])

    def count(self) -> None:
        """What the database does by itself within a minute of a large change, but not inside a test's transaction."""
        tables = [model._meta.db_table for model in apps.get_models() if model._meta.app_label in COUNTED]
        statistics.gather(tables, unread=self.unread.pop())

    def hear(self, day: date, movements: list[CodaMovement]) -> None:
        """The bank's file of a day, taken in, and what is certain confirmed."""
        self.statement += 1
        one = CodaStatement(IBAN, self.statement, self.said_cents, self.last_on, day, tuple(movements), "KOPROGO ASBL")
        self.said_cents, self.last_on = one.closing_cents, day
        with boundary.within(self.org.id):
            access = self.access(day)
            report = importing.import_file(access, data=coda_file([one]), name=f"{day}.cod")
            assert not report.refused, report.problems
            if len(movements) > MANY:
                self.count()
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


def verified(folder: Path, rows: list[Any]) -> tuple[int, str]:
    """What the script of the documentation says of a published chain: its exit status and its words."""
    path = folder / "chain.json"
    path.write_text(json.dumps({"chain": rows}), encoding="utf-8")
    done = subprocess.run([sys.executable, "-I", str(VERIFIER), str(path)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def income(cloud: Cloud, day: date) -> dict[str, int]:
    """What stands on each account of the association, in cents, credit positive."""
    with boundary.within(cloud.org.id):
        rows = chart.accounts(cloud.access(day), until=day)
    return {row.code: -row.balance_cents for row in rows if row.debit_cents or row.credit_cents}

