"""What is written down during a session: who came and left, how a ballot was given, who signs, what is chained."""

import hashlib
from enum import StrEnum


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
