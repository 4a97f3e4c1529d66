"""The take-over: what another syndic handed over, as prepared and as booked."""

from django.db import models
from django.db.models import Q

from koprogo.closing.rules.handover import Document
from koprogo.closing.rules.takeover import State
from koprogo.platform.models import Bounded, TiedKey


class Takeover(Bounded):
    """One take-over. ``situation_on``: the last day of the balance; the opening entry is of the day after.

    ``gap_note`` names the difference that stands on 499, ``signed_file_id`` is the compulsory voucher: the control
    sheet with both signatures.
    """

    deletable = False

    situation_on = models.DateField()
    previous_syndic = models.CharField(max_length=160)
    mandate_ended_on = models.DateField(null=True)
    voucher = models.CharField(max_length=200)
    state = models.CharField(max_length=7, choices=[(s.value, s.value) for s in State], default=State.DRAFT)
    file_id = models.UUIDField(null=True)
    file_name = models.CharField(max_length=200, blank=True)
    # What was booked, as the control sheet says it: the totals, and each bank [name, IBAN, cents].
    totals = models.JSONField(default=dict)
    bank_balances = models.JSONField(default=list)
    ignored = models.JSONField(default=list)  # display texts: sheets without a balance, cells that could not be read
    gap_cents = models.BigIntegerField(default=0)
    gap_note = models.CharField(max_length=160, blank=True)
    entry = TiedKey("ledger.Entry", null=True, related_name="+")
    undo_entry = TiedKey("ledger.Entry", null=True, related_name="+")
    call_id = models.UUIDField(null=True)  # the call by which the balances of owners were asked
    signed_file_id = models.UUIDField(null=True)
    signed_on = models.DateField(null=True)
    started_at = models.DateTimeField()
    booked_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org"], name="takeover_one_stands", condition=Q(state__in=["draft", "booked"])
            ),
            models.CheckConstraint(
                name="takeover_booked_has_entry", condition=~Q(state="booked") | Q(entry__isnull=False)
            ),
            models.CheckConstraint(name="takeover_gap_named", condition=Q(gap_cents=0) | ~Q(gap_note="")),
        ]


class TakeoverLine(Bounded):
    """One line of the balance: what the file says (``code``, ``label``, ``where``), and where it goes in our books."""

    takeover = TiedKey(Takeover, models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    where = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=12, blank=True)
    label = models.CharField(max_length=200, blank=True)
    cents = models.BigIntegerField(default=0)
    reason = models.CharField(max_length=6, blank=True)
    listed = models.BooleanField(default=False)
    account = TiedKey("ledger.Account", null=True, related_name="+")
    party = TiedKey("condominiums.Party", null=True, related_name="+")
    key = TiedKey("condominiums.AllocationKey", null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "takeover", "position"], name="takeover_line_once"),
        ]


class TakeoverBank(Bounded):
    """What the paper statement of a bank account says on the day, where no statement was imported yet."""

    takeover = TiedKey(Takeover, models.CASCADE, related_name="banks")
    account = TiedKey("ledger.Account", related_name="+")
    cents = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "takeover", "account"], name="takeover_bank_once")]


class HandoverItem(Bounded):
    """One thing of the inventory: received or not, and what was noted about it (CC 3.89 § 5 7°)."""

    takeover = TiedKey(Takeover, models.CASCADE, related_name="inventory")
    document = models.CharField(max_length=14, choices=[(d.value, d.value) for d in Document])
    received = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "takeover", "document"], name="handover_item_once")]
