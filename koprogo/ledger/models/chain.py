"""The chain over sealed entries, its daily heads, and the runs of the checks. Added to, never changed."""

from django.db import models
from django.db.models import Q

from koprogo.ledger.models.entry import Entry
from koprogo.platform.models import Bounded, TiedKey

_HASH = r"^[0-9a-f]{64}$"


class ChainLink(Bounded):
    """The fingerprint of one sealed entry after that of the entry before it (rules.chain)."""

    append_only = True

    position = models.PositiveBigIntegerField()
    entry = TiedKey(Entry, related_name="links")
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "position"], name="chain_position_once"),
            models.UniqueConstraint(fields=["org", "entry"], name="chain_entry_once"),
            models.CheckConstraint(name="chain_hash_form", condition=Q(hash__regex=_HASH)),
        ]


class ChainHead(Bounded):
    """Where the chain ended on a day: what a later rewriting of the whole chain cannot agree with."""

    append_only = True

    day = models.DateField()
    position = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "day"], name="chain_head_day_once"),
            models.CheckConstraint(name="chain_head_hash_form", condition=Q(hash__regex=_HASH)),
        ]


class BooksCheck(Bounded):
    """One run of all proofs: what was proved, what was off ([{"code", "facts"}]), and where the chain ended."""

    append_only = True

    ran_at = models.DateTimeField()
    asked_by_id = models.UUIDField(null=True)  # empty: the night's own run
    proofs = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    position = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["org", "ran_at"], name="books_check_org_at")]
