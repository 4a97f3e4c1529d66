"""The books of a house of the street: what it had in the bank before its first statement, sealed and checked."""

from datetime import timedelta
from typing import Any

from koprogo.banking.models import BankAccount
from koprogo.ledger.models import Account
from koprogo.ledger.operations import chain, entries, regime
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform.access import Access
from koprogo.testing.tilleuls import Tilleuls

#: What the statements of the street begin with.
OPENING_CENTS = 100_000


def furnish(built: Tilleuls, access: Access) -> dict[str, Any]:
    """The opening balance, the head of the day, the regime; a cost account to look at."""
    bank = BankAccount.objects.filter(org_id=access.org_id).earliest("id")
    entries.post(
        access,
        journal=JournalKind.OPENING,
        on=access.today - timedelta(days=1),
        label="Reprise des soldes",
        lines=[
            Line(cents=OPENING_CENTS, account_id=bank.account_id),
            Line(cents=-OPENING_CENTS, role=AccountRole.WORKING_FUND),
        ],
        voucher=Voucher("handover", None, "Inventaire de remise"),
    )
    chain.seal_day(access)
    regime.begin(access)
    cost = Account.objects.get(org_id=access.org_id, code="6105")
    return {"cost_code": cost.code, "site.check_books": access.org_id}
