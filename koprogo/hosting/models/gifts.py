"""Promises of money, what the bank says was received of them, earmarked funds with what they paid."""

from django.db import models
from django.db.models import Q

from koprogo.hosting.rules.gifts import Kind
from koprogo.platform.models import Bounded, TiedKey


class Fund(Bounded):
    """Money that may be used for one thing only: an account of its own under 131."""

    deletable = False
    append_only = True

    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=600)
    account = TiedKey("ledger.Account", related_name="+")
    opened_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "account"], name="hosting_fund_account_once")]


class Gift(Bounded):
    """One promise. ``consent_on``: the day its giver agreed to be named; ``withdrawn_on``: the day they took that
    back, for good. ``structured_reference``: what they write on the transfer. Of a sponsor: ``from_on`` begins the year
    (none: the day of the promise), ``renews`` names the year before, ``ends_said_on`` is the day they said that it is
    the last one."""

    deletable = False

    kind = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Kind])
    name = models.CharField(max_length=160)
    email = models.EmailField(blank=True)
    website = models.URLField(max_length=200, blank=True)
    note = models.CharField(max_length=600, blank=True)
    promised_cents = models.PositiveBigIntegerField()
    promised_on = models.DateField()
    fund = TiedKey(Fund, null=True, related_name="gifts")
    structured_reference = models.CharField(max_length=12)
    given_up_on = models.DateField(null=True)
    given_up_because = models.CharField(max_length=300, blank=True)
    consent_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    logo_id = models.UUIDField(null=True)
    from_on = models.DateField(null=True)
    renews = TiedKey("hosting.Gift", null=True, related_name="renewals")
    ends_said_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "structured_reference"], name="hosting_gift_reference_once"),
            models.UniqueConstraint(
                fields=["org", "renews"], name="hosting_gift_renewed_once", condition=Q(renews__isnull=False)
            ),
            models.CheckConstraint(name="hosting_gift_amount", condition=Q(promised_cents__gt=0)),
            models.CheckConstraint(
                name="hosting_gift_named", condition=Q(withdrawn_on__isnull=True) | Q(consent_on__isnull=False)
            ),
        ]


class GiftReceipt(Bounded):
    """One movement of the bank that paid a promise; taken back at the bank, it pays it no more."""

    append_only = True

    gift = TiedKey(Gift, related_name="receipts")
    reconciliation = TiedKey("banking.Reconciliation", related_name="+")
    cents = models.PositiveBigIntegerField()
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "reconciliation"], name="hosting_gift_receipt_once")]


class FundUse(Bounded):
    """What a fund paid of one cost of the books: the money leaves the fund by an entry of its own."""

    append_only = True

    fund = TiedKey(Fund, related_name="uses")
    cost_entry = TiedKey("ledger.Entry", related_name="+")
    entry = TiedKey("ledger.Entry", related_name="+")
    cents = models.PositiveBigIntegerField()
    label = models.CharField(max_length=200)
    reference = models.CharField(max_length=40)  # of the cost, as the books call it
    on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["org", "fund", "on"], name="hosting_fund_use_on")]
