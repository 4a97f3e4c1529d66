"""Shares as integers over a whole: reading them, and comparing fractions without dividing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from koprogo.kernel.refusals import Refused

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_NUMBER = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([ .,])[0-9]{3})(?:\1[0-9]{3})*")


class UnreadableShare(Refused):
    """A text is no share.

    `reason` is empty | not_a_number | ambiguous | zero_whole | part_above_whole | too_large.
    """

    code = "shares.unreadable"


class UnusableFraction(Refused):
    """A fraction to compare with is not usable: denominator of zero, or a negative number."""

    code = "shares.unusable_fraction"


@dataclass(frozen=True, slots=True)
class Share:
    """A share as written: `parts` of `whole` (None when the text gives no whole).

    Both are multiplied by `scale` (1, 10, 100 …) so that decimals of the deed stay integers.
    """

    parts: int
    whole: int | None
    scale: int = 1


def parse(text: str) -> Share:
    """Read "150/10000", "150", "1 250", "1.250/10.000" or "12,5/1000" (scaled by ten).

    Raises `UnreadableShare`.
    """
    body = _SPACES.sub(" ", text).strip()
    if not body:
        raise UnreadableShare(reason="empty", text=text)
    left, slash, right = (piece.strip() for piece in body.partition("/"))
    if not slash:
        parts, scale = _number(left, text, grouped_by=None)
        return Share(parts, None, scale)
    # A whole is never written with decimals: three digits after a point there are thousands.
    grouping = _GROUPED.fullmatch(right)
    sign = grouping.group(1) if grouping else None
    whole = int(right.replace(sign, "")) if sign else _number(right, text, grouped_by=None)[0]
    if not sign and not right.isdigit():
        raise UnreadableShare(reason="not_a_number", text=text)
    parts, scale = _number(left, text, grouped_by=sign)
    if whole == 0:
        raise UnreadableShare(reason="zero_whole", text=text)
    if parts > whole * scale:
        raise UnreadableShare(reason="part_above_whole", text=text)
    return Share(parts, whole * scale, scale)


def to_one_scale(shares: Sequence[Share]) -> list[Share]:
    """Bring shares written with different numbers of decimals to one scale, so that they can be added."""
    scale = max((share.scale for share in shares), default=1)
    return [
        Share(
            parts=share.parts * (scale // share.scale),
            whole=None if share.whole is None else share.whole * (scale // share.scale),
            scale=scale,
        )
        for share in shares
    ]


def at_least(part: int, whole: int, numerator: int, denominator: int) -> bool:
    """Whether part/whole ≥ numerator/denominator, by cross-multiplication.

    Nothing out of nothing is never enough. CC 3.88 § 1: two thirds, four fifths. Raises `UnusableFraction`.
    """
    _check(part, whole, numerator, denominator)
    return whole > 0 and part * denominator >= numerator * whole


def more_than(part: int, whole: int, numerator: int, denominator: int) -> bool:
    """Whether part/whole > numerator/denominator, strictly: an absolute majority is more than one half.

    CC 3.87 § 8. Raises `UnusableFraction`.
    """
    _check(part, whole, numerator, denominator)
    return whole > 0 and part * denominator > numerator * whole


def _check(part: int, whole: int, numerator: int, denominator: int) -> None:
    if denominator <= 0 or min(part, whole, numerator) < 0:
        raise UnusableFraction(part=part, whole=whole, numerator=numerator, denominator=denominator)


def _number(body: str, text: str, *, grouped_by: str | None) -> tuple[int, int]:
    """The integer value and its scale; `grouped_by`: the sign between thousands seen in the whole."""
    if len(body) > 24:
        raise UnreadableShare(reason="too_large", text=text)
    grouping = _GROUPED.fullmatch(body)
    if grouping:
        sign = grouping.group(1)
        sure = sign == " " or sign == grouped_by or body.count(sign) > 1 or body.startswith("0")
        if not sure:
            raise UnreadableShare(reason="ambiguous", text=text)
        if not body.startswith("0"):
            return int(body.replace(sign, "")), 1
    match = _NUMBER.fullmatch(body)
    if not match or not body.isascii():
        raise UnreadableShare(reason="not_a_number", text=text)
    decimals = (match.group(2) or "").rstrip("0")
    return int(match.group(1) + decimals), 10 ** len(decimals)
