"""Accounts: the building's own copy of the chart, with its own codes and sub-accounts."""

from django.db import models
from django.db.models import Q

from koprogo.ledger.rules.chart_account import Nature
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform.models import Bounded


class Account(Bounded):
    """One account. Its name is the chart's (``chart_code``, four languages) or the building's own ``label``.

    ``role`` is what programs post to; ``family`` is the role of the account or of the nearest one above it:
    a sub-account of 4101 is still an individual account of owners.
    """

    deletable = False
    updatable = ("code", "label", "parent_code")

    code = models.CharField(max_length=12)
    chart_code = models.CharField(max_length=12, blank=True)
    label = models.CharField(max_length=120, blank=True)
    nature = models.CharField(max_length=9, choices=[(nature.value, nature.value) for nature in Nature])
    role = models.CharField(max_length=24, null=True, choices=[(role.value, role.value) for role in AccountRole])
    family = models.CharField(max_length=24, blank=True)
    parent_code = models.CharField(max_length=12, blank=True)
    iban = models.CharField(max_length=34, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "code"], name="account_code_once"),
            models.UniqueConstraint(fields=["org", "role"], name="account_role_once", condition=Q(role__isnull=False)),
            models.UniqueConstraint(fields=["org", "iban"], name="account_iban_once", condition=Q(iban__isnull=False)),
            models.CheckConstraint(name="account_code_digits", condition=Q(code__regex=r"^[0-9]{1,12}$")),
            models.CheckConstraint(name="account_named", condition=~Q(label="") | ~Q(chart_code="")),
        ]
