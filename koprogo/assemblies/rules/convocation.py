"""Who is convened, and how: by registered letter, unless that very person agreed to something else in writing."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Channel(StrEnum):
    """How a convocation travels."""

    REGISTERED = "registered"
    POST = "post"
    EMAIL = "email"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class Consent:
    """One person's written agreement to another channel. `revoked_on`: first day it no longer holds."""

    channel: Channel
    given_on: date
    revoked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Right:
    """Who holds a lot. `holders`: one owner, joint owners, or usufruct and bare ownership together."""

    holders: tuple[str, ...]
    representative: str | None = None
    """Whom the holders designated in writing, where there are several."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """Who gets the convocation of one right, and whether a vote goes with it."""

    to: tuple[str, ...]
    vote_suspended: bool


def regular(channel: Channel, consents: Sequence[Consent], *, on: date) -> bool:
    """Whether a convocation sent that way on a day is regular for this person (CC 3.87 § 3).

    A registered letter always is; anything else needs the person's own consent to that channel, given by then and
    not taken back. An irregular one is a warning for that person, not a block.
    """
    if channel is Channel.REGISTERED:
        return True
    return any(
        consent.channel is channel
        and consent.given_on <= on
        and (consent.revoked_on is None or on < consent.revoked_on)
        for consent in consents
    )


def addressed(right: Right) -> Addressed:
    """Who is convened for one right (CC 3.87 § 1).

    Several holders designate one person, who alone is convened and votes. As long as they have not, the vote is
    suspended; all of them get the notice, so that none can say that nothing came.
    """
    if len(right.holders) == 1:
        return Addressed(right.holders, vote_suspended=False)
    if right.representative:
        return Addressed((right.representative,), vote_suspended=False)
    return Addressed(right.holders, vote_suspended=True)


def consents(*, recorded_on: date | None, events: Sequence[tuple[bool, date]]) -> list[Consent]:
    """The agreements to e-mail that a person gave, from what was told day by day (CC 3.87 § 3).

    `recorded_on`: a paper consent kept with the person's address. `events`: (given, day) in their order; a withdrawal
    ends what was given before. Withdrawn and given again on one day: the last one told counts.
    """
    told = sorted([*([(True, recorded_on)] if recorded_on else []), *events], key=lambda event: event[1])
    found: list[Consent] = []
    for given, on in told:
        open_one = found[-1] if found and found[-1].revoked_on is None else None
        if given and open_one is None:
            found.append(Consent(Channel.EMAIL, on))
        elif not given and open_one is not None:
            found[-1] = Consent(Channel.EMAIL, open_one.given_on, on)
    return found


def held(consents: Sequence[Consent], *, on: date) -> Consent | None:
    """The agreement to e-mail that holds on a day, or None."""
    return next((one for one in consents if regular(Channel.EMAIL, [one], on=on)), None)


def language_of_letter(reader: str, *, languages: Sequence[str]) -> str:
    """The language of a letter: the reader's when it is one of the association's, else the association's first.

    The region decides in which languages an association speaks; the reader may ask for one of these. Mails and pages
    speak the reader's own.
    """
    return reader if reader in languages else languages[0]


def canonical(content: Mapping[str, object]) -> bytes:
    """One writing of a frozen agenda, so that its hash can be recomputed by anybody."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(content: Mapping[str, object]) -> str:
    """The SHA-256 of a frozen agenda, in hexadecimal."""
    return hashlib.sha256(canonical(content)).hexdigest()
