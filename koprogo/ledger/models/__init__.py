"""The tables of the books."""

from koprogo.ledger.models.account import Account
from koprogo.ledger.models.allocation import AccountAllocation, PostingAllocation, PostingExemption
from koprogo.ledger.models.entry import Entry, Posting
from koprogo.ledger.models.journal import Counter, FiscalYear, Journal

__all__ = [
    "Account",
    "AccountAllocation",
    "Counter",
    "Entry",
    "FiscalYear",
    "Journal",
    "Posting",
    "PostingAllocation",
    "PostingExemption",
]
