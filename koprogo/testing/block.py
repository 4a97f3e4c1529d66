"""A block of flats of any size, one owner for each, made in few statements: for what is counted and measured."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from koprogo.banking.models import BankAccount
from koprogo.banking.operations import accounts
from koprogo.banking.rules.purposes import Purpose
from koprogo.charges.models import FundCall
from koprogo.charges.operations import calls
from koprogo.charges.operations.calls import Part
from koprogo.charges.queries.receivables import Receivable
from koprogo.charges.rules.calls import CallKind
from koprogo.condominiums.models import KeyWeight, Lot, Ownership, Party
from koprogo.condominiums.operations import create, describe
from koprogo.condominiums.operations.create import Seat
from koprogo.condominiums.operations.describe import Identity
from koprogo.condominiums.queries import access as accesses
from koprogo.condominiums.queries import keys
from koprogo.condominiums.rules.lots import LotKind
from koprogo.ledger.operations import books, entries
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.queries import accounts as ledger
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.people.models import Person
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.platform.models import Org
from koprogo.settlements.models import Settlement
from koprogo.settlements.operations import issue
from koprogo.settlements.rules.period import Span
from koprogo.testing import casting
from koprogo.testing.coda import CodaMovement, chain, coda_file

HELD_SINCE = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Block:
    """The block, its syndic and its current account."""

    org: Org
    syndic: Person
    access: Access
    account: BankAccount


def build(slug: str, *, lots: int, iban: str, now: datetime = casting.NOW) -> Block:
    """Build a block of so many lots of ten shares each, every one held by an owner of its own who takes mail."""
    syndic = casting.person(f"syndic@{slug}.example", "Nadia Haddad")
    org = create.create(
        syndic.id,
        name=f"Résidence {slug}",
        slug=slug,
        language="fr",
        seat=Seat("Avenue des Tilleuls", "12", "1000", "Bruxelles"),
        deed_total=lots * 10,
        now=now,
    )
    access = accesses.resolve(person_id=syndic.id, slug=org.slug, now=now)
    assert access is not None
    with boundary.within(org.id):
        identity = Identity(org.name, "Avenue des Tilleuls", "12", "1000", "Bruxelles", enterprise_number="0403170701")
        describe.describe(access, identity=identity)
        _fill(access, slug, lots)
        account = accounts.open_account(access, iban=iban, purpose=Purpose.CURRENT, label="Compte à vue")
    return Block(org, syndic, access, account)


def _fill(access: Access, slug: str, count: int) -> None:
    org, deed = access.org_id, keys.deed_key(access, on=access.today)
    assert deed is not None
    parties = [
        Party(
            org_id=org,
            name=f"Camille Peeters {place}",
            sort_name=f"peeters {place:04d}",
            first_name="Camille",
            last_name=f"Peeters {place}",
            email=f"owner{place}@{slug}.example",
            street=f"Avenue des Tilleuls 12, bte {place}",
            postcode="1000",
            city="Bruxelles",
            channel=Party.Channel.EMAIL,
        )
        for place in range(1, count + 1)
    ]
    lots = [
        Lot(org_id=org, number=f"L{place}", kind=LotKind.APARTMENT, floor=place // 10, position=place)
        for place in range(1, count + 1)
    ]
    Party.objects.bulk_create(parties)
    Lot.objects.bulk_create(lots)
    KeyWeight.objects.bulk_create(KeyWeight(org_id=org, key_id=deed.key_id, lot=lot, weight=10) for lot in lots)
    Ownership.objects.bulk_create(
        Ownership(org_id=org, lot=lot, party=party, starts_on=HELD_SINCE, source="Acte")
        for lot, party in zip(lots, parties, strict=True)
    )


def called(access: Access, *, cents: int = 1_000_000, days: int = 30) -> FundCall:
    """Write a call of charges and reserve and send it, inside the block's boundary."""
    deed = keys.deed_key(access, on=access.today)
    assert deed is not None
    parts = [
        Part(CallKind.PROVISION, "Charges courantes", deed.key_id, cents),
        Part(CallKind.RESERVE, "Fonds de réserve", deed.key_id, cents // 4),
    ]
    due_on = access.today + timedelta(days=days)
    call = calls.write(access, title="Quatrième trimestre", due_on=due_on, parts=parts)
    return calls.send(access, number=call.number)


def paid(block: Block, notices: list[Receivable], *, first: int = 1) -> bytes:
    """A CODA file of one statement, in which each of these notices is paid to the cent."""
    day = block.access.today
    movements = [
        CodaMovement(notice.open_cents, day, reference=notice.structured_reference, name=notice.party_name)
        for notice in notices
    ]
    days = [(day, movements)]
    return coda_file(chain(block.account.iban, opening_cents=0, opening_on=day, days=days, first=first))


def spent(access: Access, *, accounts: int) -> Span:
    """A cost on each of so many accounts in the last year, by the deed's key: the days they are settled for."""
    year = access.today.year - 1
    books.ensure_books(access, on=date(year, 1, 1))
    above = ledger.account(access, code="6109")
    found = [
        books.add_account(access, parent_id=above.id, code=f"6109{place:03d}", label=f"Poste {place}")
        for place in range(accounts)
    ]
    lines = [Line(100_000 + 7 * place, account_id=row.id) for place, row in enumerate(found)]
    lines.append(Line(-sum(line.cents for line in lines), AccountRole.SUPPLIERS))
    voucher = Voucher("manual", None, "Factures")
    day = date(year, 6, 1)
    entries.post(access, journal=JournalKind.PURCHASES, on=day, label="Factures", lines=lines, voucher=voucher)
    return Span(date(year, 1, 1), date(year, 12, 31))


def settled(access: Access, period: Span) -> Settlement:
    """Issue the settlement of these days, inside the block's boundary."""
    due_on = access.today + timedelta(days=30)
    return issue.issue(access, from_on=period.from_on, to_on=period.to_on, title="Décompte", due_on=due_on)
