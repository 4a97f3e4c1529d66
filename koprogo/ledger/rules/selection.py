"""Which lines of the books make a figure: what a page opens when somebody asks where a sum comes from."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole


@dataclass(frozen=True, slots=True)
class Selection:
    """``codes`` of accounts, or ``roles`` with their sub-accounts (neither: every account); ``without``: kinds of
    journals left out; ``unnamed``: only lines that name no party. Days are both included."""

    codes: tuple[str, ...] = ()
    roles: tuple[AccountRole, ...] = ()
    from_on: date | None = None
    to_on: date | None = None
    party_id: UUID | None = None
    voucher_id: UUID | None = None
    without: tuple[JournalKind, ...] = ()
    unnamed: bool = False
