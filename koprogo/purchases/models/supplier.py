"""Suppliers: who sends invoices, and the accounts on which they are paid."""

from django.db import models
from django.db.models import Q

from koprogo.platform.models import Bounded, TiedKey


class Supplier(Bounded):
    """One supplier. Name, address and enterprise number are those of its party, which no list of people shows.

    The party is what a posting on 440 names: each supplier has its own sub-ledger (decision 0023).
    """

    deletable = False

    party = TiedKey("condominiums.Party", related_name="suppliers")
    vat_number = models.CharField(max_length=20, blank=True)
    default_account = TiedKey("ledger.Account", null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "party"], name="supplier_party_once")]


class SupplierIban(Bounded):
    """One account of a supplier. Another than the first is paid only once somebody has made sure of it.

    ``holder``: the exact name the bank compares (Verification of Payee). Rows are never deleted: the history of the
    accounts is what unmasks a forged invoice.
    """

    deletable = False
    updatable = ("confirmed_at", "confirmed_by_id", "confirmed_by", "confirmation", "ended_at")

    supplier = TiedKey(Supplier, related_name="ibans")
    iban = models.CharField(max_length=34)
    holder = models.CharField(max_length=70, blank=True)
    added_at = models.DateTimeField()
    added_by_id = models.UUIDField(null=True)
    added_by = models.CharField(max_length=160, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by_id = models.UUIDField(null=True)
    confirmed_by = models.CharField(max_length=160, blank=True)
    confirmation = models.CharField(max_length=200, blank=True)  # how it was made sure of
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org", "supplier", "iban"], name="supplier_iban_once", condition=Q(ended_at__isnull=True)
            ),
        ]
        indexes = [models.Index(fields=["org", "iban"], name="supplier_iban_org_iban")]
