"""Who bears a cost: what is said of one line, and what holds for an account when nothing is said."""

from django.db import models
from django.db.models import F, Q

from koprogo.ledger.models.account import Account
from koprogo.ledger.models.entry import Posting
from koprogo.platform.models import Bounded, TiedKey


class PostingAllocation(Bounded):
    """How one cost line is shared; empty columns leave it to the account (rules.allocation)."""

    append_only = True

    posting = TiedKey(Posting, related_name="allocations")
    key = TiedKey("condominiums.AllocationKey", null=True, related_name="+")
    occupant_percent = models.PositiveSmallIntegerField(null=True)
    period_from = models.DateField(null=True)
    period_to = models.DateField(null=True)  # last day

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "posting"], name="posting_allocation_once"),
            models.CheckConstraint(name="posting_allocation_percent", condition=Q(occupant_percent__lte=100)),
            models.CheckConstraint(
                name="posting_allocation_period",
                condition=Q(period_to__isnull=True) | Q(period_from__isnull=True) | Q(period_to__gte=F("period_from")),
            ),
        ]


class PostingExemption(Bounded):
    """A party that bears nothing of one cost line: it won against the association (CC 3.92)."""

    append_only = True

    posting = TiedKey(Posting, related_name="exemptions")
    party = TiedKey("condominiums.Party", related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "posting", "party"], name="posting_exemption_once")]


class AccountAllocation(Bounded):
    """How the costs of an account are shared when a line says nothing: a key by its code, the occupant's part.

    No row, or an empty code: the deed's key, and the usual part of the chart.
    """

    deletable = False
    updatable = ("key_code", "occupant_percent")

    account = TiedKey(Account, related_name="allocations")
    key_code = models.SlugField(max_length=40, blank=True)
    occupant_percent = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "account"], name="account_allocation_once"),
            models.CheckConstraint(name="account_allocation_percent", condition=Q(occupant_percent__lte=100)),
        ]
