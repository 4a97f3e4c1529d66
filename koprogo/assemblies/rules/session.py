"""What is written down during a session: who came and left, how a ballot was given, who signs, what is chained."""

import hashlib
from datetime import date, datetime, time
from enum import StrEnum

from koprogo.kernel.refusals import Refused


class TooEarly(Refused):
    """The owners are convened for later: ``held_on`` is the day, ``starts_at`` the hour."""

    code = "assemblies.too_early"
    article = "CC 3.87 § 3"


class Move(StrEnum):
    """One line of the attendance list."""

    ARRIVED = "arrived"
    LEFT = "left"
    UNDONE = "undone"  # a mistake of the secretary, kept with what it corrects


class Presence(StrEnum):
    """How somebody is there; being represented follows from the proxies."""

    ROOM = "room"
    REMOTE = "remote"  # only where the convocation provides it (CC 3.87 § 1)


class BallotChannel(StrEnum):
    """How a ballot reached the count."""

    PHONE = "phone"
    SECRETARY = "secretary"
    INSTRUCTION = "instruction"  # written in the proxy beforehand
    PAPER = "paper"


class SignerRole(StrEnum):
    """Why somebody signs the minutes (CC 3.87 § 10)."""

    PRESIDENT = "president"
    SECRETARY = "secretary"
    OWNER = "owner"
    HOLDER = "holder"


class SigningMethod(StrEnum):
    """How a signature was given."""

    GLASS = "glass"
    PAPER = "paper"
    EID = "eid"


def chained(*, previous: str, kind: str, payload: bytes) -> str:
    """The hash of one record of a session, in hexadecimal: it holds the hash before it, its kind and its content."""
    return hashlib.sha256(b"\n".join((previous.encode(), kind.encode(), payload))).hexdigest()


def asks_every(owners: int) -> int:
    """After how many seconds a phone asks again what is open: three, and three more for each further hundred owners,
    so that the phones of a large hall ask no more often, all together, than a hundred do."""
    return 3 * max(-(-owners // 100), 1)


def check_day(*, held_on: date, starts_at: time, today: date) -> None:
    """A session begins on the day that the convocation names: nobody else is there before (CC 3.87 § 3).

    An earlier hour of that day is said on the page, not refused: the owners there may all agree, and the minutes keep
    the hour. Raises TooEarly.
    """
    if today < held_on:
        raise TooEarly(held_on=held_on, starts_at=starts_at)


def check_hour(*, held_on: date, starts_at: time, now: datetime) -> None:
    """That too few came can only be stated once it is the hour they were asked for (CC 3.87 § 5). ``now``: local.

    Raises TooEarly.
    """
    if (now.date(), now.time()) < (held_on, starts_at):
        raise TooEarly(held_on=held_on, starts_at=starts_at)
