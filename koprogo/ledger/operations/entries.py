"""Posting and reversing: the only two ways into the books."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from django.db import DatabaseError, transaction

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.ledger.models import Account, Entry, FiscalYear, Journal, Posting
from koprogo.ledger.operations.books import ensure_books
from koprogo.ledger.operations.numbers import next_number
from koprogo.ledger.rules import entries as rules
from koprogo.ledger.rules.entries import (
    EmptyEntry,
    Line,
    PartyMissing,
    UnbalancedEntry,
    UnknownAccount,
    Voucher,
)
from koprogo.ledger.rules.journals import JournalKind, reference
from koprogo.ledger.rules.roles import OWNER_ROLES
from koprogo.ledger.rules.years import PeriodClosed
from koprogo.platform import audit
from koprogo.platform.access import Access, act

__all__ = [
    "AlreadyReversed",
    "CounterEntry",
    "EmptyEntry",
    "Line",
    "PartyMissing",
    "PeriodClosed",
    "ReversedTooEarly",
    "SealedEntry",
    "UnbalancedEntry",
    "UnknownAccount",
    "UnknownJournal",
    "Voucher",
    "post",
    "reverse",
]


class UnknownJournal(Refused):
    """No such journal; a FIN journal is named by its id, for there is one for each bank account."""

    code = "ledger.unknown_journal"


class SealedEntry(Refused):
    """A sealed entry neither changes nor grows; it is undone by its mirror."""

    code = "ledger.sealed_entry"


class AlreadyReversed(Refused):
    """The entry has its counter-entry already."""

    code = "ledger.already_reversed"


class CounterEntry(Refused):
    """A counter-entry is not reversed: the first entry is written again."""

    code = "ledger.counter_entry"


class ReversedTooEarly(Refused):
    """A counter-entry cannot be dated before the entry it undoes."""

    code = "ledger.reversed_too_early"


#: The refusals of the database itself (migration 0002), by SQLSTATE.
_STATES: dict[str, type[Refused]] = {
    "KG001": PeriodClosed,
    "KG002": UnbalancedEntry,
    "KG003": EmptyEntry,
    "KG004": SealedEntry,
}


@contextmanager
def _refusals_of_the_database(*, on: date, year: FiscalYear) -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        refusal = _STATES.get(getattr(error.__cause__, "sqlstate", None) or "")
        if refusal is None:
            raise
        raise refusal(field="on", on=on, starts_on=year.starts_on, ends_on=year.ends_on) from error


@act("ledger.entry_posted", needs=Right.KEEP_BOOKS)
def post(
    access: Access,
    *,
    journal: JournalKind | UUID,
    on: date,
    label: str,
    lines: Sequence[Line],
    voucher: Voucher,
) -> Entry:
    """Write one balanced entry: number it, post its lines, seal it. It can never be changed afterwards.

    Lines are in signed cents (debit > 0), and those of zero cents are left out. The books and the fiscal year
    are opened if need be. The number of SQL statements does not grow with the lines. Raises UnbalancedEntry,
    EmptyEntry, UnknownAccount, UnknownJournal, PartyMissing (4100, 4101 and 415 are individual accounts),
    PeriodClosed.
    """
    kept = rules.checked(lines)
    year = ensure_books(access, on=on)
    book = _journal(access, journal)
    postings = _postings(access, kept)
    return _write(access, book=book, year=year, on=on, label=label, postings=postings, voucher=voucher)


@act("ledger.entry_reversed", needs=Right.KEEP_BOOKS)
def reverse(access: Access, *, entry_id: UUID, on: date, label: str) -> Entry:
    """Undo an entry by its mirror, in the same journal, linked both ways. An entry is reversed once.

    Raises NotFound, AlreadyReversed, CounterEntry, ReversedTooEarly, PeriodClosed.
    """
    first = (
        Entry.objects.select_for_update(no_key=True, of=("self",))
        .select_related("journal", "fiscal_year")
        .filter(org_id=access.org_id, id=entry_id)
        .first()
    )
    if first is None:
        raise NotFound(what="entry")
    if first.reverses_id is not None:
        raise CounterEntry()
    if on < first.entry_on:
        raise ReversedTooEarly(field="on", on=on, entry_on=first.entry_on)
    if Entry.objects.filter(org_id=access.org_id, reverses_id=entry_id).exists():
        raise AlreadyReversed()
    year = ensure_books(access, on=on)
    postings = [
        Posting(
            org_id=access.org_id,
            position=row.position,
            account_id=row.account_id,
            amount_cents=-row.amount_cents,
            party_id=row.party_id,
            lot_id=row.lot_id,
            label=row.label,
        )
        for row in Posting.objects.filter(org_id=access.org_id, entry_id=entry_id).order_by("position")
    ]
    number = reference(first.journal.code, first.fiscal_year.code, first.number)
    voucher = Voucher(kind="counter_entry", id=first.id, label=number)
    return _write(
        access,
        book=first.journal,
        year=year,
        on=on,
        label=label,
        postings=postings,
        voucher=voucher,
        reverses=first.id,
    )


def _journal(access: Access, wanted: JournalKind | UUID) -> Journal:
    if isinstance(wanted, JournalKind):
        if wanted is JournalKind.BANK:
            raise UnknownJournal()
        found = Journal.objects.filter(org_id=access.org_id, code=wanted.value).first()
    else:
        found = Journal.objects.filter(org_id=access.org_id, id=wanted).first()
    if found is None:
        raise UnknownJournal()
    return found


def _postings(access: Access, lines: Sequence[Line]) -> list[Posting]:
    """The rows of the lines, with every account found in two statements at most."""
    by_role = {
        account.role: account
        for account in Account.objects.filter(
            org_id=access.org_id, role__in={line.role.value for line in lines if line.role}
        )
    }
    by_id = Account.objects.in_bulk({line.account_id for line in lines if line.account_id})
    rows = []
    for position, line in enumerate(lines, start=1):
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
    return rows


def _write(
    access: Access,
    *,
    book: Journal,
    year: FiscalYear,
    on: date,
    label: str,
    postings: list[Posting],
    voucher: Voucher,
    reverses: UUID | None = None,
) -> Entry:
    if year.state == FiscalYear.State.CLOSED:
        raise PeriodClosed(field="on", on=on, starts_on=year.starts_on, ends_on=year.ends_on)
    with _refusals_of_the_database(on=on, year=year):
        entry = Entry.objects.create(
            org_id=access.org_id,
            journal=book,
            fiscal_year=year,
            number=next_number(access, key=f"entry:{book.id.hex}:{year.code}"),
            entry_on=on,
            label=label,
            voucher_kind=voucher.kind,
            voucher_id=voucher.id,
            voucher_label=voucher.label,
            reverses_id=reverses,
            posted_by_id=access.person_id,
            posted_at=access.now,
        )
        for row in postings:
            row.entry_id = entry.id
        Posting.objects.bulk_create(postings)
        Entry.objects.filter(org_id=access.org_id, id=entry.id).update(sealed_at=access.now)
    entry.sealed_at = access.now
    number = reference(book.code, year.code, entry.number)
    verb = "ledger.entry_reversed" if reverses else "ledger.entry_posted"
    audit.record(access, verb, entry.id, number=number, label=label, on=on, lines=len(postings), reverses=reverses)
    return entry
