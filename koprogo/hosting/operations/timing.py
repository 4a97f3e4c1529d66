"""Response times: counted in memory by limit, added to the day with the meters. A page costs no write."""

from threading import Lock

from django.db import DatabaseError, connection

from koprogo.hosting.rules.response_times import limit_of
from koprogo.kernel.identifiers import uuid7

#: The database's clock names the day; an answer counted just before midnight may stand under the next one.
_HAND_IN = """
INSERT INTO hosting_responsecount (id, day, limit_ms, answers)
SELECT id, (now() AT TIME ZONE 'Europe/Brussels')::date, limit_ms, answers
FROM unnest(%s::uuid[], %s::int[], %s::bigint[]) AS packet (id, limit_ms, answers)
ORDER BY limit_ms
ON CONFLICT (day, limit_ms) DO UPDATE SET answers = hosting_responsecount.answers + EXCLUDED.answers
"""


class Times:
    """The response times of one web process; its threads share them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: dict[int, int] = {}

    def add(self, nanoseconds: int) -> None:
        """Count one answer."""
        limit = limit_of(nanoseconds)
        with self._lock:
            self._held[limit] = self._held.get(limit, 0) + 1

    def hand_in(self) -> int:
        """Hand the counts to the database. Returns how many answers that was. What the database refuses is kept."""
        with self._lock:
            packet, self._held = self._held, {}
        if not packet:
            return 0
        limits = sorted(packet)
        try:
            with connection.cursor() as cursor:
                cursor.execute(_HAND_IN, [[uuid7() for _limit in limits], limits, [packet[one] for one in limits]])
        except DatabaseError:
            with self._lock:
                for limit, answers in packet.items():
                    self._held[limit] = self._held.get(limit, 0) + answers
            raise
        return sum(packet.values())
