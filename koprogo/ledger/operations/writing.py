"""How entries reach the books: rows made in memory, numbered, inserted and sealed, all of a batch at once."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import Q

from koprogo.kernel.identifiers import uuid7
from koprogo.kernel.refusals import Refused
from koprogo.ledger.models import Account, Entry, FiscalYear, Journal, Posting
from koprogo.ledger.operations import allocations, chain
from koprogo.ledger.operations.numbers import next_numbers
from koprogo.ledger.rules.allocation import Allocation
from koprogo.ledger.rules.chain import SERIES, ChainedEntry, ChainedLine
from koprogo.ledger.rules.entries import EmptyEntry, Line, PartyMissing, UnbalancedEntry, UnknownAccount, Voucher
from koprogo.ledger.rules.journals import JournalKind, reference
from koprogo.ledger.rules.roles import OWNER_ROLES
from koprogo.ledger.rules.years import CLOSING_VOUCHER, PeriodClosed, PeriodHeld
from koprogo.platform.access import Access

#: PostgreSQL takes 65 535 parameters in one statement, and a sharded cluster takes plain VALUES only.
ROWS_PER_INSERT = 4_000


class UnknownJournal(Refused):
    """No such journal; a FIN journal is named by its id, for there is one for each bank account."""

    code = "ledger.unknown_journal"


class SealedEntry(Refused):
    """A sealed entry neither changes nor grows; it is undone by its mirror."""

    code = "ledger.sealed_entry"


#: The refusals of the database itself (migrations 0002 and 0010), by SQLSTATE.
_STATES: dict[str, type[Refused]] = {
    "KG001": PeriodClosed,
    "KG002": UnbalancedEntry,
    "KG003": EmptyEntry,
    "KG004": SealedEntry,
    "KG005": PeriodHeld,
}


@dataclass(frozen=True, slots=True)
class Ready:
    """One entry that lacks only its number: everything it names has been found. ``allocations`` by posting."""

    book: Journal
    year: FiscalYear
    on: date
    label: str
    postings: list[Posting]
    voucher: Voucher
    reverses: UUID | None = None
    allocations: Mapping[UUID, Allocation] = field(default_factory=dict)

    @property
    def series(self) -> str:
        """The key of the numbers this entry is one of."""
        return f"entry:{self.book.id.hex}:{self.year.code}"


def journals(access: Access, wanted: Sequence[JournalKind | UUID]) -> dict[JournalKind | UUID, Journal]:
    """The journals named by kind or by id (one statement). Raises UnknownJournal."""
    kinds = {one for one in wanted if isinstance(one, JournalKind)}
    if JournalKind.BANK in kinds:
        raise UnknownJournal()
    ids = {one for one in wanted if not isinstance(one, JournalKind)}
    named = Q(code__in=[kind.value for kind in kinds]) | Q(id__in=ids)
    found: dict[JournalKind | UUID, Journal] = {}
    for journal in Journal.objects.filter(named, org_id=access.org_id):
        if journal.id in ids:
            found[journal.id] = journal
        found |= {kind: journal for kind in kinds if kind.value == journal.code}
    if not found.keys() >= {*kinds, *ids}:
        raise UnknownJournal()
    return found


def postings(access: Access, entries: Sequence[Sequence[Line]]) -> list[list[Posting]]:
    """The rows of the lines of each entry, with every account found in two statements at most."""
    lines = [line for entry in entries for line in entry]
    roles = {line.role.value for line in lines if line.role}
    by_role = {account.role: account for account in Account.objects.filter(org_id=access.org_id, role__in=roles)}
    by_id = Account.objects.in_bulk({line.account_id for line in lines if line.account_id})
    made = []
    for entry in entries:
        rows = []
        for position, line in enumerate(entry, start=1):
            account = by_role.get(line.role.value) if line.role else by_id.get(line.account_id)
            if account is None or account.org_id != access.org_id:
                raise UnknownAccount()
            if account.family in OWNER_ROLES and line.party_id is None:
                raise PartyMissing(account_code=account.code)
            rows.append(
                Posting(
                    org_id=access.org_id,
                    position=position,
                    account_id=account.id,
                    amount_cents=line.cents,
                    party_id=line.party_id,
                    lot_id=line.lot_id,
                    label=line.label,
                )
            )
        made.append(rows)
    return made


def mirrors(access: Access, firsts: Sequence[Entry]) -> dict[UUID, list[Posting]]:
    """The rows that undo each entry: the same accounts, the other sign (one statement)."""
    found: dict[UUID, list[Posting]] = defaultdict(list)
    standing = Posting.objects.filter(org_id=access.org_id, entry_id__in=[first.id for first in firsts])
    for row in standing.order_by("entry_id", "position"):
        found[row.entry_id].append(
            Posting(
                org_id=access.org_id,
                position=row.position,
                account_id=row.account_id,
                amount_cents=-row.amount_cents,
                party_id=row.party_id,
                lot_id=row.lot_id,
                label=row.label,
            )
        )
    return found


def write(access: Access, *, ready: Sequence[Ready]) -> list[Entry]:
    """Number, insert and seal these entries, in this order inside each series.

    Six statements however many they are (two more where costs say who bears them), but for one more insert each 4 000
    rows. Each is linked into the chain in the same transaction. Raises PeriodClosed, PeriodHeld, and in the database's
    own words what the checks before missed.
    """
    if not ready:
        return []
    for one in ready:
        if one.year.state == FiscalYear.State.CLOSED:
            raise _closed(one)
        if one.year.state == FiscalYear.State.PRECLOSED and one.voucher.kind != CLOSING_VOUCHER:
            raise PeriodHeld(field="on", on=one.on, year=one.year.code)
    with _refusals_of_the_database(ready):
        counted = _numbers(access, ready)
        numbers = {key: iter(run) for key, run in counted.items()}
        rows = [_entry(access, one, next(numbers[one.series])) for one in ready]
        Entry.objects.bulk_create(rows, batch_size=ROWS_PER_INSERT)
        for row, one in zip(rows, ready, strict=True):
            for posting in one.postings:
                posting.entry_id = row.id
        Posting.objects.bulk_create([p for one in ready for p in one.postings], batch_size=ROWS_PER_INSERT)
        allocations.write(access, {key: value for one in ready for key, value in one.allocations.items()})
        Entry.objects.filter(org_id=access.org_id, id__in=[row.id for row in rows]).update(sealed_at=access.now)
        for row in rows:
            row.sealed_at = access.now
        sealed = [_sealed(row, one) for row, one in zip(rows, ready, strict=True)]
        chain.extend(access, positions=counted[SERIES], entries=sealed)
    return rows


def _numbers(access: Access, ready: Sequence[Ready]) -> dict[str, range]:
    """The numbers of each series, and the positions in the chain: its row serialises the postings of a building."""
    return next_numbers(access, counts={**Counter(one.series for one in ready), SERIES: len(ready)})


def _sealed(row: Entry, one: Ready) -> ChainedEntry:
    """An entry as the chain reads it, from what was just written."""
    lines = [_line(posting, one.allocations.get(posting.id)) for posting in one.postings]
    return ChainedEntry(
        id=row.id,
        journal=one.book.code,
        year=one.year.code,
        number=row.number,
        entry_on=row.entry_on,
        label=row.label,
        voucher_kind=row.voucher_kind,
        voucher_id=row.voucher_id,
        voucher_label=row.voucher_label,
        reverses=row.reverses_id,
        posted_by=row.posted_by_id,
        posted_at=row.posted_at,
        sealed_at=row.posted_at,
        lines=lines,
    )


def _line(posting: Posting, shared: Allocation | None) -> ChainedLine:
    allocation = shared or Allocation()
    return ChainedLine(
        position=posting.position,
        account=posting.account_id,
        cents=posting.amount_cents,
        party=posting.party_id,
        lot=posting.lot_id,
        label=posting.label,
        shared=shared is not None,
        key=allocation.key_id,
        occupant_percent=allocation.occupant_percent,
        period_from=allocation.period_from,
        period_to=allocation.period_to,
        exempt=tuple(allocation.exempt),
    )


def _entry(access: Access, one: Ready, number: int) -> Entry:
    return Entry(
        id=uuid7(),
        org_id=access.org_id,
        journal=one.book,
        fiscal_year=one.year,
        number=number,
        entry_on=one.on,
        label=one.label,
        voucher_kind=one.voucher.kind,
        voucher_id=one.voucher.id,
        voucher_label=one.voucher.label,
        reverses_id=one.reverses,
        posted_by_id=access.person_id,
        posted_at=access.now,
    )


def told(ready: Sequence[Ready], rows: Sequence[Entry]) -> list[tuple[UUID, dict[str, object]]]:
    """What the audit trail keeps of each entry written: for the operation that wrote them."""
    return [
        (
            row.id,
            {
                "number": reference(one.book.code, one.year.code, row.number),
                "label": one.label,
                "on": one.on,
                "lines": len(one.postings),
                "reverses": one.reverses,
            },
        )
        for one, row in zip(ready, rows, strict=True)
    ]


@contextmanager
def _refusals_of_the_database(ready: Sequence[Ready]) -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        refusal = _STATES.get(getattr(error.__cause__, "sqlstate", None) or "")
        if refusal is None:
            raise
        # Of several years the oldest is the one that somebody may have closed meanwhile.
        oldest = min(ready, key=lambda one: one.on)
        year = oldest.year
        raise refusal(field="on", on=oldest.on, starts_on=year.starts_on, ends_on=year.ends_on) from error


def _closed(one: Ready) -> PeriodClosed:
    return PeriodClosed(field="on", on=one.on, starts_on=one.year.starts_on, ends_on=one.year.ends_on)
