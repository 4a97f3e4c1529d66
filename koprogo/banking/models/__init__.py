"""Bank accounts, what the bank says of them, and what each movement was booked as."""

from koprogo.banking.models.account import BankAccount
from koprogo.banking.models.reconciliation import ReceiptPart, Reconciliation
from koprogo.banking.models.statement import BankTransaction, FileImport, Statement

__all__ = ["BankAccount", "BankTransaction", "FileImport", "ReceiptPart", "Reconciliation", "Statement"]
