"""A waste calendar as the communes publish it (iCalendar, RFC 5545), read as anybody's file: hostile until proven.

Only what is needed is read: the day and the words of each event, and the simple repetitions. Nothing is fetched,
nothing nested is followed, and every count has an end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from koprogo.kernel.refusals import Refused

MOST_BYTES, MOST_LINES, MOST_EVENTS = 1_000_000, 40_000, 2_000
#: A calendar of collections covers a year; what repeats without end stops here.
HORIZON = timedelta(days=400)
LONGEST = 80
_DAY = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$")
_STEPS = {"DAILY": 1, "WEEKLY": 7}
_BRUSSELS = ZoneInfo("Europe/Brussels")
_ESCAPED = re.compile(r"\\([nN,;\\])")


class CalendarRefused(Refused):
    """``reason``: too_large | not_a_calendar | too_many | nothing_coming."""

    code = "neighbours.calendar_refused"


@dataclass(frozen=True, slots=True)
class Collection:
    """One day on which something is collected."""

    on: date
    what: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds from a day on. ``skipped``: events that could not be read."""

    collections: tuple[Collection, ...]
    skipped: int


def read(data: bytes, *, today: date) -> Found:
    """The collections from ``today`` on, in order, each once. Raises CalendarRefused."""
    if len(data) > MOST_BYTES:
        raise CalendarRefused(field="file", reason="too_large")
    text = data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    if "BEGIN:VCALENDAR" not in text[:2_000].upper():
        raise CalendarRefused(field="file", reason="not_a_calendar")
    lines = text.split("\n")
    if len(lines) > MOST_LINES:
        raise CalendarRefused(field="file", reason="too_many")
    found: set[Collection] = set()
    skipped = 0
    for count, event in enumerate(_events(lines)):
        if count >= MOST_EVENTS:
            raise CalendarRefused(field="file", reason="too_many")
        try:
            found |= set(_days(event, today))
        except (ValueError, OverflowError):
            skipped += 1
    if not found:
        raise CalendarRefused(field="file", reason="nothing_coming")
    if len(found) > MOST_EVENTS:
        raise CalendarRefused(field="file", reason="too_many")
    return Found(tuple(sorted(found, key=lambda one: (one.on, one.what))), skipped)


def _events(lines: list[str]) -> Iterator[dict[str, list[str]]]:
    """The properties of each VEVENT by name; what is inside an event (an alarm) is passed over."""
    event: dict[str, list[str]] | None = None
    inside = 0
    for line in _unfolded(lines):
        head, colon, value = line.partition(":")
        name = head.split(";")[0].strip().upper()
        if not colon:
            continue
        if name == "BEGIN":
            if value.strip().upper() == "VEVENT" and event is None:
                event = {}
            elif event is not None:
                inside += 1
        elif name == "END":
            if event is not None and inside == 0:
                yield event
                event = None
            inside = max(0, inside - 1)
        elif event is not None and inside == 0:
            event.setdefault(name, []).append(value)


def _unfolded(lines: list[str]) -> Iterator[str]:
    whole: str | None = None
    for line in lines:
        if line[:1] in (" ", "\t") and whole is not None:
            whole = (whole + line[1:])[:4_000]
            continue
        if whole is not None:
            yield whole
        whole = line[:4_000]
    if whole is not None:
        yield whole


def _days(event: dict[str, list[str]], today: date) -> Iterator[Collection]:
    what = _words(event.get("SUMMARY", [""])[0])
    first = _day(event.get("DTSTART", [""])[0])
    if not what:
        raise ValueError("no words")
    dropped = {_day(one) for line in event.get("EXDATE", []) for one in line.split(",")[:MOST_EVENTS]}
    for on in _repeated(first, event.get("RRULE", [""])[0], today):
        if on >= today and on not in dropped:
            yield Collection(on, what)


def _repeated(first: date, rule: str, today: date) -> Iterator[date]:
    """The days of a repetition that a waste calendar uses; another one is refused rather than guessed."""
    if not rule:
        yield first
        return
    parts = dict(part.partition("=")[::2] for part in rule.upper().split(";") if part)
    step = _STEPS.get(parts.get("FREQ", ""))
    known = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"}
    weekday = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[first.weekday()]
    if step is None or set(parts) - known or parts.get("BYDAY", weekday) != weekday:
        raise ValueError("a repetition of another kind")
    step *= max(1, min(int(parts.get("INTERVAL", "1")), 366))
    last = min(_day(parts["UNTIL"]) if "UNTIL" in parts else date.max, today + HORIZON)
    times = min(int(parts.get("COUNT", "4000")), 4_000)
    for place in range(times):
        on = first + timedelta(days=step * place)
        if on > last:
            return
        yield on


def _day(text: str) -> date:
    found = _DAY.match(text.strip())
    if found is None:
        raise ValueError("no day")
    year, month, day = (int(part) for part in found.groups()[:3])
    if not found[7]:
        return date(year, month, day)
    at = datetime(year, month, day, int(found[4]), int(found[5]), min(int(found[6]), 59), tzinfo=UTC)
    return at.astimezone(_BRUSSELS).date()


def _words(text: str) -> str:
    plain = _ESCAPED.sub(lambda one: " " if one[1] in "nN" else one[1], text)
    shown = "".join(sign if sign.isprintable() else " " for sign in plain)
    return " ".join(shown.split())[:LONGEST].strip()
