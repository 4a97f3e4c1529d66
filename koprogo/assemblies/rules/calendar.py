"""The days of an assembly, counted back and forth from its date. Local days; the article beside each term.

Terms that run forward have two ends: the day the plain count gives, and that of art. 1.7 CC, which moves a
Saturday, Sunday or legal holiday to the next working day. Terms that run backward have a strict day and a prudent
one, a working day earlier: whether art. 1.7 moves them is not settled. What comes late is a warning, never a
block: the decision is voidable, not void (CC 3.92 § 3).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from koprogo.assemblies.rules.quorum import second_session_from
from koprogo.assemblies.rules.unanimity import retry_from
from koprogo.kernel.calendar import (
    BackwardLimit,
    add_days_legal,
    add_months,
    backward_limit,
    is_working_day,
    next_working_day,
    previous_working_day,
)
from koprogo.kernel.refusals import Refused
from koprogo.kernel.shares import at_least

FORTNIGHT_DAYS = 15  # CC 3.85 § 3, 3°
REQUEST_DAYS = 21  # CC 3.87 § 3: three weeks before the first day of the fortnight
NOTICE_DAYS = 15  # CC 3.87 § 3
REQUESTED_ASSEMBLY_DAYS = 30  # CC 3.87 § 2
MINUTES_DAYS = 30  # CC 3.87 § 10
CHALLENGE_MONTHS = 4  # CC 3.92 § 3
ASSISTANT_WORKING_DAYS = 4  # CC 3.87 § 1
LANDLORD_DAYS = 30  # CC 3.93


class FortnightUnreadable(Refused):
    """The yearly fortnight starts on a day of the year, written "MM-DD"."""

    code = "assemblies.fortnight_unreadable"
    article = "CC 3.85 § 3, 3°"


class NoticeTooShort(Refused):
    """The house rules may lengthen the notice of fifteen days, never shorten it."""

    code = "assemblies.notice_too_short"
    article = "CC 3.87 § 3"


class Period(NamedTuple):
    """Days from the first to the last, both included."""

    first: date
    last: date


class ForwardLimit(NamedTuple):
    """The last day of a term: by the plain count, and after art. 1.7 CC."""

    strict: date
    extended: date


class Notice(StrEnum):
    """How a convocation stands towards its term."""

    IN_TIME = "in_time"
    STRICT_ONLY = "strict_only"  # in time by the count, but after the prudent day
    URGENT = "urgent"  # late, with a reason stated (CC 3.87 § 3)
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Mark:
    """One day of the legal clock. `prudent`: the safer day to act by, when it differs from the strict one."""

    code: str
    on: date
    prudent: date | None
    article: str


def fortnight(year: int, starts: str) -> Period:
    """The yearly period that begins in a year, from "MM-DD" of the house rules (CC 3.85 § 3, 3°).

    It may end in the next year; 29 February becomes the 28th when there is none. Raises `FortnightUnreadable`.
    """
    match = re.fullmatch(r"([0-9]{2})-([0-9]{2})", starts)
    month, day = (int(match[1]), int(match[2])) if match else (0, 0)
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(2024, month)[1]:
        raise FortnightUnreadable(text=starts)
    first = date(year, month, min(day, monthrange(year, month)[1]))
    return Period(first, first + timedelta(days=FORTNIGHT_DAYS - 1))


def fortnight_holding(day: date, starts: str) -> Period | None:
    """The yearly period that a day falls in, begun this year or the year before; None outside it."""
    periods = (fortnight(year, starts) for year in (day.year - 1, day.year))
    return next((period for period in periods if period.first <= day <= period.last), None)


def next_fortnight(day: date, starts: str) -> Period:
    """The yearly period that runs on a day, or the next one."""
    periods = (fortnight(day.year + years, starts) for years in (-1, 0, 1))
    return next(period for period in periods if period.last >= day)


def request_limit(first_day: date) -> BackwardLimit:
    """The last day on which the syndic must have an owner's item for it to be on the agenda (CC 3.87 § 3).

    `first_day`: of the yearly fortnight, not the day of the assembly.
    """
    return backward_limit(first_day, REQUEST_DAYS)


def request_in_time(received_on: date, first_day: date) -> bool:
    """Whether an owner's item goes to this assembly; otherwise it goes to the next one (CC 3.87 §§ 3 and 4)."""
    return received_on <= request_limit(first_day).strict


def notice_limit(assembly_on: date, *, days: int = NOTICE_DAYS) -> BackwardLimit:
    """The last day to send the convocations, for every kind of assembly and session (CC 3.87 § 3).

    `days`: a longer notice of the house rules. Raises `NoticeTooShort`.
    """
    if days < NOTICE_DAYS:
        raise NoticeTooShort(field="days", days=days, least=NOTICE_DAYS)
    return backward_limit(assembly_on, days)


def notice(sent_on: date, assembly_on: date, *, days: int = NOTICE_DAYS, urgent_because: str = "") -> Notice:
    """How a convocation sent on a day stands; a late one is excused only by an urgency that is stated."""
    limit = notice_limit(assembly_on, days=days)
    if sent_on <= limit.prudent:
        return Notice.IN_TIME
    if sent_on <= limit.strict:
        return Notice.STRICT_ONLY
    return Notice.URGENT if urgent_because.strip() else Notice.LATE


def assistant_limit(assembly_on: date) -> date:
    """The last day on which the syndic is told who assists an owner: four working days before (CC 3.87 § 1)."""
    for _ in range(ASSISTANT_WORKING_DAYS):
        assembly_on = previous_working_day(assembly_on)
    return assembly_on


def request_carries(signed_shares: int, total_shares: int) -> bool:
    """Whether owners may ask for an assembly: one fifth of the shares, heads do not count (CC 3.87 § 2)."""
    return at_least(signed_shares, total_shares, 1, 5)


def requested_assembly(received_on: date) -> ForwardLimit:
    """Until when the syndic convenes a requested assembly: thirty days from the letter (CC 3.87 § 2)."""
    return _forward(received_on, REQUESTED_ASSEMBLY_DAYS)


def cosigner_from(received_on: date) -> date:
    """From when one of those who signed may convene, once the syndic's term, moved by art. 1.7, has passed."""
    return requested_assembly(received_on).extended + timedelta(days=1)


def minutes_due(assembly_on: date) -> ForwardLimit:
    """Until when the minutes go to every holder of a real right with a vote, absent ones too (CC 3.87 § 12)."""
    return _forward(assembly_on, MINUTES_DAYS)


def landlord_tells_by(minutes_received_on: date) -> ForwardLimit:
    """Until when a landlord tells the occupant what was decided: thirty days from the minutes (CC 3.93)."""
    return _forward(minutes_received_on, LANDLORD_DAYS)


def challenge_until(assembly_on: date) -> ForwardLimit:
    """The last day to go to the justice of the peace: four months from the assembly, not from the minutes.

    Show the strict day: whether art. 1.7 CC prolongs this term is to be verified (CC 3.92 § 3).
    """
    last = add_months(assembly_on, CHALLENGE_MONTHS)
    return ForwardLimit(last, last if is_working_day(last) else next_working_day(last))


def clock(assembly_on: date, *, starts: str = "", notice_days: int = NOTICE_DAYS) -> tuple[Mark, ...]:
    """Every day that an assembly's date sets, in order, for the clock that owners see.

    `starts`: "MM-DD" of the yearly fortnight, empty for an assembly outside it. Raises `FortnightUnreadable`,
    `NoticeTooShort`.
    """
    marks = []
    yearly = fortnight_holding(assembly_on, starts) if starts else None
    if yearly:
        limit = request_limit(yearly.first)
        marks.append(Mark("request_limit", limit.strict, limit.prudent, "CC 3.87 § 3"))
    sent = notice_limit(assembly_on, days=notice_days)
    marks += [
        Mark("notice_limit", sent.strict, sent.prudent, "CC 3.87 § 3"),
        Mark("assistant_limit", assistant_limit(assembly_on), None, "CC 3.87 § 1"),
        Mark("assembly", assembly_on, None, "CC 3.87 § 2"),
        Mark("second_session_from", second_session_from(assembly_on), None, "CC 3.87 § 5"),
        Mark("retry_from", retry_from(assembly_on), None, "CC 3.88 § 4"),
        Mark("minutes_due", minutes_due(assembly_on).strict, None, "CC 3.87 § 12"),
        Mark("challenge_until", challenge_until(assembly_on).strict, None, "CC 3.92 § 3"),
    ]
    return tuple(sorted(marks, key=lambda mark: mark.on))


def _forward(start: date, days: int) -> ForwardLimit:
    return ForwardLimit(start + timedelta(days=days), add_days_legal(start, days))
