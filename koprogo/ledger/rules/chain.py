"""The chain over sealed entries: each link is the fingerprint of one entry and of the link before it.

Whoever alters a single sign of a sealed entry, or takes one away, breaks the chain from there on, and the daily heads
show it even to whoever could write every later link again (docs/decisions/0018-hash-chain.md).
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from uuid import UUID

#: The form of the text below. It never changes; another text would be another form.
FORM = "koprogo-entry-1"
#: The counter of the positions. It sorts before every other key, so that its lock is always taken first.
SERIES = "_chain"


@dataclass(frozen=True, slots=True)
class ChainedLine:
    """One line of a sealed entry with who bears it; ``shared`` tells a line with an allocation from one without."""

    position: int
    account: UUID
    cents: int
    party: UUID | None
    lot: UUID | None
    label: str
    shared: bool = False
    key: UUID | None = None
    occupant_percent: int | None = None
    period_from: date | None = None
    period_to: date | None = None
    exempt: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class ChainedEntry:
    """A sealed entry as the books keep it. Journal and year by their codes, which never change."""

    id: UUID
    journal: str
    year: str
    number: int
    entry_on: date
    label: str
    voucher_kind: str
    voucher_id: UUID | None
    voucher_label: str
    reverses: UUID | None
    posted_by: UUID | None
    posted_at: datetime
    sealed_at: datetime
    lines: Sequence[ChainedLine]


def text(entry: ChainedEntry) -> str:
    """The canonical text of an entry: JSON of plain values, lines by position. Two entries never share one."""
    facts = {name: _plain(getattr(entry, name)) for name in HEAD}
    lines = [
        {name: _plain(value) for name, value in asdict(line).items()}
        for line in sorted(entry.lines, key=lambda one: one.position)
    ]
    return json.dumps(
        {"form": FORM, **facts, "lines": lines}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


#: What is told of an entry beside its lines.
HEAD = tuple(name for name in ChainedEntry.__slots__ if name != "lines")


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, tuple | list):
        return sorted(str(one) for one in value)
    return str(value)


def origin(org_id: UUID) -> str:
    """What stands before the first link of a building: a chain cannot be moved to another one."""
    return hashlib.sha256(f"koprogo:{org_id}".encode()).hexdigest()


def link(previous: str, entry: ChainedEntry) -> str:
    """The fingerprint of an entry after the one before it: 64 hexadecimal signs (SHA-256)."""
    return hashlib.sha256(f"{previous}\n{text(entry)}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Link:
    """One link as it is kept."""

    position: int
    entry_id: UUID
    hash: str


def broken(
    previous: Link | None, links: Sequence[Link], entries: Mapping[UUID, ChainedEntry], *, origin: str
) -> list[Link]:
    """The links of a run that do not follow: from another text, after a hole, or of an entry that is gone.

    ``previous``: the last link before this run. Each is held against the fingerprint kept before it, so that one
    altered entry is one broken link, not all those that come after.
    """
    out = []
    for one in links:
        entry = entries.get(one.entry_id)
        before = previous.hash if previous else origin
        follows = one.position == (previous.position if previous else 0) + 1
        if entry is None or not follows or one.hash != link(before, entry):
            out.append(one)
        previous = one
    return out
