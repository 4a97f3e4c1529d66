"""The Belgian enterprise number: ten digits, the last two being 97 minus the first eight modulo 97."""

import re

from koprogo.kernel.refusals import Refused


class InvalidEnterpriseNumber(Refused):
    """A text is no valid enterprise number; `reason` is format | check_digits."""

    code = "enterprise_number.invalid"


def parse(text: str) -> str:
    """The ten digits of an enterprise or Belgian VAT number (CC 3.86 § 1). Raises `InvalidEnterpriseNumber`.

    Accepts "BE 0403.170.701", "403170701", "(0)403170701".
    """
    number = re.sub(r"[\s.\-()\u00a0\u202f\u2011]", "", text).upper().removeprefix("BE")
    if re.fullmatch(r"[0-9]{9}", number):
        number = "0" + number
    if not re.fullmatch(r"[01][0-9]{9}", number) or int(number[:8]) == 0:
        raise InvalidEnterpriseNumber(reason="format", text=text)
    if 97 - int(number[:8]) % 97 != int(number[8:]):
        raise InvalidEnterpriseNumber(reason="check_digits", text=text)
    return number


def is_valid(text: str) -> bool:
    """Whether a text is a valid enterprise number, however it is written."""
    try:
        parse(text)
    except InvalidEnterpriseNumber:
        return False
    return True


def pretty(text: str) -> str:
    """The number as the law prints it: 0ddd.ddd.ddd. Raises `InvalidEnterpriseNumber`."""
    number = parse(text)
    return f"{number[:4]}.{number[4:7]}.{number[7:]}"
