"""Opening a bank account of the building."""

from koprogo.banking.models import BankAccount
from koprogo.banking.rules.purposes import ROLES, Purpose
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel import iban as ibans
from koprogo.kernel.refusals import Refused
from koprogo.ledger.operations import books
from koprogo.platform import audit
from koprogo.platform.access import Access, act


class UnusableIban(Refused):
    """The text is no IBAN, or its check digits are wrong."""

    code = "banking.unusable_iban"


class AccountKnown(Refused):
    """The building has this account already."""

    code = "banking.account_known"


@act("banking.account_opened", needs=Right.USE_BANK)
def open_account(access: Access, *, iban: str, purpose: Purpose, label: str, holder: str = "") -> BankAccount:
    """Add a bank account, with its own sub-account of the books (550, 551 or 552) and its own FIN journal.

    The IBAN may be spaced. Raises UnusableIban, AccountKnown, each naming its field.
    """
    try:
        plain = ibans.parse(iban)
    except ibans.InvalidIban as error:
        raise UnusableIban(field="iban", text=iban, reason=error.facts["reason"]) from error
    account, journal = books.bank_journal(access, iban=plain, role=ROLES[purpose], label=label)
    # The counter behind bank_journal makes a second transaction wait here, so this look is not stale.
    if BankAccount.objects.filter(org_id=access.org_id, iban=plain).exists():
        raise AccountKnown(field="iban", iban=plain)
    row = BankAccount.objects.create(
        org_id=access.org_id,
        iban=plain,
        purpose=purpose,
        label=label,
        holder=holder,
        account_id=account.id,
        journal_id=journal.id,
        opened_on=access.today,
    )
    audit.record(access, "banking.account_opened", row.id, iban=plain, purpose=purpose.value, account=account.code)
    return row
