"""What a syndic who leaves hands over, and by when (CC 3.89 § 5 7°)."""

from datetime import date, timedelta
from enum import StrEnum

from koprogo.kernel.refusals import Refused

DAYS = 30


class Document(StrEnum):
    """The things of a complete file. Not a list of the law, which says « the whole file »: the usual inventory."""

    DEED = "deed"
    HOUSE_RULES = "house_rules"
    MINUTES = "minutes"
    DECISIONS = "decisions"
    OWNERS = "owners"
    ACCOUNTS = "accounts"
    VOUCHERS = "vouchers"
    BANK = "bank"
    CALLS = "calls"
    CONTRACTS = "contracts"
    INSURANCE = "insurance"
    CLAIMS = "claims"
    LITIGATION = "litigation"
    LATER_WORKS = "later_works"
    INSPECTIONS = "inspections"
    KEYS = "keys"


class SheetNotWritten(Refused):
    """The control sheet is signed once it exists: both syndics sign the same figures."""

    code = "closing.sheet_not_written"


def due_on(ended_on: date) -> date:
    """The last day for handing over: thirty days after the end of the mandate (the day itself not counted)."""
    return ended_on + timedelta(days=DAYS)
