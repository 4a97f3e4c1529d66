"""Who may enter which boundary, as what, from when to when: answered before any boundary table is read."""

from django.db import models

from koprogo.kernel.identifiers import uuid7
from koprogo.people.models.person import Person
from koprogo.platform.models import GlobalKey, Org


class Membership(models.Model):
    """One role of one person in one boundary over a period; written by the operations that write mandates,
    ownerships and occupancies. ``party_id`` names the party they stand for (a row inside the boundary, so no key).
    ``ends_on`` is the first day it no longer holds."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = GlobalKey(Person, models.CASCADE, related_name="memberships")
    org = GlobalKey(Org, related_name="memberships")
    role = models.CharField(max_length=12)
    party_id = models.UUIDField(null=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "org"], name="membership_person_org"),
            models.Index(fields=["org", "role"], name="membership_org_role"),
        ]
        constraints = [
            models.CheckConstraint(
                name="membership_period",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
            ),
        ]
