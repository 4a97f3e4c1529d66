"""Debts of a contractor: what must be kept back when works are paid (art. 30bis L. 27/6/1969; 402-403 CIR; law 7.7)."""

from dataclasses import dataclass

from koprogo.kernel.refusals import Refused

#: The accounts of works in the building: renovation and exceptional works, upkeep of the fabric, works voted.
WORKS = ("611", "6107", "67")
SOCIAL_PERCENT = 35
TAX_PERCENT = 15


class NoWorks(Refused):
    """Only works in the building are paid with this check."""

    code = "purchases.no_works"


@dataclass(frozen=True, slots=True)
class Withholding:
    """Three payments that make the gross amount, in cents."""

    social_cents: int
    tax_cents: int
    supplier_cents: int


def concerns(account_codes: list[str]) -> bool:
    """Whether the check is due before paying costs of these accounts."""
    return any(code.startswith(WORKS) for code in account_codes)


def split(*, net_cents: int, gross_cents: int, social_debts: bool, tax_debts: bool) -> Withholding:
    """35 % of the net amount to social security, 15 % to the tax authority, the rest to the contractor.

    10 000,00 + 6 % with both debts: 3 500,00, 1 500,00 and 5 600,00.
    """
    social = _percent(net_cents, SOCIAL_PERCENT) if social_debts else 0
    tax = _percent(net_cents, TAX_PERCENT) if tax_debts else 0
    return Withholding(social, tax, gross_cents - social - tax)


def _percent(cents: int, percent: int) -> int:
    return (2 * cents * percent + 100) // 200
