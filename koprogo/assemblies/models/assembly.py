"""An assembly of the co-owners: its day, its place, where it stands."""

from django.db import models
from django.db.models import F, Q

from koprogo.assemblies.rules.states import Kind, Session, State
from koprogo.platform.models import Bounded, TiedKey


class Assembly(Bounded):
    """One assembly (CC 3.87), known by its day. A second session on the same agenda is a row of its own."""

    deletable = False

    held_on = models.DateField()
    sequence = models.PositiveSmallIntegerField(default=1)  # 2 for a second one on the same day
    starts_at = models.TimeField()
    kind = models.CharField(max_length=13, choices=[(k.value, k.value) for k in Kind])
    session = models.CharField(max_length=15, choices=[(s.value, s.value) for s in Session], default=Session.FIRST)
    follows = TiedKey("assemblies.Assembly", null=True, related_name="next_sessions")
    request = TiedKey("assemblies.ExtraordinaryRequest", null=True, related_name="assemblies")
    state = models.CharField(max_length=9, choices=[(s.value, s.value) for s in State], default=State.PLANNED)
    state_reason = models.CharField(max_length=400, blank=True)
    place = models.CharField(max_length=200)
    remote_link = models.URLField(max_length=400, blank=True)
    remote_text = models.TextField(blank=True)  # how one is identified and takes part (CC 3.87 § 1)
    recorded = models.BooleanField(default=False)  # the session is recorded: each one's consent is on the list
    recording_deleted_at = models.DateTimeField(null=True)  # once it has served to write the minutes
    consult = models.TextField(blank=True)  # where and when the documents are read (CC 3.87 § 3)
    fortnight = models.CharField(max_length=5, blank=True)  # "MM-DD" of the house rules, when it was planned
    notice_days = models.PositiveSmallIntegerField(default=15)
    urgent_because = models.CharField(max_length=400, blank=True)
    planned_at = models.DateTimeField()
    planned_by_id = models.UUIDField(null=True)
    # The session (CC 3.87 §§ 5 and 10)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    president = TiedKey("condominiums.Party", null=True, related_name="+")
    secretary_name = models.CharField(max_length=160, blank=True)
    secretary = TiedKey("condominiums.Party", null=True, related_name="+")
    tellers = models.JSONField(default=list)
    quorum = models.JSONField(null=True)  # heads and shares at the opening, as counted
    minutes_sent_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "held_on", "sequence"], name="assembly_day_once"),
            models.CheckConstraint(name="assembly_notice", condition=Q(notice_days__gte=15)),
            models.CheckConstraint(
                name="assembly_session_follows",
                condition=Q(session=Session.FIRST) | Q(follows__isnull=False),
            ),
            models.CheckConstraint(
                name="assembly_closed_after",
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
            ),
        ]

    @property
    def lacked_quorum(self) -> bool:
        """Whether it is a first session found without quorum: a second one may be convened (CC 3.87 § 5)."""
        counted = self.quorum or {}
        had = counted.get("by_heads_and_shares") or counted.get("by_three_quarters") or not counted.get("asked", True)
        over = self.state in (State.ADJOURNED, State.MINUTED) and self.quorum is not None
        return over and self.session != Session.SECOND and not had

    @property
    def number(self) -> str:
        """The natural key of its address: 2026-12-15, or 2026-12-15-2 for a second one on the day."""
        day = self.held_on.isoformat()
        return day if self.sequence == 1 else f"{day}-{self.sequence}"


class OccupantRemark(Bounded):
    """What an occupant writes to the assembly (CC 3.89 § 5, 6°): brought to it, without a vote."""

    updatable = ("brought_at", "answer")
    deletable = False

    assembly = TiedKey(Assembly, related_name="remarks")
    party = TiedKey("condominiums.Party", null=True, related_name="+")
    author_name = models.CharField(max_length=160)
    person_id = models.UUIDField(null=True)
    text = models.TextField()
    written_at = models.DateTimeField()
    brought_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["org", "assembly", "written_at"], name="remark_org_assembly")]
