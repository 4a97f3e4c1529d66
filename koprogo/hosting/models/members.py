"""The register of members, its journal, the offices, and what the board has done by law each year."""

from django.db import models

from koprogo.platform.models import Bounded, GlobalKey, TiedKey


class Member(Bounded):
    """One line of the register; ``number`` is given at the admission and never again. Its history: `MemberChange`."""

    deletable = False

    kind = models.CharField(max_length=8)
    standing = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    email = models.EmailField()
    address = models.CharField(max_length=300)
    enterprise_number = models.CharField(max_length=10, blank=True)
    represented_by = models.CharField(max_length=120, blank=True)
    motive = models.TextField(blank=True, max_length=2_000)
    state = models.CharField(max_length=8)
    number = models.PositiveIntegerField(null=True)
    person = GlobalKey("people.Person", null=True, related_name="+")
    party = TiedKey("condominiums.Party", null=True, related_name="+")  # who votes in the assembly
    language = models.CharField(max_length=2)
    applied_at = models.DateTimeField()
    member_from = models.DateField(null=True)
    member_until = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "number"], name="hosting_member_number_once")]
        indexes = [models.Index(fields=["org", "state", "name"], name="hosting_member_state")]


class MemberChange(Bounded):
    """What happened to a member and who decided it."""

    append_only = True

    member = TiedKey(Member, related_name="changes")
    state = models.CharField(max_length=8)
    on = models.DateField()
    decision = models.CharField(max_length=300, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=120, blank=True)


class OfficeTerm(Bounded):
    """A member holds an office; ``ends_on`` is the first day they no longer do."""

    updatable = ("ends_on",)
    deletable = False

    member = TiedKey(Member, related_name="offices")
    office = models.CharField(max_length=10)
    starts_on = models.DateField()
    ends_on = models.DateField()
    decision = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(name="hosting_office_period", condition=models.Q(ends_on__gte=models.F("starts_on")))
        ]


class DutyDone(Bounded):
    """A yearly duty, fulfilled."""

    append_only = True

    duty = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    on = models.DateField()
    proof = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "duty", "year"], name="hosting_duty_once")]
