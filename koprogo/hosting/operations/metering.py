"""The meters: counted in memory, handed to the database in packets. A page costs no write.

Each web process keeps its own counts and hands them in every half minute and when it ends. A packet carries the process
and a number: a packet of which nobody knows whether it arrived is sent again as it is, and counted once. What a killed
process loses is what it counted since its last packet: less than a minute (docs/decisions/0045-meters-in-memory.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from threading import Lock
from uuid import UUID

from django.db import connection

from koprogo.kernel.identifiers import uuid7

NANOSECONDS = 1_000_000  # in a millisecond

#: One statement, hence one transaction: the number of the packet and its counts arrive together or not at all. Rows in
#: one order, so that two processes never wait for each other in a circle.
_HAND_IN = """
WITH fresh AS (
    INSERT INTO hosting_meterflush (worker, sequence, at) VALUES (%s, %s, now())
    ON CONFLICT (worker) DO UPDATE SET sequence = EXCLUDED.sequence, at = EXCLUDED.at
    WHERE hosting_meterflush.sequence < EXCLUDED.sequence
    RETURNING worker
)
INSERT INTO hosting_usageday (id, org_id, day, requests, bytes_out, cpu_ms)
SELECT packet.id, packet.org_id, packet.day, packet.requests, packet.bytes_out, packet.cpu_ms
FROM unnest(%s::uuid[], %s::uuid[], %s::date[], %s::bigint[], %s::bigint[], %s::bigint[])
    AS packet (id, org_id, day, requests, bytes_out, cpu_ms)
JOIN platform_org ON platform_org.id = packet.org_id
CROSS JOIN fresh
ORDER BY packet.org_id, packet.day
ON CONFLICT (org_id, day) DO UPDATE SET
    requests = hosting_usageday.requests + EXCLUDED.requests,
    bytes_out = hosting_usageday.bytes_out + EXCLUDED.bytes_out,
    cpu_ms = hosting_usageday.cpu_ms + EXCLUDED.cpu_ms
"""


@dataclass(frozen=True, slots=True)
class Count:
    """What one condominium used on one day since the last packet."""

    org_id: UUID
    day: date
    requests: int
    bytes_out: int
    cpu_ms: int


@dataclass(frozen=True, slots=True)
class Packet:
    """Counts under a number that is used once by their process."""

    worker: UUID
    sequence: int
    counts: tuple[Count, ...]


class Counter:
    """The counts of one web process; its threads share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._worker = uuid7()
        self._sequence = 0
        self._waiting: Packet | None = None
        self._held: dict[tuple[UUID, date], list[int]] = {}

    def add(self, org_id: UUID, day: date, bytes_out: int, nanoseconds: int) -> None:
        """Count one answered request."""
        with self._lock:
            held = self._held.get((org_id, day))
            if held is None:
                held = self._held[(org_id, day)] = [0, 0, 0]
            held[0] += 1
            held[1] += bytes_out
            held[2] += nanoseconds

    def hand_in(self) -> int:
        """Hand the counts to the database, the packet that failed before first. Returns how many requests that was.

        Raises what the database raises; nothing is lost by it, the same packet is tried again.
        """
        told = 0
        while packet := self._next():
            hand_in(packet)
            told += sum(count.requests for count in packet.counts)
            with self._lock:
                self._waiting = None
        return told

    def _next(self) -> Packet | None:
        with self._lock:
            if self._waiting is None and any(held[0] for held in self._held.values()):
                self._sequence += 1
                counts = [
                    Count(org_id, day, held[0], held[1], held[2] // NANOSECONDS)
                    for (org_id, day), held in sorted(self._held.items())
                ]
                self._waiting = Packet(self._worker, self._sequence, tuple(counts))
                # The rest below a millisecond waits for the next packet; yesterday's is let go.
                newest = max(day for _org, day in self._held)
                rests = {key: held[2] % NANOSECONDS for key, held in self._held.items() if key[1] == newest}
                self._held = {key: [0, 0, rest] for key, rest in rests.items()}
            return self._waiting


def hand_in(packet: Packet) -> None:
    """Add a packet to the days it is about, unless it was added before."""

    def column(name: str) -> list[object]:
        return [getattr(count, name) for count in packet.counts]

    with connection.cursor() as cursor:
        cursor.execute(
            _HAND_IN,
            [
                packet.worker,
                packet.sequence,
                [uuid7() for _count in packet.counts],
                *(column(name) for name in ("org_id", "day", "requests", "bytes_out", "cpu_ms")),
            ],
        )


def measured(rows: Iterable[tuple[UUID, int, int]], *, day: date) -> None:
    """Write what the night measured: (boundary, persons with access, stored bytes), in one statement. Measured again,
    the figures are replaced."""
    found = sorted(rows)
    if not found:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO hosting_usageday (id, org_id, day, requests, bytes_out, cpu_ms, users, stored_bytes)"
            " SELECT id, org_id, %s, 0, 0, 0, users, stored_bytes"
            " FROM unnest(%s::uuid[], %s::uuid[], %s::int[], %s::bigint[])"
            " AS night (id, org_id, users, stored_bytes)"
            " ON CONFLICT (org_id, day) DO UPDATE SET users = EXCLUDED.users, stored_bytes = EXCLUDED.stored_bytes",
            [day, [uuid7() for _row in found], *(list(column) for column in zip(*found, strict=True))],
        )
