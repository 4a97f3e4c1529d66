"""Codes that let somebody in: short enough to be typed from a poster, too many to be guessed at a few tries an hour."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from koprogo.kernel.refusals import Refused

#: No letter that looks like a figure or another letter on paper: 31 signs.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
#: 31**6 is 887 million; at ten tries an hour a guess takes ten thousand years.
HALL, LETTER = 6, 9
HALL_LASTS, LETTER_LASTS = timedelta(days=180), timedelta(days=60)
GROUP = 3
#: A building of this product has at most so many homes.
MOST_HOMES = 400


class CodeWrong(Refused):
    """No such building, no such code, or one that has ended: the answer is the same for all three."""

    code = "neighbours.code_wrong"


class TooManyHomes(Refused):
    """More letters at once than a building has homes."""

    code = "neighbours.too_many_homes"


class NoHome(Refused):
    """No home was named to write a letter for."""

    code = "neighbours.no_home"


def drawn(length: int, choose: Callable[[str], str]) -> str:
    """A code of so many signs, each chosen by ``choose`` (a source that cannot be foretold)."""
    return "".join(choose(SIGNS) for _place in range(length))


def read(text: str) -> str:
    """What was typed, as it is kept: capitals, without spaces and hyphens."""
    return "".join(sign for sign in text.upper() if sign.isalnum())[:12]


def shown(code: str) -> str:
    """A code as it is printed: « K7P-M2Q »."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def homes(text: str) -> Sequence[str]:
    """One home a line, each once, at most 60 characters. Raises NoHome, TooManyHomes."""
    found = dict.fromkeys(" ".join(line.split())[:60].strip() for line in text.splitlines())
    found.pop("", None)
    if not found:
        raise NoHome(field="homes")
    if len(found) > MOST_HOMES:
        raise TooManyHomes(field="homes", most=MOST_HOMES)
    return tuple(found)
