"""The session: comings and goings, ballots, counts, and the chain that binds them. Rows are added, never changed."""

from django.db import models
from django.db.models import Q

from koprogo.assemblies.models.agenda import AgendaItem
from koprogo.assemblies.models.assembly import Assembly
from koprogo.assemblies.rules.session import BallotChannel, Move, Presence
from koprogo.assemblies.rules.unanimity import Choice, Outcome
from koprogo.platform.models import Bounded, TiedKey


class Attendance(Bounded):
    """One line of the attendance list. ``party`` for an owner, ``name`` alone for a proxy holder from outside.

    ``stands_in``: the person in the room when the owner is a company, joint owners or a split right.
    ``command``: the key of the secretary's device, so that a queue sent twice writes once.
    """

    append_only = True

    assembly = TiedKey(Assembly, related_name="attendance")
    party = TiedKey("condominiums.Party", null=True, related_name="+")
    name = models.CharField(max_length=160)
    stands_in = models.CharField(max_length=160, blank=True)
    assistant = models.CharField(max_length=160, blank=True)
    move = models.CharField(max_length=7, choices=[(m.value, m.value) for m in Move])
    undoes = TiedKey("assemblies.Attendance", null=True, related_name="undone_by")
    presence = models.CharField(max_length=6, choices=[(p.value, p.value) for p in Presence], default=Presence.ROOM)
    recording_consent = models.BooleanField(null=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by_id = models.UUIDField(null=True)
    command = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org", "assembly", "command"], condition=~Q(command=""), name="attendance_command_once"
            ),
            models.CheckConstraint(
                name="attendance_undoes",
                condition=Q(move="undone", undoes__isnull=False) | (~Q(move="undone") & Q(undoes__isnull=True)),
            ),
        ]
        indexes = [models.Index(fields=["org", "assembly", "at", "id"], name="attendance_org_assembly")]


class Ballot(Bounded):
    """What one owner's votes say on one item. The highest ``number`` before the item closes is the one that counts.

    ``holder``/``holder_name``: who gave it, when by proxy.
    """

    append_only = True

    item = TiedKey(AgendaItem, related_name="ballots")
    party = TiedKey("condominiums.Party", related_name="+")
    number = models.PositiveSmallIntegerField()
    choice = models.CharField(max_length=7, choices=[(c.value, c.value) for c in Choice])
    holder = TiedKey("condominiums.Party", null=True, related_name="+")
    holder_name = models.CharField(max_length=160, blank=True)
    proxy = TiedKey("assemblies.Proxy", null=True, related_name="+")
    channel = models.CharField(max_length=11, choices=[(c.value, c.value) for c in BallotChannel])
    cast_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    person_id = models.UUIDField(null=True)
    command = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "item", "party", "number"], name="ballot_number_once"),
            models.UniqueConstraint(
                fields=["org", "item", "command"], condition=~Q(command=""), name="ballot_command_once"
            ),
        ]


class ItemResult(Bounded):
    """The count of an item when its vote closed; a correction is a further row. Votes are exact: "380", "1501/3"."""

    append_only = True

    item = TiedKey(AgendaItem, related_name="results")
    number = models.PositiveSmallIntegerField(default=1)
    text = models.TextField()  # as decided on, amendments in
    majority = models.CharField(max_length=14)
    article = models.CharField(max_length=80)
    in_favour = models.CharField(max_length=60)
    against = models.CharField(max_length=60)
    abstaining = models.CharField(max_length=60)
    outcome = models.CharField(max_length=26, choices=[(o.value, o.value) for o in Outcome])
    facts = models.JSONField()  # who was there with what, caps, excluded, names against and abstaining, flags
    closed_at = models.DateTimeField()
    closed_by_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=400, blank=True)  # why it was counted again

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "item", "number"], name="item_result_once")]


class HashLink(Bounded):
    """One link of the chain of a session's records: each holds the hash of the one before it."""

    append_only = True

    assembly = TiedKey(Assembly, related_name="chain")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    record_id = models.UUIDField()
    payload = models.TextField()  # canonical JSON of the record
    previous = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "assembly", "number"], name="hash_link_once")]
