"""Bank account numbers: reading and checking an IBAN, with the Belgian national check done here."""

import re

from stdnum import iban as _registry
from stdnum.exceptions import ValidationError

from koprogo.kernel.refusals import Refused


class InvalidIban(Refused):
    """A text is no valid IBAN; `reason` is format | check_digits | belgian_check."""

    code = "iban.invalid"


def compact(text: str) -> str:
    """An IBAN without spaces, dots or hyphens, in capitals. Nothing is checked."""
    return re.sub(r"[\s.\-\u00a0\u202f\u2011]", "", text).upper()


def parse(text: str) -> str:
    """The compact IBAN (ISO 13616, ISO 7064 check). Belgian ones also pass their national check modulo 97.

    Raises `InvalidIban`.
    """
    number = compact(text)
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}", number):
        raise InvalidIban(reason="format", text=text)
    try:
        # The library's own Belgian check would also want a known bank code: new banks appear.
        _registry.validate(number, check_country=False)
    except ValidationError as error:
        raise InvalidIban(reason="check_digits", text=text) from error
    if number.startswith("BE") and not _belgian_check(number[4:]):
        raise InvalidIban(reason="belgian_check", text=text)
    return number


def is_valid(text: str) -> bool:
    """Whether a text is a valid IBAN, however it is spaced."""
    try:
        parse(text)
    except InvalidIban:
        return False
    return True


def from_belgian_account(digits: str) -> str | None:
    """The IBAN of an old Belgian account of twelve digits, or None when its check is wrong."""
    if not re.fullmatch(r"[0-9]{12}", digits) or not _belgian_check(digits):
        return None
    # B is 11 and E is 14 in ISO 7064; the two zeroes stand where the check digits will.
    return f"BE{98 - int(digits + '111400') % 97:02d}{digits}"


def pretty(text: str) -> str:
    """An IBAN in groups of four, as on paper."""
    number = compact(text)
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def _belgian_check(account: str) -> bool:
    return int(account[10:]) == (int(account[:10]) % 97 or 97)
