"""The chain grows with the books: a link for each sealed entry, in the same transaction; a head for each day."""

from collections.abc import Sequence
from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.ledger.models import ChainHead, ChainLink
from koprogo.ledger.operations.numbers import hold, next_numbers
from koprogo.ledger.queries import chain as queries
from koprogo.ledger.queries.chain import RUN
from koprogo.ledger.rules import chain as rules
from koprogo.ledger.rules.chain import ChainedEntry
from koprogo.platform import audit
from koprogo.platform.access import Access, act


def extend(access: Access, *, positions: range, entries: Sequence[ChainedEntry]) -> None:
    """Link entries sealed in this transaction, in their order, at positions just counted (two statements).

    The counter's row is held, so the link before them is final. The very first time, entries that were sealed before
    there was a chain go in front of them.
    """
    if positions.start == 1:
        positions = _older_first(access, positions=positions, entries=entries)
    before = ChainLink.objects.filter(org_id=access.org_id, position=positions.start - 1)
    # A link that is gone leaves a hole, which the proof names; the books go on.
    previous = before.values_list("hash", flat=True).first() if positions.start > 1 else rules.origin(access.org_id)
    _add(access, previous=previous or "", first=positions.start, entries=entries)


def _older_first(access: Access, *, positions: range, entries: Sequence[ChainedEntry]) -> range:
    older = queries.unlinked(access, but=[entry.id for entry in entries])
    if not older:
        return positions
    next_numbers(access, counts={rules.SERIES: len(older)})
    _link_all(access, older, first=1)
    return range(positions.start + len(older), positions.stop + len(older))


def _link_all(access: Access, entry_ids: Sequence[UUID], *, first: int) -> None:
    """Link entries that stand in the books, in the order given, from a position on."""
    previous = rules.origin(access.org_id)
    for start in range(0, len(entry_ids), RUN):
        run = entry_ids[start : start + RUN]
        found = queries.sealed(access, run)
        previous = _add(access, previous=previous, first=first + start, entries=[found[one] for one in run])


def _add(access: Access, *, previous: str, first: int, entries: Sequence[ChainedEntry]) -> str:
    rows = []
    for position, entry in enumerate(entries, start=first):
        previous = rules.link(previous, entry)
        rows.append(ChainLink(org_id=access.org_id, position=position, entry_id=entry.id, hash=previous))
    ChainLink.objects.bulk_create(rows, batch_size=RUN)
    return previous


@act("ledger.day_sealed", needs=Right.KEEP_BOOKS)
def seal_day(access: Access) -> ChainHead | None:
    """Begin the chain where it was not begun, and keep where it ends today. Nothing new since the last head: none.

    Once begun, an entry without a link is for the proof to find, not for the night to mend.
    """
    if hold(access, key=rules.SERIES) == 0:
        older = queries.unlinked(access)
        next_numbers(access, counts={rules.SERIES: len(older)})
        _link_all(access, older, first=1)
    end = queries.end(access)
    last = next(iter(queries.heads(access, limit=1)), None)
    if end.position == 0 or (last is not None and (last.position == end.position or last.day >= access.today)):
        return None
    row = ChainHead.objects.create(
        org_id=access.org_id, day=access.today, position=end.position, hash=end.hash, made_at=access.now
    )
    audit.record(access, "ledger.day_sealed", row.id, day=row.day, position=row.position, hash=row.hash)
    return row
