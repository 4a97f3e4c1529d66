"""What somebody may mean by a few characters: a name, a lot, an amount, a communication, a telephone. Pure."""

import re
from dataclasses import dataclass

from koprogo.condominiums.rules.parties import sort_key
from koprogo.kernel import money, structured_reference
from koprogo.kernel.refusals import Refused

LONGEST = 80
#: Part of a communication, once its signs are gone.
LEAST_REFERENCE = 6
_REFERENCE = re.compile(r"[+*]*\s*[0-9][0-9/.\s]*[+*]*")


@dataclass(frozen=True, slots=True)
class Terms:
    """One search, read in every way it can be read. ``words`` without accents; ``reference`` and ``digits`` digits."""

    text: str
    words: tuple[str, ...]
    digits: str
    reference: str
    cents: int | None


def read(text: str) -> Terms:
    """Read what was typed; nothing is ever refused."""
    text = " ".join(text.split())[:LONGEST]
    figures = "".join(sign for sign in text if sign in "0123456789")
    letters = any(sign.isalpha() for sign in text)
    return Terms(
        text=text,
        words=tuple(sort_key(text).split()) if letters else (),
        digits="" if letters else figures,
        reference=_reference(text, figures),
        cents=None if letters or structured_reference.parse(text) else _cents(text),
    )


def _reference(text: str, figures: str) -> str:
    whole = structured_reference.parse(text)
    if whole:
        return whole
    written = _REFERENCE.fullmatch(text) and LEAST_REFERENCE <= len(figures) <= 12
    return figures if written else ""


def _cents(text: str) -> int | None:
    try:
        cents = money.parse_cents(text.replace("€", "").strip())
    except Refused:
        return None
    return abs(cents) or None
