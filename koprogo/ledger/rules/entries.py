"""What an entry must be before it is written: two lines or more, as much debit as credit, to the cent."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from koprogo.kernel.refusals import Refused
from koprogo.ledger.rules.allocation import Allocation
from koprogo.ledger.rules.roles import AccountRole


class UnbalancedEntry(Refused):
    """Debits and credits differ by ``difference_cents`` (debit minus credit). There is no tolerance."""

    code = "ledger.unbalanced_entry"


class EmptyEntry(Refused):
    """Fewer than two lines that carry an amount."""

    code = "ledger.empty_entry"


class UnknownAccount(Refused):
    """A line names no account of this building, or both or neither of a role and an account."""

    code = "ledger.unknown_account"


class PartyMissing(Refused):
    """A line on an owner's individual account does not say whose it is."""

    code = "ledger.party_missing"


@dataclass(frozen=True, slots=True)
class Line:
    """One line to post: ``cents`` debit > 0, credit < 0; the account by its role or by its id, never both.

    ``allocation``: who bears it, for a cost or an income that is not shared as its account usually is.
    """

    cents: int
    role: AccountRole | None = None
    account_id: UUID | None = None
    party_id: UUID | None = None
    lot_id: UUID | None = None
    label: str = ""
    allocation: Allocation | None = None


@dataclass(frozen=True, slots=True)
class Voucher:
    """The dated document behind an entry (AR 12/7/2012): its kind, its row where it has one, its name."""

    kind: str
    id: UUID | None
    label: str


def checked(lines: Sequence[Line]) -> list[Line]:
    """The lines that carry an amount: a share of nothing makes no posting, so zero cents are left out.

    Raises EmptyEntry, UnbalancedEntry, UnknownAccount.
    """
    kept = [line for line in lines if line.cents != 0]
    if len(kept) < 2:
        raise EmptyEntry()
    if any((line.role is None) == (line.account_id is None) for line in kept):
        raise UnknownAccount()
    difference = sum(line.cents for line in kept)
    if difference != 0:
        raise UnbalancedEntry(difference_cents=difference)
    return kept
