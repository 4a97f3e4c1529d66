"""A bank account in the name of the association."""

from django.db import models

from koprogo.banking.rules.purposes import Purpose
from koprogo.platform.models import Bounded, TiedKey


class BankAccount(Bounded):
    """One IBAN with its own sub-account and its own FIN journal. The two funds have two accounts (CC 3.86 § 3).

    Its row is the lock of everything that is imported into it or confirmed on it.
    """

    deletable = False
    updatable = ("label", "holder")

    iban = models.CharField(max_length=34)
    purpose = models.CharField(max_length=8, choices=[(p.value, p.value) for p in Purpose])
    label = models.CharField(max_length=120)
    holder = models.CharField(max_length=80, blank=True)
    account = TiedKey("ledger.Account", related_name="+")
    journal = TiedKey("ledger.Journal", related_name="+")
    opened_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "iban"], name="bank_account_iban_once")]
