"""Posting and reversing: the only two ways into the books."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.ledger.models import Entry
from koprogo.ledger.operations import allocations, writing
from koprogo.ledger.operations.books import ensure_years
from koprogo.ledger.operations.numbers import hold
from koprogo.ledger.operations.writing import Ready, SealedEntry, UnknownJournal
from koprogo.ledger.rules import entries as rules
from koprogo.ledger.rules.chain import SERIES
from koprogo.ledger.rules.entries import (
    EmptyEntry,
    Line,
    PartyMissing,
    UnbalancedEntry,
    UnknownAccount,
    Voucher,
)
from koprogo.ledger.rules.journals import JournalKind, reference
from koprogo.ledger.rules.years import PeriodClosed
from koprogo.platform import audit
from koprogo.platform.access import Access, act

__all__ = [
    "AlreadyReversed",
    "CounterEntry",
    "Draft",
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
    "post_many",
    "reverse",
    "reverse_many",
]


class AlreadyReversed(Refused):
    """The entry has its counter-entry already."""

    code = "ledger.already_reversed"


class CounterEntry(Refused):
    """A counter-entry is not reversed: the first entry is written again."""

    code = "ledger.counter_entry"


class ReversedTooEarly(Refused):
    """A counter-entry cannot be dated before the entry it undoes."""

    code = "ledger.reversed_too_early"


@dataclass(frozen=True, slots=True)
class Draft:
    """One entry to post: its journal by kind, or by id where there are several of a kind; lines in signed cents."""

    journal: JournalKind | UUID
    on: date
    label: str
    lines: Sequence[Line]
    voucher: Voucher


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
    return post_many(access, drafts=[Draft(journal, on, label, lines, voucher)])[0]


@act("ledger.entry_posted", needs=Right.KEEP_BOOKS)
def post_many(access: Access, *, drafts: Sequence[Draft]) -> list[Entry]:
    """Write many balanced entries, all or none, numbered in the order given. As ``post``, for each of them.

    The number of SQL statements grows with the fiscal years to open, not with the entries or their lines (one more
    insert each 4 000 rows). Raises what ``post`` raises, for the first entry that is refused.
    """
    kept = [rules.checked(draft.lines) for draft in drafts]
    years = ensure_years(access, days={draft.on for draft in drafts})
    books = writing.journals(access, [draft.journal for draft in drafts])
    rows = writing.postings(access, kept)
    ready = [
        Ready(
            books[draft.journal],
            years[draft.on],
            draft.on,
            draft.label,
            made,
            draft.voucher,
            allocations={row.id: line.allocation for row, line in zip(made, lines, strict=True) if line.allocation},
        )
        for draft, lines, made in zip(drafts, kept, rows, strict=True)
    ]
    written = writing.write(access, ready=ready)
    audit.record_many(access, "ledger.entry_posted", writing.told(ready, written))
    return written


@act("ledger.entry_reversed", needs=Right.KEEP_BOOKS)
def reverse(access: Access, *, entry_id: UUID, on: date, label: str) -> Entry:
    """Undo an entry by its mirror, in the same journal, linked both ways. An entry is reversed once.

    Raises NotFound, AlreadyReversed, CounterEntry, ReversedTooEarly, PeriodClosed.
    """
    return reverse_many(access, labels={entry_id: label}, on=on)[entry_id]


@act("ledger.entry_reversed", needs=Right.KEEP_BOOKS)
def reverse_many(
    access: Access, *, labels: Mapping[UUID, str], on: date | Mapping[UUID, date]
) -> dict[UUID, Entry]:
    """Undo many entries, all or none: ``labels`` gives each mirror its label, in the order of the numbers. ``on``: the
    day of all, or that of each.

    Returns the mirrors by the entry they undo. A constant number of SQL statements. Raises what ``reverse`` raises.
    """
    days = on if isinstance(on, Mapping) else dict.fromkeys(labels, on)
    # Locked in one order, the chain first, so that two batches that share entries never wait for each other.
    hold(access, key=SERIES)
    locked = (
        Entry.objects.select_for_update(no_key=True, of=("self",))
        .select_related("journal", "fiscal_year")
        .filter(org_id=access.org_id, id__in=list(labels))
        .order_by("id")
    )
    firsts = {first.id: first for first in locked}
    for first in firsts.values():
        if first.reverses_id is not None:
            raise CounterEntry()
        if days[first.id] < first.entry_on:
            raise ReversedTooEarly(field="on", on=days[first.id], entry_on=first.entry_on)
    if len(firsts) < len(labels):
        raise NotFound(what="entry")
    if Entry.objects.filter(org_id=access.org_id, reverses_id__in=list(firsts)).exists():
        raise AlreadyReversed()
    years = ensure_years(access, days=set(days.values()))
    rows = writing.mirrors(access, list(firsts.values()))
    shared = allocations.mirrored(access, rows)
    ready = [
        Ready(
            firsts[key].journal,
            years[days[key]],
            days[key],
            label,
            rows[key],
            _voucher(firsts[key]),
            reverses=key,
            allocations=shared[key],
        )
        for key, label in labels.items()
    ]
    written = writing.write(access, ready=ready)
    audit.record_many(access, "ledger.entry_reversed", writing.told(ready, written))
    return dict(zip(labels, written, strict=True))


def _voucher(first: Entry) -> Voucher:
    number = reference(first.journal.code, first.fiscal_year.code, first.number)
    return Voucher(kind="counter_entry", id=first.id, label=number)
