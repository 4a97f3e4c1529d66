"""The condominium's rule of approval. A new row replaces the one before: what held on a day stays readable."""

from django.db import models
from django.db.models import Q

from koprogo.platform.models import Bounded
from koprogo.purchases.rules.approval import Mode


class ApprovalRule(Bounded):
    """Who may let an invoice be paid, by which decision, from the moment it was set on."""

    append_only = True

    mode = models.CharField(max_length=6, choices=[(m.value, m.value) for m in Mode])
    threshold_cents = models.BigIntegerField(default=0)
    decision = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True)
    set_at = models.DateTimeField()
    set_by_id = models.UUIDField(null=True)
    set_by = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="approval_rule_threshold", condition=~Q(mode="above") | Q(threshold_cents__gt=0)
            ),
        ]
        indexes = [models.Index(fields=["org", "set_at"], name="approval_rule_org_set")]
