"""Identifiers: time-ordered UUIDs and short texts for addresses."""

import re
import secrets
import threading
import time
import unicodedata
import uuid

from koprogo.kernel.refusals import Refused

_RANDOM_BITS = 74
_LETTERS = str.maketrans(
    {
        "œ": "oe",
        "Œ": "oe",
        "æ": "ae",
        "Æ": "ae",
        "ß": "ss",
        "ø": "o",
        "Ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
    }
    | {"Ł": "l", "ı": "i", "’": "-", "&": " "}
)


class UnusableMoment(Refused):
    """The moment does not fit the 48 bits of a version 7 UUID."""

    code = "identifiers.unusable_moment"


class _Sequence:
    """The last moment used and its random tail: the next one in the same millisecond is larger."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._moment = -1
        self._tail = 0

    def after(self, now_ms: int, *, never_back: bool) -> tuple[int, int]:
        with self._lock:
            moment = max(now_ms, self._moment) if never_back else now_ms
            if moment == self._moment:
                self._tail += 1 + secrets.randbits(32)
                if self._tail >> _RANDOM_BITS:
                    moment, self._tail = moment + 1, secrets.randbits(_RANDOM_BITS - 1)
            else:
                # One bit is left free so that there is room above for the rest of the millisecond.
                self._tail = secrets.randbits(_RANDOM_BITS - 1)
            self._moment = moment
            return moment, self._tail


_system, _given = _Sequence(), _Sequence()


def uuid7(now_ms: int | None = None) -> uuid.UUID:
    """A version 7 UUID (RFC 9562): sorted by time, and strictly increasing inside one process.

    `now_ms`: milliseconds since 1970, for callers that carry their own clock; such identifiers
    increase among themselves as long as that clock does not go back. Raises `UnusableMoment`.
    """
    if now_ms is None:
        moment, tail = _system.after(time.time_ns() // 1_000_000, never_back=True)
    elif 0 <= now_ms < 2**48 - 1:
        moment, tail = _given.after(now_ms, never_back=False)
    else:
        raise UnusableMoment(now_ms=now_ms)
    high, low = tail >> 62, tail & (2**62 - 1)
    return uuid.UUID(int=moment << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)


def slug(text: str, *, longest: int = 60) -> str:
    """A text as lower-case ASCII words joined by hyphens, for an address; empty when nothing is left."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:longest].strip("-")
