"""Les Tilleuls with everything in it: offices, a call that was sent, one that was not, a bank to sort, files, links.

Two such houses stand side by side in the walking test: nothing of one may ever be seen from the other.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from koprogo.banking.models import BankTransaction, FileImport, Reconciliation, Statement
from koprogo.banking.operations import accounts, confirm, importing
from koprogo.banking.rules.purposes import Purpose
from koprogo.charges.models import CallNotice, FundCall
from koprogo.charges.operations import calls, statements
from koprogo.charges.operations.calls import Part
from koprogo.charges.rules.calls import CallKind, State
from koprogo.condominiums.models import Mandate, Occupancy
from koprogo.condominiums.operations import describe, invite, mandates, occupancies, ownerships, parties
from koprogo.condominiums.operations.describe import Identity
from koprogo.condominiums.operations.imports import read
from koprogo.condominiums.operations.parties import PartyFacts
from koprogo.ledger.models import Entry
from koprogo.ledger.operations import entries
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.people.models import Person as Person
from koprogo.people.operations import links
from koprogo.people.rules.links import Kind
from koprogo.platform import boundary, jobs, mail
from koprogo.platform.access import Access
from koprogo.platform.models import Job, Mailing, StoredFile
from koprogo.testing import casting, furniture, tilleuls
from koprogo.testing.coda import CodaMovement, chain, coda_file
from koprogo.testing.furniture import neighbours_life
from koprogo.testing.tilleuls import Tilleuls

#: The owner whose pages are walked, and the neighbour whose business is not theirs.
OWNER, NEIGHBOUR = "Chloé", "Bruno"
#: Who sold their only lot some days ago.
SELLER = "Ines"
OFFICES = ("council", "auditor", "accountant")


@dataclass(frozen=True, slots=True)
class House:
    """One building. ``cast``: who can sign in, by role; ``args``: what fills each address, by its parameter's name."""

    built: Tilleuls
    access: Access
    iban: str
    cast: dict[str, Person]
    args: dict[str, Any]
    draft: str
    token: str


def build(slug: str, *, iban: str, now: datetime, letters: bool) -> House:
    """Build one house as it stands at ``now``; ``letters``: whether the call's letters are written (slow)."""
    then = now - timedelta(days=3)
    built = tilleuls.build(then, slug=slug)
    access = built.syndic_access
    with boundary.within(built.org.id):
        physical = _described(access)
        cast = _offices(built, access)
        accounts.open_account(access, iban=iban, purpose=Purpose.CURRENT, label="Compte à vue")
        number = _called(built, access, "Quatrième trimestre", then.date() + timedelta(days=30), send=True)
        draft = _called(built, access, "Premier trimestre", then.date() + timedelta(days=90), send=False)
        statements.ask(access, party_id=built.parties[OWNER], year=then.year)
    if letters:
        jobs.run_waiting(until=then + timedelta(minutes=1), clock=lambda: then)
    with boundary.within(built.org.id):
        _banked(access, iban)
        _by_hand(access)
        args = _args(built, access, number, iban, physical)
        token = _token(access, built, now)
        args |= furniture.furnish(built, access)
        cast |= furniture.neighbours.cast(built, access, cast)
        args |= furniture.neighbours.args(access)
        args |= furniture.neighbours_things.furnish(slug, cast, access.now)
        args |= neighbours_life.furnish(built, access, cast)
    return House(built, replace(access, now=now), iban, cast, args, draft, token)


def _described(access: Access) -> UUID:
    facts = Identity(
        name="Les Tilleuls",
        name_2="De Linden",
        street="Avenue des Tilleuls",
        street_2="Lindenlaan",
        house_number="12",
        postcode="1000",
        city="Bruxelles",
        city_2="Brussel",
        language_2="nl",
        enterprise_number="0403.170.701",
        assembly_from="12-10",
    )
    describe.describe(access, identity=facts)
    return describe.add_building(access, name="Arrière-maison").id


def _offices(built: Tilleuls, access: Access) -> dict[str, Person]:
    slug = built.org.slug
    cast = {"syndic": built.syndic, "owner": built.persons[OWNER], "former_owner": built.persons[SELLER]}
    buyer = parties.add_party(access, facts=PartyFacts(first_name="Jeanne", last_name="Neuve"))
    ownerships.transfer_lot(access, lot_id=built.lots["H"], party_id=buyer.id, on=access.today)
    for role in (*OFFICES, "occupant"):
        person = casting.person(f"{role}@{slug}.example", f"{role.title()} Dehors")
        facts = PartyFacts(first_name=role.title(), last_name="Dehors", email=person.email, channel="email")
        party = parties.add_party(access, facts=facts)
        if role == "occupant":
            occupancies.move_in(access, lot_id=built.lots["B"], party_id=party.id, on=date(2021, 1, 1))
        else:
            mandates.give_mandate(
                access, party_id=party.id, role=role, starts_on=date(2021, 1, 1), ends_on=None, decision="Assemblée"
            )
        invite.link_person(access, party_id=party.id, person_id=person.id)
        cast[role] = person
    return cast


def _called(built: Tilleuls, access: Access, title: str, due_on: date, *, send: bool) -> str:
    parts = [
        Part(CallKind.PROVISION, "Charges courantes", built.keys["parts"], 225_000),
        Part(CallKind.RESERVE, "Fonds de réserve", built.keys["parts"], 12_000),
    ]
    call = calls.write(access, title=title, due_on=due_on, parts=parts)
    if send:
        calls.send(access, number=call.number)
    return call.number


def _banked(access: Access, iban: str) -> None:
    """Three movements: one certain and confirmed, one certain and waiting, one that nobody can guess."""
    asked = CallNotice.objects.filter(org_id=access.org_id).select_related("party")
    notices = list(asked.order_by("party__name")[:2])
    day = access.today - timedelta(days=1)
    paid = [CodaMovement(n.amount_cents, day, reference=n.structured_reference, name=n.party.name) for n in notices]
    contract = CodaMovement(-68_420, access.today, text="contrat", name="KONE")
    days = [(day, [paid[0]]), (access.today, [paid[1], contract])]
    for number, statement in enumerate(chain(iban, opening_cents=100_000, opening_on=day, days=days), 1):
        importing.import_file(access, data=coda_file([statement]), name=f"{number}.cod")
        if number == 1:
            account = Statement.objects.filter(org_id=access.org_id).latest("id").bank_account_id
            confirm.confirm_certain(access, bank_account_id=account)


def _by_hand(access: Access) -> None:
    lines = [Line(cents=1_250, role=AccountRole.BANK_CHARGES), Line(cents=-1_250, role=AccountRole.SUPPLIERS)]
    voucher = Voucher("manual", None, "Extrait 12")
    entries.post(
        access, journal=JournalKind.MISCELLANEOUS, on=access.today, label="Frais", lines=lines, voucher=voucher
    )


def _args(built: Tilleuls, access: Access, number: str, iban: str, physical: UUID) -> dict[str, Any]:
    org = access.org_id
    entry = Entry.objects.filter(org_id=org, voucher_kind="manual").select_related("journal", "fiscal_year").get()
    mandate = Mandate.objects.filter(org_id=org, role="council").get()
    waiting = BankTransaction.objects.filter(org_id=org, reconciliations__isnull=True).earliest("id")
    reconciled = Reconciliation.objects.filter(org_id=org).earliest("id")
    file = StoredFile.objects.filter(org_id=org, party_id=built.parties[OWNER]).first()
    stored = file or StoredFile.objects.filter(org_id=org).earliest("id")
    job = Job.objects.filter(org_id=org).earliest("id")
    statement = Statement.objects.filter(org_id=org).earliest("id")
    return {
        "slug": built.org.slug,
        "call": number,
        "lot": "A",
        "occupied": "B",
        "iban": iban,
        "key": f"{statement.closing_on.year}-{statement.number}",
        "code": "4101",
        "key_code": "quotites",
        "journal": entry.journal.code,
        "year": entry.fiscal_year.code,
        "entry": entry.number,
        "party_id": built.parties[OWNER],
        "person_id": built.persons[OWNER].id,
        "building_id": physical,
        "mandate_id": mandate.id,
        "occupancy_id": Occupancy.objects.get(org_id=org).id,
        "transaction_id": waiting.id,
        "reconciliation_id": reconciled.id,
        "batch_id": FileImport.objects.filter(org_id=org).earliest("id").batch_id,
        "file_id": stored.id,
        "job_id": job.id,
        "message_id": uuid4(),
        "call_id": FundCall.objects.filter(org_id=org, state=State.SENT).get().id,
        "mailing_id": _mailing(access).id,
        "bank_import_id": FileImport.objects.filter(org_id=org).earliest("id").id,
        "import_id": read.read_cells(access, text="lot;quotités;propriétaire\nZ1;10;Paul Neuf", name="copie").id,
    }


def _mailing(access: Access) -> Mailing:
    letter = mail.Letter("chloe@les-tilleuls.example", "435,00 €", "Bonjour", "<p>Bonjour</p>")
    return mail.post(access, letter, purpose="test")


def _token(access: Access, built: Tilleuls, now: datetime) -> str:
    notice = CallNotice.objects.get(org_id=access.org_id, party_id=built.parties[OWNER])
    return links.make(
        kind=Kind.FUND_CALL,
        org_id=access.org_id,
        subject_id=notice.id,
        party_id=notice.party_id,
        expires_at=now + timedelta(days=30),
    )
