"""The board of the house: notices, who comes to an event, what is answered, and each one's calendar link."""

from django.db import models
from django.db.models import F, Q

from koprogo.neighbours.rules.notices import NoticeKind, NoticeState
from koprogo.platform.models import Bounded, TiedKey


class Notice(Bounded):
    """One notice; an event has its hours and its place. ``sequence`` counts its changes, for calendars (RFC 5545)."""

    deletable = False

    resident = TiedKey("neighbours.Resident", related_name="+")
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in NoticeKind])
    title = models.CharField(max_length=100)
    text = models.TextField(max_length=2_000)
    expires_on = models.DateField()  # last day
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=120, blank=True)
    pinned = models.BooleanField(default=False)
    state = models.CharField(max_length=4, choices=[(s.value, s.value) for s in NoticeState], default=NoticeState.UP)
    sequence = models.PositiveSmallIntegerField(default=0)
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="notice_event",
                condition=Q(kind=NoticeKind.EVENT, starts_at__isnull=False, ends_at__gt=F("starts_at"))
                | (~Q(kind=NoticeKind.EVENT) & Q(starts_at__isnull=True, ends_at__isnull=True)),
            ),
        ]
        indexes = [models.Index(fields=["org", "expires_on", "id"], name="notice_org_expires")]


class Coming(Bounded):
    """Whether a resident comes to an event, and with how many: the latest word counts."""

    updatable = ("coming", "people", "said_at")

    notice = TiedKey(Notice, related_name="comings")
    resident = TiedKey("neighbours.Resident", related_name="+")
    coming = models.BooleanField()
    people = models.PositiveSmallIntegerField(default=1)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "notice", "resident"], name="coming_once"),
            models.CheckConstraint(name="coming_people", condition=Q(people__gte=1, people__lte=20)),
        ]


class NoticeReply(Bounded):
    """One message between the author of a notice and one neighbour: nobody else reads it, no address is shown."""

    append_only = True

    notice = TiedKey(Notice, related_name="replies")
    neighbour = TiedKey("neighbours.Resident", related_name="+")  # the one who is not the author
    from_author = models.BooleanField()
    text = models.TextField(max_length=1_000)
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["org", "notice", "neighbour", "written_at"], name="reply_org_notice")]


class CalendarLink(Bounded):
    """A resident's private link to the calendar of the house. A new one closes the one before."""

    updatable = ("closed_at",)
    deletable = False

    resident = TiedKey("neighbours.Resident", related_name="+")
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org", "resident"], condition=Q(closed_at__isnull=True), name="calendar_link_one_open"
            ),
        ]
