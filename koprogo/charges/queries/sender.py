"""Who asks, and into which account: what every letter needs before one may leave."""

from koprogo.condominiums.queries import building
from koprogo.kernel.refusals import Refused
from koprogo.ledger.queries import accounts
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform.access import Access


class IdentityMissing(Refused):
    """Every document carries the enterprise number of the association."""

    code = "charges.identity_missing"
    article = "CC 3.86 § 1"


class AccountMissing(Refused):
    """Money is only called into an account in the association's own name."""

    code = "charges.account_missing"
    article = "CC 3.86 § 3"


def iban(access: Access) -> str:
    """The current account of the association. Raises AccountMissing."""
    held = accounts.bank_accounts(access, on=access.today)
    current = [row.iban for row in held if row.family == AccountRole.BANK_CURRENT and row.iban]
    if not current:
        raise AccountMissing
    return current[0]


def check(access: Access) -> None:
    """Refuse to send what could not be a lawful letter."""
    if not building.head(access).enterprise_number:
        raise IdentityMissing
    iban(access)
