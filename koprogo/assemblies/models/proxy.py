"""Proxies: who votes for whom, from the moment it is given until it is taken back. Given facts never change."""

from django.db import models
from django.db.models import Q

from koprogo.assemblies.models.agenda import AgendaItem
from koprogo.assemblies.models.assembly import Assembly
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.platform.models import Bounded, TiedKey


class Proxy(Bounded):
    """One mandate for one assembly, and its second session unless it says otherwise (CC 3.87 § 7)."""

    updatable = ("revoked_at", "revoked_by_id", "revoked_because")
    deletable = False

    class Scope(models.TextChoices):
        GENERAL = "general"
        ITEMS = "items"  # with an instruction for some or all items

    class Channel(models.TextChoices):
        PHONE = "phone"
        PAPER = "paper"

    assembly = TiedKey(Assembly, related_name="proxies")
    mandator = TiedKey("condominiums.Party", related_name="+")
    holder = TiedKey("condominiums.Party", null=True, related_name="+")
    holder_name = models.CharField(max_length=160)  # always a name, also of somebody outside the building
    holder_email = models.EmailField(blank=True)
    scope = models.CharField(max_length=7, choices=Scope.choices)
    shares = models.PositiveBigIntegerField(null=True)  # None: all votes of the mandator
    channel = models.CharField(max_length=5, choices=Channel.choices)
    first_session_only = models.BooleanField(default=False)
    by_deed = models.BooleanField(default=False)
    file_id = models.UUIDField(null=True)
    given_on = models.DateField()  # the day on the paper
    given_at = models.DateTimeField()  # the moment it was recorded: the order in which proxies are examined
    given_by_id = models.UUIDField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by_id = models.UUIDField(null=True)
    revoked_because = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="proxy_named", condition=~Q(holder_name="")),
            models.CheckConstraint(name="proxy_shares", condition=Q(shares__isnull=True) | Q(shares__gt=0)),
            models.UniqueConstraint(
                fields=["org", "assembly", "mandator"],
                condition=Q(revoked_at__isnull=True, shares__isnull=True),
                name="proxy_whole_once",
            ),
        ]
        indexes = [models.Index(fields=["org", "assembly", "given_at", "id"], name="proxy_org_assembly")]


class ProxyInstruction(Bounded):
    """How the holder is to vote on one item; an item without one is left to the holder."""

    append_only = True

    proxy = TiedKey(Proxy, related_name="instructions")
    item = TiedKey(AgendaItem, related_name="+")
    choice = models.CharField(max_length=7, choices=[(c.value, c.value) for c in Choice])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "proxy", "item"], name="proxy_instruction_once")]
