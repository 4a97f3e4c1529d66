"""The payload of a payment QR code (EPC069-12, version 002, SEPA credit transfer)."""

import re

from koprogo.kernel import iban as iban_number
from koprogo.kernel import structured_reference
from koprogo.kernel.refusals import Refused

_MAX_BYTES = 331
_MAX_NAME = 70
_MAX_REMITTANCE = 140
_MAX_CENTS = 99_999_999_999


class UnusablePayment(Refused):
    """A payment does not fit the QR code; `reason` is name | amount | bic | remittance | too_long."""

    code = "epc.unusable_payment"


def payload(*, name: str, iban: str, amount_cents: int, remittance: str, bic: str = "") -> str:
    """The text to encode as a QR code (error level M).

    `name`: account holder, at most 70 characters; `amount_cents`: 1 to 99 999 999 999 cents.
    A Belgian structured communication goes to the unstructured line as +++ddd/dddd/ddddd+++, for
    the structured one is kept for ISO 11649. Raises `UnusablePayment` and `iban.InvalidIban`.
    """
    holder = _one_line(name)
    if not holder or len(holder) > _MAX_NAME:
        raise UnusablePayment(reason="name", longest=_MAX_NAME, length=len(holder), field="name")
    if not 1 <= amount_cents <= _MAX_CENTS:
        raise UnusablePayment(reason="amount", amount_cents=amount_cents, field="amount_cents")
    if bic and not re.fullmatch(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?", bic):
        raise UnusablePayment(reason="bic", bic=bic, field="bic")
    digits = structured_reference.parse(remittance)
    line = structured_reference.pretty(digits) if digits else _one_line(remittance)
    if len(line) > _MAX_REMITTANCE:
        raise UnusablePayment(
            reason="remittance", longest=_MAX_REMITTANCE, length=len(line), field="remittance"
        )
    amount = f"EUR{amount_cents // 100}.{amount_cents % 100:02d}"
    purpose = structured = ""
    head = ["BCD", "002", "1", "SCT", bic, holder, iban_number.parse(iban), amount]
    text = "\n".join([*head, purpose, structured, line])
    if len(text.encode()) > _MAX_BYTES:
        raise UnusablePayment(reason="too_long", longest=_MAX_BYTES, length=len(text.encode()))
    return text


def _one_line(text: str) -> str:
    """Text without line ends: one inside a name would move every field after it."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
