"""The chain as it stands: its end, its heads, and the proof that every link still follows from the books."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef

from koprogo.kernel.findings import Finding
from koprogo.ledger.models import (
    ChainHead,
    ChainLink,
    Counter,
    Entry,
    Posting,
    PostingExemption,
)
from koprogo.ledger.rules import chain as rules
from koprogo.ledger.rules.chain import ChainedEntry, ChainedLine, Link
from koprogo.ledger.rules.journals import reference
from koprogo.platform.access import Access

#: Entries read at once: memory stays small, and the statements grow by five for each run of this many.
RUN = 4_000
#: Faults of one proof that are named; the rest are counted.
NAMED = 50


@dataclass(frozen=True, slots=True)
class End:
    """Where the chain ends: ``position`` 0 and an empty ``hash`` before the first link."""

    position: int
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain on a day."""

    day: date
    position: int
    hash: str
    made_at: datetime


def end(access: Access) -> End:
    """The last link (one query)."""
    found = ChainLink.objects.filter(org_id=access.org_id).order_by("-position").values_list("position", "hash").first()
    return End(*found) if found else End(0, "")


def heads(access: Access, *, limit: int) -> list[Head]:
    """The newest daily heads (one query)."""
    found = ChainHead.objects.filter(org_id=access.org_id).order_by("-day")
    return [Head(row.day, row.position, row.hash, row.made_at) for row in found[:limit]]


def unlinked(access: Access, *, but: Collection[UUID] = ()) -> list[UUID]:
    """The sealed entries that have no link, in the order in which they were written (one query)."""
    linked = ChainLink.objects.filter(org_id=access.org_id, entry_id=OuterRef("pk"))
    found = Entry.objects.filter(~Exists(linked), org_id=access.org_id, sealed_at__isnull=False).exclude(id__in=but)
    return list(found.order_by("posted_at", "id").values_list("id", flat=True))


#: In the order of ``rules.HEAD``.
_ENTRY = (
    "id",
    "journal__code",
    "fiscal_year__code",
    "number",
    "entry_on",
    "label",
    "voucher_kind",
    "voucher_id",
    "voucher_label",
    "reverses_id",
    "posted_by_id",
    "posted_at",
    "sealed_at",
)
_LINE = (
    "entry_id",
    "id",
    "position",
    "account_id",
    "amount_cents",
    "party_id",
    "lot_id",
    "label",
    "allocations__id",
    "allocations__key_id",
    "allocations__occupant_percent",
    "allocations__period_from",
    "allocations__period_to",
)


def sealed(access: Access, entry_ids: Collection[UUID]) -> dict[UUID, ChainedEntry]:
    """Entries as the chain reads them (three queries). Those not sealed, or gone, are left out."""
    exempt: dict[UUID, list[UUID]] = defaultdict(list)
    spared = PostingExemption.objects.filter(org_id=access.org_id, posting__entry_id__in=entry_ids)
    for posting_id, party_id in spared.values_list("posting_id", "party_id"):
        exempt[posting_id].append(party_id)
    lines: dict[UUID, list[ChainedLine]] = defaultdict(list)
    found = Posting.objects.filter(org_id=access.org_id, entry_id__in=entry_ids)
    for row in found.values_list(*_LINE):
        lines[row[0]].append(_line(row, tuple(exempt.get(row[1], ()))))
    rows = Entry.objects.filter(org_id=access.org_id, id__in=entry_ids, sealed_at__isnull=False)
    return {row[0]: _entry(row, lines[row[0]]) for row in rows.values_list(*_ENTRY)}


def _entry(row: tuple[Any, ...], lines: list[ChainedLine]) -> ChainedEntry:
    facts: dict[str, Any] = dict(zip(rules.HEAD, row, strict=True))
    return ChainedEntry(**facts, lines=lines)


def _line(row: tuple[Any, ...], exempt: tuple[UUID, ...]) -> ChainedLine:
    _entry, _id, position, account, cents, party, lot, label, shared, key, percent, from_on, to_on = row
    return ChainedLine(
        position, account, cents, party, lot, label, shared is not None, key, percent, from_on, to_on, exempt
    )


def findings(access: Access) -> list[Finding]:
    """What does not follow in the chain (four queries, and four for each run of 4 000 entries).

    A building whose chain was not begun yet has nothing to prove: its first entry, or the next night, begins it.
    """
    last = Counter.objects.filter(org_id=access.org_id, key=rules.SERIES).values_list("last", flat=True).first()
    kept = {position: (day, held) for day, position, held in _heads(access)}
    if not last and not kept:
        return []
    out = []
    loose = unlinked(access)
    if loose:
        out += [
            Finding("ledger.chain.unlinked", {"entry": _name(one)})
            for one in list(sealed(access, loose[:NAMED]).values())
        ]
    counts = ChainLink.objects.filter(org_id=access.org_id).aggregate(count=Count("pk"), last=Max("position"))
    if (counts["count"], counts["last"] or 0) != (last or 0, last or 0):
        out.append(Finding("ledger.chain.cut", {"links": counts["count"], "given": last or 0}))
    missing = dict(kept)
    for previous, links in _runs(access):
        entries = sealed(access, [one.entry_id for one in links])
        for one in rules.broken(previous, links, entries, origin=rules.origin(access.org_id)):
            entry = entries.get(one.entry_id)
            fault = "altered" if entry else "gone"
            named: dict[str, int | str] = {"entry": _name(entry)} if entry else {}
            out.append(Finding(f"ledger.chain.{fault}", {**named, "position": one.position}))
        for one in links:
            day, held = missing.pop(one.position, (None, ""))
            if day is not None and held != one.hash:
                out.append(Finding("ledger.chain.head", {"day": day.isoformat(), "position": one.position}))
    out += [
        Finding("ledger.chain.head", {"day": day.isoformat(), "position": at}) for at, (day, _) in missing.items()
    ]
    return out[:NAMED]


def _heads(access: Access) -> list[tuple[date, int, str]]:
    found = ChainHead.objects.filter(org_id=access.org_id).order_by("day")
    return list(found.values_list("day", "position", "hash"))


def _runs(access: Access) -> Iterator[tuple[Link | None, list[Link]]]:
    """The links in order, some thousands at a time, each run with the link before it."""
    previous: Link | None = None
    while True:
        after = previous.position if previous else 0
        found = ChainLink.objects.filter(org_id=access.org_id, position__gt=after).order_by("position")
        links = [Link(*row) for row in found.values_list("position", "entry_id", "hash")[:RUN]]
        if links:
            yield previous, links
            previous = links[-1]
        if len(links) < RUN:
            return


def _name(entry: ChainedEntry) -> str:
    return reference(entry.journal, entry.year, entry.number)
