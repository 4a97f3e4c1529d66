"""What a bank account is for, and under which account of the chart it stands."""

from enum import StrEnum

from koprogo.ledger.rules.roles import AccountRole


class Purpose(StrEnum):
    """CC 3.86 § 3: separate accounts for the working fund and the reserve fund."""

    CURRENT = "current"
    RESERVE = "reserve"
    OTHER = "other"


ROLES: dict[Purpose, AccountRole] = {
    Purpose.CURRENT: AccountRole.BANK_CURRENT,
    Purpose.RESERVE: AccountRole.BANK_RESERVE,
    Purpose.OTHER: AccountRole.BANK_OTHER,
}
