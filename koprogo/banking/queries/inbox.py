"""The bank inbox: the check at the top, then three groups (ux.md screen 6)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.banking.models import BankTransaction
from koprogo.banking.queries import accounts, pending
from koprogo.banking.queries.accounts import AccountFacts
from koprogo.banking.rules.choices import Choice
from koprogo.banking.rules.equation import Equation
from koprogo.banking.rules.matching import Certainty
from koprogo.banking.rules.sorting import proposal
from koprogo.charges.queries.receivables import Receivable
from koprogo.platform.access import Access
from koprogo.purchases.queries.open_items import OpenInvoice


@dataclass(frozen=True, slots=True)
class Row:
    """One movement waiting. ``reason``: a code of ``matching.REASONS``; ``notices``: what it seems to pay, in order;
    ``invoice``: the one it seems to pay; ``proposal``: what confirming it books, None when a person must decide."""

    transaction: BankTransaction
    certainty: Certainty
    reason: str
    notices: tuple[Receivable, ...]
    party_id: UUID | None
    advance_cents: int
    proposal: Choice | None
    invoice: OpenInvoice | None = None

    @property
    def notice(self) -> Receivable | None:
        """The first notice it seems to pay."""
        return self.notices[0] if self.notices else None


@dataclass(frozen=True, slots=True)
class Inbox:
    """Everything the page shows of one account. ``invoices``: None where nothing goes out (``pending.Pending``)."""

    account: AccountFacts
    equation: Equation | None
    rows: tuple[Row, ...]
    notices: tuple[Receivable, ...]
    invoices: tuple[OpenInvoice, ...] | None
    more: bool
    booked_until: date | None

    @property
    def certain(self) -> list[Row]:
        """Exact reference, exact amount."""
        return [row for row in self.rows if row.certainty is Certainty.CERTAIN]

    @property
    def probable(self) -> list[Row]:
        """One sign is missing."""
        return [row for row in self.rows if row.certainty is Certainty.PROBABLE]

    @property
    def to_decide(self) -> list[Row]:
        """Nothing matches yet."""
        return [row for row in self.rows if row.certainty is Certainty.TO_DECIDE]

    @property
    def count(self) -> int:
        """How many movements wait (of the latest statements when there are more than one look recognises)."""
        return max(len(self.rows), self.account.pending) if self.more else len(self.rows)

    @property
    def certain_cents(self) -> int:
        """What confirming all the certain ones brings in."""
        return sum(row.transaction.amount_cents for row in self.certain if row.transaction.amount_cents > 0)

    @property
    def certain_out_cents(self) -> int:
        """What the certain ones pay of invoices."""
        return -sum(row.transaction.amount_cents for row in self.certain if row.transaction.amount_cents < 0)


def inbox(access: Access, *, facts: list[AccountFacts], account: AccountFacts) -> Inbox:
    """The inbox of one account (three statements, beside the overview of accounts it is given)."""
    own = {other.iban for other in facts if other.account_id != account.account_id}
    found = pending.recognise(access, bank_account_id=account.account_id, own_accounts=own)
    rows = tuple(_row(row, found) for row in found.rows)
    still_open = tuple(notice for notice in found.notices.values() if notice.open_cents > 0)
    owed = None
    if found.invoices is not None:
        owed = tuple(invoice for invoice in found.invoices.values() if invoice.open_cents > 0)
    return Inbox(account, account.equation, rows, still_open, owed, found.more, account.booked_until)


def _row(found: pending.Recognised, beside: pending.Pending) -> Row:
    verdict = found.verdict
    first = verdict.allocations[0].item_id if verdict.allocations else ""
    return Row(
        transaction=found.transaction,
        certainty=verdict.certainty,
        reason=verdict.reason,
        notices=tuple(beside.notices[p.item_id] for p in verdict.allocations if p.item_id in beside.notices),
        party_id=UUID(verdict.party_id) if verdict.party_id else None,
        advance_cents=verdict.advance_cents,
        proposal=proposal(verdict),
        invoice=(beside.invoices or {}).get(first),
    )


def of_building(access: Access, *, iban: str | None = None) -> Inbox | None:
    """The inbox of one account, or of the one that waits; None without any account (four statements)."""
    facts = accounts.overview(access)
    account = accounts.chosen(facts, iban=iban)
    return inbox(access, facts=facts, account=account) if account else None
