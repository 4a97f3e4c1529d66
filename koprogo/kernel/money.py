"""Money as integer cents: splitting, rounding and reading amounts. No float, ever."""

import re
from collections.abc import Sequence

from koprogo.kernel.refusals import Refused

# Fifteen digits of cents hold any amount of a bank statement and fit a 64-bit column.
_MAX_CENTS = 10**15 - 1
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_CURRENCY = re.compile(r"€|EUR", re.IGNORECASE)
_MINUS = "-\u2212\u2013\u2010\u2011"
_WHOLE = re.compile(r"[0-9]+|[0-9]{1,3}(?:([ .,])[0-9]{3})(?:\1[0-9]{3})*")


class UnusableWeights(Refused):
    """A total cannot be split so; `reason` is empty | negative | zero_sum | part_above_whole."""

    code = "money.unusable_weights"


class UnreadableAmount(Refused):
    """A text is no amount; `reason` is empty | not_a_number | grouping | ambiguous | decimals | too_large."""

    code = "money.unreadable_amount"


def split(total_cents: int, weights: Sequence[int]) -> list[int]:
    """Split cents on integer weights so that the parts sum exactly to the total.

    Largest remainder; ties go to the first in order. A negative total is split on its absolute
    value, then negated. A weight of zero gets nothing. Raises `UnusableWeights`.
    """
    if not weights:
        raise UnusableWeights(reason="empty")
    if any(weight < 0 for weight in weights):
        raise UnusableWeights(reason="negative")
    whole = sum(weights)
    if whole == 0:
        raise UnusableWeights(reason="zero_sum")
    shares = [divmod(abs(total_cents) * weight, whole) for weight in weights]
    parts = [floor for floor, _ in shares]
    missing = abs(total_cents) - sum(parts)
    by_remainder = sorted(range(len(shares)), key=lambda index: (-shares[index][1], index))
    for index in by_remainder[:missing]:
        parts[index] += 1
    return parts if total_cents >= 0 else [-part for part in parts]


def split_pair(total_cents: int, part: int, whole: int) -> tuple[int, int]:
    """Split cents in two: `part/whole` rounded half up (the owner), the rest by subtraction (the occupant).

    Raises `UnusableWeights` when part/whole is not a fraction between 0 and 1.
    """
    if whole <= 0:
        raise UnusableWeights(reason="zero_sum" if whole == 0 else "negative")
    if part < 0:
        raise UnusableWeights(reason="negative")
    if part > whole:
        raise UnusableWeights(reason="part_above_whole")
    rounded = (2 * abs(total_cents) * part + whole) // (2 * whole)
    first = rounded if total_cents >= 0 else -rounded
    return first, total_cents - first


def percent_ceiling(total_cents: int, numerator: int, denominator: int) -> int:
    """The fraction of a total in cents, rounded up to the next cent: a legal floor is never undercut.

    CC 3.86 § 3: the yearly reserve contribution is at least 5 % (5, 100). Raises `UnusableWeights`.
    """
    if denominator <= 0 or numerator < 0:
        raise UnusableWeights(reason="zero_sum" if denominator == 0 else "negative")
    return -(-total_cents * numerator // denominator)


def prorata_days(total_cents: int, days: Sequence[int]) -> list[int]:
    """Split cents over holders by the number of days of each; sums exactly. Raises `UnusableWeights`."""
    return split(total_cents, days)


def parse_cents(text: str) -> int:
    """Read an amount in euros as people and banks write it, in cents.

    Accepts "1 243,18 €", "1.243,18", "1243.18", "−12,00", any kind of space. Refuses what could
    mean two amounts ("1.243": a thousand or three decimals?). Raises `UnreadableAmount`.
    """
    body = _SPACES.sub(" ", _CURRENCY.sub(" ", text)).strip()
    negative = body[:1] in _MINUS and body != ""
    if body[:1] in _MINUS + "+":
        body = body[1:].strip()
    if not body:
        raise UnreadableAmount(reason="empty", text=text)
    if not re.fullmatch(r"[0-9., ]+", body):
        raise UnreadableAmount(reason="not_a_number", text=text)
    whole, decimals = _whole_and_decimals(body, text)
    if not _WHOLE.fullmatch(whole):
        raise UnreadableAmount(reason="grouping", text=text)
    digits = re.sub(r"[ .,]", "", whole)
    if len(digits) > 15:
        raise UnreadableAmount(reason="too_large", text=text)
    cents = int(digits) * 100 + int((decimals + "00")[:2])
    if cents > _MAX_CENTS:
        raise UnreadableAmount(reason="too_large", text=text)
    return -cents if negative else cents


def _whole_and_decimals(body: str, text: str) -> tuple[str, str]:
    """Tell the decimal sign from the sign between thousands, or refuse."""
    points, commas = body.count("."), body.count(",")
    if points + commas == 0 or (points == 0 and commas > 1) or (commas == 0 and points > 1):
        return body, ""
    mark = "," if body.rfind(",") > body.rfind(".") else "."
    if body.count(mark) > 1:
        raise UnreadableAmount(reason="grouping", text=text)
    whole, _, decimals = body.partition(mark)
    if points + commas == 1 and re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", body):
        raise UnreadableAmount(reason="ambiguous", text=text)
    if len(decimals) not in (1, 2) or not decimals.isdigit():
        raise UnreadableAmount(reason="decimals", text=text)
    return whole, decimals
