"""The demo world: Le Verger with a year of life behind it, six people who can sign in, this month's bank to sort."""

import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings

from koprogo.banking.models import BankAccount
from koprogo.banking.operations import accounts, confirm, importing
from koprogo.banking.rules.purposes import Purpose
from koprogo.charges.models import CallNotice, FundCall
from koprogo.charges.operations import calls
from koprogo.charges.operations.calls import Part
from koprogo.charges.rules.calls import CallKind
from koprogo.condominiums.queries import keys
from koprogo.people.models import Person
from koprogo.platform import boundary, jobs
from koprogo.platform.access import Access
from koprogo.platform.models import Org
from koprogo.testing import (
    demo_arrivals,
    demo_assemblies,
    demo_auditing,
    demo_budgets,
    demo_closing,
    demo_hosting,
    demo_neighbours_life,
    demo_neighbours_people,
    demo_neighbours_things,
    demo_purchases,
    demo_settlements,
    demo_written,
    verger,
)
from koprogo.testing.coda import CodaMovement, CodaStatement, coda_file
from koprogo.testing.verger import Verger

PASSWORD = "le-verger-2026"
CHARGES_CENTS, RESERVE_CENTS = 600_000, 150_000
QUARTERS = 4
OPENING_CENTS, OPENING_RESERVE_CENTS = 624_217, 3_975_000
#: This month: who has paid how. Exact reference, no reference, not yet.
PAID_NOW = ("5A", "2C", "6A", "5C", "4A", "2A", "2B", "1A", "1B", "1C", "RC")
NAMED_NOW = ("4C",)


def load(now: datetime | None = None) -> None:
    """Load the demo world into an installation that does not have it, and write its log-ins for the start screen."""
    today = now or datetime.now(UTC)
    if Org.objects.filter(slug="le-verger").exists():
        return
    persons = {someone.key: _person(someone) for someone in verger.PEOPLE}
    fortnight = demo_assemblies.fortnight(today)
    built = verger.build(persons=persons, now=today - timedelta(days=365), assembly_from=fortnight)
    _live(built, today)
    demo_assemblies.load(built, today)
    demo_written.load(built, today)
    demo_neighbours_people.load(built, today)
    demo_neighbours_things.load(built, today)
    demo_neighbours_life.load(built, _at(built.syndic, today))
    with boundary.within(built.org.id):
        demo_settlements.water(built, today=_at(built.syndic, today))
    people = (*verger.PEOPLE, *demo_hosting.load(built, today, person=_person))
    logins = [{"name": s.name, "role": s.role, "email": s.email, "password": PASSWORD} for s in people]
    (settings.KOPROGO_HOME / "demo-logins.json").write_text(json.dumps(logins, ensure_ascii=False, indent=1))


def _person(someone: verger.Someone) -> Person:
    person = Person.objects.create_user(
        someone.email, password=PASSWORD, name=someone.name, language=someone.language
    )
    EmailAddress.objects.create(user=person, email=someone.email, verified=True, primary=True)
    return person


def _at(access: Access, moment: datetime) -> Access:
    return replace(access, now=datetime.combine(moment.date(), time(19, 30), tzinfo=UTC))


def _live(built: Verger, today: datetime) -> None:
    with boundary.within(built.org.id):
        begin = _at(built.syndic, today - timedelta(days=360))
        current = accounts.open_account(
            begin, iban=verger.IBAN_CURRENT, purpose=Purpose.CURRENT, label="Compte à vue"
        )
        reserve = accounts.open_account(
            begin, iban=verger.IBAN_RESERVE, purpose=Purpose.RESERVE, label="Fonds de réserve"
        )
        demo_closing.taken_over(
            begin, current, reserve, current_cents=OPENING_CENTS, reserve_cents=OPENING_RESERVE_CENTS
        )
    balance = OPENING_CENTS
    for back in range(QUARTERS - 1, -1, -1):
        asked = today - timedelta(days=23 + 91 * back)
        balance = _quarter(built, asked, today, balance, number=QUARTERS - back, current=back == 0)
    with boundary.within(built.org.id):
        since = begin.today - timedelta(days=1)
        now = _at(built.syndic, today)
        demo_closing.confirmed(now, iban=verger.IBAN_RESERVE, cents=OPENING_RESERVE_CENTS, opening_on=since)
    with boundary.within(built.org.id):
        demo_budgets.load(_at(built.syndic, today), reserve_cents=QUARTERS * RESERVE_CENTS)
        demo_purchases.bills(begin, today=_at(built.syndic, today))
    demo_arrivals.load(built, _at(built.syndic, today))
    demo_auditing.load(built, _at(built.syndic, today))


def _quarter(built: Verger, asked: datetime, today: datetime, balance: int, *, number: int, current: bool) -> int:
    access = _at(built.syndic, asked)
    with boundary.within(built.org.id):
        key = keys.deed_key(access, on=access.today)
        assert key is not None
        call = calls.write(
            access,
            title=f"Appel du {number}e trimestre" if number > 1 else "Appel du 1er trimestre",
            due_on=access.today + timedelta(days=29),
            parts=[
                Part(CallKind.PROVISION, "Charges courantes", key.key_id, CHARGES_CENTS),
                Part(CallKind.RESERVE, "Fonds de réserve", key.key_id, RESERVE_CENTS),
            ],
            decision="Budget voté le 9 décembre, point 5",
        )
        calls.send(access, number=call.number)
    jobs.run_waiting(until=access.now + timedelta(hours=1), clock=lambda: access.now + timedelta(minutes=11))
    paid_at = _at(built.syndic, today if current else asked + timedelta(days=24))
    with boundary.within(built.org.id):
        movements = _payments(paid_at, built, call, current=current)
        statement = CodaStatement(
            verger.IBAN_CURRENT,
            number,
            balance,
            access.today - timedelta(days=1),
            paid_at.today,
            tuple(movements),
        )
        importing.import_file(paid_at, data=coda_file([statement]), name=f"CODA-{number:03d}.cod")
        if not current:
            _confirm(paid_at)
    return statement.closing_cents


def _confirm(access: Access) -> None:
    account = BankAccount.objects.get(org_id=access.org_id, iban=verger.IBAN_CURRENT)
    confirm.confirm_certain(access, bank_account_id=account.id)


def _payments(access: Access, built: Verger, call: FundCall, *, current: bool) -> list[CodaMovement]:
    by_party = {party_id: name for name, party_id in built.parties.items()}
    lots = {window.holder: window.number for window in verger.WINDOWS}
    found: list[CodaMovement] = []
    for notice in CallNotice.objects.filter(org_id=access.org_id, call=call).order_by("id"):
        name = by_party[notice.party_id]
        lot = lots[name]
        if current and lot not in PAID_NOW + NAMED_NOW:
            continue
        named = current and lot in NAMED_NOW
        found.append(
            CodaMovement(
                notice.amount_cents,
                access.today - timedelta(days=1 + len(found) % 5),
                reference="" if named else notice.structured_reference,
                text=f"charges nov {lot}" if named else "",
                name=name.upper()[:26],
                account="",
            )
        )
    if current:
        found += [
            CodaMovement(12_000, access.today, text="bbq cour", name="P. VAN DAMME"),
            CodaMovement(-68_420, access.today, text="61-20447 / contrat", name="KONE BELGIUM"),
            CodaMovement(-1_250, access.today, text="frais de tenue de compte", name="BANQUE"),
        ]
    return found
