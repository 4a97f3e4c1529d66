"""What the bank said: files handed in, statements, movements. Never changed once imported."""

from django.db import models

from koprogo.banking.models.account import BankAccount
from koprogo.banking.rules.intake import ImportState
from koprogo.platform.models import Bounded, TiedKey


class FileImport(Bounded):
    """One file handed in, and what became of it. Refused files are kept too, with the reason.

    ``problems`` are display texts: [{"severity", "line", "msgid", "params"}].
    """

    deletable = False
    updatable = ("state", "added", "known", "movements", "problems", "job_id")

    batch_id = models.UUIDField()
    file_id = models.UUIDField()
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=7, choices=[(s.value, s.value) for s in ImportState])
    job_id = models.UUIDField(null=True)
    added = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    movements = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    imported_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["org", "batch_id", "id"], name="file_import_org_batch")]


class Statement(Bounded):
    """One statement of one account, as the bank numbers it. Cents, credit positive."""

    append_only = True

    bank_account = TiedKey(BankAccount, related_name="statements")
    number = models.CharField(max_length=10, blank=True)
    opening_cents = models.BigIntegerField()
    opening_on = models.DateField(null=True)
    closing_cents = models.BigIntegerField()
    closing_on = models.DateField()
    fingerprint = models.CharField(max_length=64)
    file_id = models.UUIDField()
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "bank_account", "fingerprint"], name="statement_once"),
        ]
        indexes = [
            models.Index(fields=["org", "bank_account", "closing_on", "number", "id"], name="statement_org_chain"),
        ]


class BankTransaction(Bounded):
    """One movement of the account. ``details`` are display texts of a grouped movement: never in any sum."""

    append_only = True

    statement = TiedKey(Statement, related_name="transactions")
    bank_account = TiedKey(BankAccount, related_name="transactions")
    position = models.PositiveIntegerField()
    amount_cents = models.BigIntegerField()
    value_on = models.DateField(null=True)
    entry_on = models.DateField()
    structured_reference = models.CharField(max_length=12, blank=True)
    counterparty_name = models.CharField(max_length=80, blank=True)
    counterparty_account = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)
    bank_reference = models.CharField(max_length=40, blank=True)
    details = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "statement", "position"], name="transaction_position_once"),
        ]
        indexes = [
            models.Index(fields=["org", "bank_account", "entry_on", "id"], name="transaction_org_day"),
            models.Index(fields=["org", "counterparty_account"], name="transaction_org_payer"),
        ]
