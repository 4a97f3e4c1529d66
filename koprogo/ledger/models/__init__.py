"""The tables of the books."""

from koprogo.ledger.models.account import Account
from koprogo.ledger.models.allocation import AccountAllocation, PostingAllocation, PostingExemption
from koprogo.ledger.models.chain import BooksCheck, ChainHead, ChainLink
from koprogo.ledger.models.entry import Entry, Posting
from koprogo.ledger.models.journal import Counter, FiscalYear, Journal
from koprogo.ledger.models.regime import RegimeNote

__all__ = [
    "Account",
    "AccountAllocation",
    "BooksCheck",
    "ChainHead",
    "ChainLink",
    "Counter",
    "Entry",
    "FiscalYear",
    "Journal",
    "Posting",
    "PostingAllocation",
    "PostingExemption",
    "RegimeNote",
]
