"""What a change of owner passes from the seller to the buyer (CC 3.94 § 5; law 5.3)."""

from django.db import models

from koprogo.platform.models import Bounded, TiedKey


class TransferShare(Bounded):
    """The seller's share of the working fund, and what of the running provisions the buyer takes over."""

    append_only = True

    lot = TiedKey("condominiums.Lot", related_name="+")
    seller = TiedKey("condominiums.Party", related_name="+")
    buyer = TiedKey("condominiums.Party", related_name="+")
    on = models.DateField()  # first day of the buyer
    fund_cents = models.BigIntegerField()
    provision_cents = models.BigIntegerField()
    entry = TiedKey("ledger.Entry", null=True, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "lot", "on"], name="transfer_share_once")]
