"""Who is known among the neighbours, by which name; what they accepted; the codes that let somebody in."""

from django.db import models
from django.db.models import Q

from koprogo.neighbours import labels
from koprogo.neighbours.rules.residents import Agreement, Came
from koprogo.platform.models import Bounded, GlobalKey, TiedKey


class Resident(Bounded):
    """One neighbour. ``person`` is empty for whoever never signs in (an animator writes for them), and after erasure.

    ``contact`` is what they chose to show the others, nothing by default. Nothing here says who owns or rents.
    ``language``: of the papers printed for whoever never signs in.
    """

    deletable = False

    person = GlobalKey("people.Person", null=True, related_name="+")
    pseudonym = models.CharField(max_length=40)
    pseudonym_key = models.CharField(max_length=80)
    came = models.CharField(max_length=7, choices=[(one.value, one.value) for one in Came])
    place = models.CharField(max_length=40, blank=True)
    contact = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, blank=True)
    wants_digest = models.BooleanField(default=False)
    moderates = models.BooleanField(default=False)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    @property
    def called(self) -> str:
        """By which name the others see them; whoever left has none any more."""
        return self.pseudonym or labels.former()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org", "person"],
                name="resident_person_once",
                condition=Q(left_at__isnull=True, person__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["org", "pseudonym_key"], name="resident_pseudonym_once", condition=Q(left_at__isnull=True)
            ),
        ]
        indexes = [models.Index(fields=["org", "joined_at"], name="resident_org_joined")]


class Acceptance(Bounded):
    """That a resident has read a text and accepted it, once; ``language``: the one it was read in."""

    append_only = True
    deletable = False

    resident = TiedKey(Resident, related_name="acceptances")
    agreement = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Agreement])
    language = models.CharField(max_length=2)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "resident", "agreement"], name="acceptance_once"),
        ]


class EntryCode(Bounded):
    """A code that lets somebody register: the hall's, for all who live there, or a letter's, for one home and once.

    ``resident``: who never signed in so far; whoever comes by that letter takes their place.
    """

    deletable = False
    updatable = ("ended_at", "used_at")

    code = models.CharField(max_length=12)
    home = models.CharField(max_length=60, blank=True)
    resident = TiedKey(Resident, null=True, related_name="+")
    made_at = models.DateTimeField()
    made_by_id = models.UUIDField(null=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "code"], name="entry_code_once"),
            models.UniqueConstraint(
                fields=["org"], name="entry_code_one_hall", condition=Q(home="", ended_at__isnull=True)
            ),
        ]
        indexes = [models.Index(fields=["org", "made_at"], name="entry_code_org_made")]
