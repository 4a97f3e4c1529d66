"""Calendars as other programs read them: iCalendar, RFC 5545. Text only; instants in UTC, so no zone to describe."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from koprogo.neighbours.rules.events import Event

MEDIA_TYPE = "text/calendar; charset=utf-8"
_FOLD = 75  # octets of a line, its end not counted (RFC 5545, 3.1)


def write(events: Iterable[Event], *, name: str = "", host: str = "koprogo.invalid") -> bytes:
    """A calendar file. ``name``: what a subscribed calendar is called; ``host``: after the @ of each identity."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//KoproGo//Entre voisins//FR", "CALSCALE:GREGORIAN"]
    if name:
        lines += [f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT6H"]
    for event in events:
        lines += _event(event, host)
    lines.append("END:VCALENDAR")
    return b"".join(piece + b"\r\n" for line in lines for piece in _folded(line))


def _event(event: Event, host: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.id}@{host}"
    yield f"DTSTAMP:{_instant(event.changed_at)}"
    yield f"LAST-MODIFIED:{_instant(event.changed_at)}"
    yield f"DTSTART:{_instant(event.starts_at)}"
    yield f"DTEND:{_instant(event.ends_at)}"
    yield f"SUMMARY:{_text(event.title)}"
    if event.place:
        yield f"LOCATION:{_text(event.place)}"
    if event.text:
        yield f"DESCRIPTION:{_text(event.text)}"
    if event.url:
        yield f"URL:{event.url}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    """A TEXT value (3.3.11): backslash, semicolon, comma and line end escaped; no other control character."""
    unified = value.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(one for one in unified if one in "\n\t" or (ord(one) >= 0x20 and ord(one) != 0x7F))
    return kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[bytes]:
    """A line in pieces of at most 75 octets, those after the first begun by a space; no letter is cut in two."""
    piece = b""
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > _FOLD:
            yield piece
            piece = b" "
        piece += octets
    yield piece
