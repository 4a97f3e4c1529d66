"""The local exchange: what is offered and asked for, what two residents agreed, and the hours that moved.

A transfer has one who gives and one who receives: the sum of all balances is nothing, whatever is written.
"""

from django.db import models
from django.db.models import F, Q

from koprogo.neighbours.models.resident import Resident
from koprogo.neighbours.rules.exchange import (
    CEILING,
    LONGEST,
    AdState,
    Category,
    Side,
    State,
    TransferKind,
)
from koprogo.platform.models import Bounded, TiedKey


class Ad(Bounded):
    """One announcement: what a resident offers or asks for. ``quarters``: how long, as a guess; empty when unknown."""

    deletable = False
    updatable = ("title", "text", "category", "quarters", "state", "shown_until", "closed_at")

    resident = TiedKey(Resident, related_name="+")
    side = models.CharField(max_length=7, choices=[(one.value, one.value) for one in Side])
    category = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Category])
    title = models.CharField(max_length=80)
    text = models.CharField(max_length=600, blank=True)
    quarters = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=6, choices=[(one.value, one.value) for one in AdState], default=AdState.OPEN)
    added_at = models.DateTimeField()
    shown_until = models.DateField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="ad_quarters", condition=Q(quarters__isnull=True) | Q(quarters__gte=1, quarters__lte=LONGEST)
            ),
        ]
        indexes = [
            models.Index(fields=["org", "state", "added_at", "id"], name="ad_org_state"),
        ]


class Deal(Bounded):
    """What two residents propose, agree and do. ``helped`` gives hours to ``helper``. ``told_by``: who said it is done,
    with ``told_quarters``, while the other has not answered."""

    deletable = False

    ad = TiedKey(Ad, related_name="deals")
    helper = TiedKey(Resident, related_name="+")
    helped = TiedKey(Resident, related_name="+")
    proposer = TiedKey(Resident, related_name="+")
    quarters = models.PositiveSmallIntegerField()
    message = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=9, choices=[(one.value, one.value) for one in State], default=State.PROPOSED)
    proposed_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    told_by = TiedKey(Resident, null=True, related_name="+")
    told_quarters = models.PositiveSmallIntegerField(null=True)
    told_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    thanks = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="deal_two", condition=~Q(helper=F("helped"))),
            models.CheckConstraint(name="deal_quarters", condition=Q(quarters__gte=1, quarters__lte=LONGEST)),
            models.UniqueConstraint(
                fields=["org", "ad", "proposer"],
                name="deal_once_open",
                condition=Q(state__in=["proposed", "agreed", "told"]),
            ),
            # A request is for one helper: two acceptances of one announcement cannot both stand.
            models.UniqueConstraint(
                fields=["org", "ad"], name="deal_one_agreed", condition=Q(state__in=["agreed", "told"])
            ),
        ]
        indexes = [
            models.Index(fields=["org", "state", "told_at"], name="deal_org_state"),
        ]


class HoursAccount(Bounded):
    """The account of a resident, or the common one that takes over what those who leave have or owe. The row that is
    locked while hours move. ``left_at``: closed, its balance is nothing for ever."""

    deletable = False
    updatable = ("left_at",)

    resident = TiedKey(Resident, null=True, related_name="+")
    opened_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org", "resident"],
                name="hours_account_once",
                condition=Q(resident__isnull=False, left_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["org"], name="hours_account_one_common", condition=Q(resident__isnull=True)
            ),
        ]


class Transfer(Bounded):
    """Quarters of an hour from one account to another: never changed; a mistake has its counter-entry."""

    append_only = True
    deletable = False

    debtor = TiedKey(HoursAccount, related_name="+")
    creditor = TiedKey(HoursAccount, related_name="+")
    quarters = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in TransferKind])
    deal = TiedKey(Deal, null=True, related_name="transfers")
    corrects = TiedKey("neighbours.Transfer", null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="transfer_two", condition=~Q(debtor=F("creditor"))),
            models.CheckConstraint(name="transfer_positive", condition=Q(quarters__gte=1, quarters__lte=2 * CEILING)),
            models.CheckConstraint(
                name="transfer_reason",
                condition=Q(kind="help", deal__isnull=False, corrects__isnull=True)
                | Q(kind="correction", deal__isnull=True, corrects__isnull=False)
                | Q(kind="exit", deal__isnull=True, corrects__isnull=True),
            ),
            models.UniqueConstraint(fields=["org", "deal"], name="transfer_help_once", condition=Q(kind="help")),
            models.UniqueConstraint(
                fields=["org", "corrects"], name="transfer_corrected_once", condition=Q(corrects__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["org", "at", "id"], name="transfer_org_at")]
