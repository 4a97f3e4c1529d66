"""The convocation: the agenda as it was sent, to whom, how, and the proof of it."""

from django.db import models

from koprogo.assemblies.models.assembly import Assembly
from koprogo.assemblies.rules.calendar import Notice
from koprogo.assemblies.rules.convocation import Channel
from koprogo.platform.models import Bounded, TiedKey


class ElectronicConsent(Bounded):
    """One person's written agreement to be convened by e-mail, or its withdrawal (CC 3.87 § 3). The latest counts."""

    append_only = True

    class How(models.TextChoices):
        ACCOUNT = "account"  # given by the person, signed in
        PAPER = "paper"  # a signed paper, typed in by the syndic

    party = TiedKey("condominiums.Party", related_name="+")  # whoever is written to
    given = models.BooleanField()  # False: withdrawn
    on = models.DateField()
    how = models.CharField(max_length=7, choices=How.choices)
    email = models.EmailField(blank=True)
    file_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["org", "party", "on", "id"], name="consent_org_party")]


class Convocation(Bounded):
    """What was sent once and for all. ``content``: day, place, agenda; ``sha256``: of its canonical JSON."""

    updatable = ("superseded_at", "batch_id", "counter_list_id", "hall_notice_id")
    deletable = False

    assembly = TiedKey(Assembly, related_name="convocations")
    number = models.PositiveSmallIntegerField()  # 2 when the day changed and all was sent anew
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    issued_on = models.DateField()
    issued_at = models.DateTimeField()
    issued_by_id = models.UUIDField(null=True)
    notice = models.CharField(max_length=11, choices=[(n.value, n.value) for n in Notice])
    urgent_because = models.CharField(max_length=400, blank=True)
    superseded_at = models.DateTimeField(null=True)
    batch_id = models.UUIDField(null=True)  # the letters for the post
    counter_list_id = models.UUIDField(null=True)  # the list for the registered-mail counter
    hall_notice_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "assembly", "number"], name="convocation_once")]


class Recipient(Bounded):
    """One letter of a convocation: to whom, for which party, how, and what proves it.

    ``attempt`` 2 and more: sent again after it came back. ``regular`` off: by a channel this person never agreed to.
    """

    updatable = (
        "letter_id",
        "mailing_id",
        "sent_at",
        "registered_number",
        "proof_id",
        "bounced_at",
        "bounce_note",
    )
    deletable = False

    convocation = TiedKey(Convocation, related_name="recipients")
    party = TiedKey("condominiums.Party", related_name="+")  # whose votes
    addressee = TiedKey("condominiums.Party", related_name="+")  # who is written to
    attempt = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=160)
    address = models.JSONField(default=list)  # lines, as they were
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2)
    channel = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Channel])
    consent_on = models.DateField(null=True)
    regular = models.BooleanField()
    vote_suspended = models.BooleanField(default=False)
    lots = models.JSONField(default=list)
    shares = models.PositiveBigIntegerField()
    added_on = models.DateField()
    letter_id = models.UUIDField(null=True)
    mailing_id = models.UUIDField(null=True)
    sent_at = models.DateTimeField(null=True)
    registered_number = models.CharField(max_length=40, blank=True)
    proof_id = models.UUIDField(null=True)
    bounced_at = models.DateTimeField(null=True)
    bounce_note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org", "convocation", "party", "addressee", "attempt"], name="recipient_once"
            )
        ]
