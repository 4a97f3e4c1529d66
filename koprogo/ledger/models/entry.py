"""Entries and their postings: written once, sealed by the database, undone only by a mirror entry."""

from types import MappingProxyType

from django.db import models
from django.db.models import Q

from koprogo.ledger.models.account import Account
from koprogo.ledger.models.journal import FiscalYear, Journal
from koprogo.platform.models import Bounded, TiedKey


class Entry(Bounded):
    """One dated act in a journal. ``sealed_at`` is set once, by a check of the database (migration 0002)."""

    deletable = False
    updatable = ("sealed_at",)
    born_with = MappingProxyType({"sealed_at": None})

    journal = TiedKey(Journal, related_name="entries")
    fiscal_year = TiedKey(FiscalYear, related_name="entries")
    number = models.PositiveIntegerField()
    entry_on = models.DateField()
    label = models.CharField(max_length=200)
    voucher_kind = models.CharField(max_length=30)
    voucher_id = models.UUIDField(null=True)
    voucher_label = models.CharField(max_length=200, blank=True)
    reverses = TiedKey("ledger.Entry", null=True, related_name="counter_entries")
    sealed_at = models.DateTimeField(null=True)
    posted_by_id = models.UUIDField(null=True)  # empty when the product itself posts
    posted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "journal", "fiscal_year", "number"], name="entry_number_once"),
            models.UniqueConstraint(fields=["org", "reverses"], name="entry_reversed_once"),
        ]
        indexes = [
            models.Index(fields=["org", "entry_on"], name="entry_org_day"),
            models.Index(fields=["org", "voucher_id"], name="entry_org_voucher"),
        ]


class Posting(Bounded):
    """One line of an entry, in signed cents: debit above zero, credit below, never zero."""

    append_only = True

    entry = TiedKey(Entry, related_name="postings")
    position = models.PositiveIntegerField()
    account = TiedKey(Account, related_name="postings")
    amount_cents = models.BigIntegerField()
    party = TiedKey("condominiums.Party", null=True, related_name="postings")
    lot = TiedKey("condominiums.Lot", null=True, related_name="postings")
    label = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "entry", "position"], name="posting_position_once"),
            models.CheckConstraint(name="posting_not_zero", condition=~Q(amount_cents=0)),
        ]
