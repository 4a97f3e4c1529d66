"""Proposals, their debate, their votes; the road map with its supporters; words of partners."""

from uuid import uuid4

from django.db import models

from koprogo.hosting.models.members import Member
from koprogo.hosting.models.prices import PriceList
from koprogo.platform.models import Bounded, GlobalKey, TiedKey


class Proposal(Bounded):
    """What a member proposes. The change is typed: what bills or allocates is never read from a text."""

    deletable = False

    number = models.CharField(max_length=8)
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=10)
    title = models.CharField(max_length=120)
    reason = models.TextField(max_length=4_000)
    author = TiedKey(Member, related_name="proposals")
    proposed_at = models.DateTimeField()
    month_cents = models.PositiveIntegerField(null=True)
    stored_bytes = models.BigIntegerField(null=True)
    users = models.PositiveIntegerField(null=True)
    requests = models.PositiveIntegerField(null=True)
    keys = models.JSONField(null=True)
    cost_cents = models.PositiveIntegerField(default=0)
    loss_known = models.BooleanField(default=False)
    valid_from = models.DateField(null=True)
    target = TiedKey(Member, null=True, related_name="+")
    office = models.CharField(max_length=10, blank=True)
    ends_on = models.DateField(null=True)
    secret = models.BooleanField(default=False)
    second = models.BooleanField(default=False)
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_on = models.DateField(null=True)
    members = models.PositiveIntegerField(null=True)
    votes_for = models.PositiveIntegerField(null=True)
    votes_against = models.PositiveIntegerField(null=True)
    votes_abstain = models.PositiveIntegerField(null=True)
    minutes = models.TextField(blank=True, max_length=8_000)
    price_list = GlobalKey(PriceList, null=True, related_name="+")
    item = TiedKey("assemblies.AgendaItem", null=True, related_name="+")  # on the agenda of an assembly

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "number"], name="hosting_proposal_number_once")]
        indexes = [models.Index(fields=["org", "state", "number"], name="hosting_proposal_state")]


class Comment(Bounded):
    """One voice in a debate."""

    append_only = True

    proposal = TiedKey(Proposal, related_name="comments")
    member = TiedKey(Member, related_name="+")
    text = models.TextField(max_length=2_000)
    at = models.DateTimeField()


class TookPart(Bounded):
    """A member has voted, once, whatever the ballot says."""

    append_only = True

    proposal = TiedKey(Proposal, related_name="+")
    member = TiedKey(Member, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "proposal", "member"], name="hosting_took_part_once")]


class MemberBallot(Bounded):
    """A ballot. In an open vote it names its member, and the latest before closing counts. In a secret one it names
    nobody, has no moment, and its id is of chance; in an open one ids follow time."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    proposal = TiedKey(Proposal, related_name="+")
    member = TiedKey(Member, null=True, related_name="+")
    choice = models.CharField(max_length=7)
    at = models.DateTimeField(null=True)


class RoadmapItem(Bounded):
    """Something that members wish for."""

    updatable = ("state",)
    deletable = False

    title = models.CharField(max_length=120)
    text = models.TextField(max_length=2_000, blank=True)
    state = models.CharField(max_length=8)
    member = TiedKey(Member, null=True, related_name="+")
    at = models.DateTimeField()


class RoadmapVote(Bounded):
    """One member's support, one for each item, taken back when they like."""

    item = TiedKey(RoadmapItem, related_name="votes")
    member = TiedKey(Member, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "item", "member"], name="hosting_roadmap_vote_once")]


class Voice(Bounded):
    """What a partner or a user says of the service, with the day they agreed to be quoted. ``withdrawn_on``: the day
    they took that back: it is shown no more, whoever asks."""

    updatable = ("shown", "withdrawn_on")
    deletable = False

    kind = models.CharField(max_length=8)
    name = models.CharField(max_length=120)
    text = models.TextField(max_length=1_000)
    agreed_on = models.DateField()
    shown = models.BooleanField(default=True)
    withdrawn_on = models.DateField(null=True)
    language = models.CharField(max_length=2)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hosting_voice_withdrawn", condition=models.Q(withdrawn_on__isnull=True) | models.Q(shown=False)
            )
        ]


class CountedInstallation(Bounded):
    """An installation of one's own that wishes to be counted; what it paid before is its own statement."""

    append_only = True

    name = models.CharField(max_length=120, blank=True)
    condominiums = models.PositiveIntegerField()
    month_before_cents = models.PositiveIntegerField(null=True)
    at = models.DateTimeField()
