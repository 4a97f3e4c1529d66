"""The Belgian structured communication: twelve digits, the last two being the first ten modulo 97."""

import re

from koprogo.kernel.refusals import Refused

_WRITTEN = re.compile(r"(\+\+\+|\*\*\*)?\s*([0-9]{3})[\s/.]*([0-9]{4})[\s/.]*([0-9]{5})\s*(\+\+\+|\*\*\*)?")
_QUOTED = re.compile(r"(?<![0-9])([0-9]{3})\s?[/ .]?\s?([0-9]{4})\s?[/ .]?\s?([0-9]{5})(?![0-9])")


class UnusableBase(Refused):
    """A structured communication is made from one to ten digits."""

    code = "structured_reference.unusable_base"


def make(base10: int | str) -> str:
    """The twelve digits made from a base of at most ten (check 97 where the rest is 0).

    Raises `UnusableBase`.
    """
    base = str(base10).strip()
    if not re.fullmatch(r"[0-9]{1,10}", base):
        raise UnusableBase(base=base)
    return f"{int(base):010d}{int(base) % 97 or 97:02d}"


def is_valid(digits: str) -> bool:
    """Whether exactly twelve bare digits carry the right check."""
    return re.fullmatch(r"[0-9]{12}", digits) is not None and int(digits[10:]) == (
        int(digits[:10]) % 97 or 97
    )


def parse(text: str) -> str | None:
    """The twelve digits of a communication with +++, ***, slashes, spaces or bare; None if invalid."""
    match = _WRITTEN.fullmatch(text.strip())
    if not match or match.group(1) != match.group(5):
        return None
    digits = match.group(2) + match.group(3) + match.group(4)
    return digits if is_valid(digits) else None


def quoted_in(text: str) -> list[str]:
    """Every valid communication quoted inside a free text, in order, without repeats."""
    found = ("".join(match.groups()) for match in _QUOTED.finditer(text))
    return list(dict.fromkeys(digits for digits in found if is_valid(digits)))


def pretty(digits: str) -> str:
    """Twelve digits as people copy them: +++ddd/dddd/ddddd+++."""
    return f"+++{digits[:3]}/{digits[3:7]}/{digits[7:]}+++"
