"""A decision in writing, without a meeting: the text as it was sent, to whom, and what each one answered."""

from django.db import models
from django.db.models import F, Q

from koprogo.assemblies.models.assembly import Assembly
from koprogo.assemblies.rules.convocation import Channel
from koprogo.assemblies.rules.subjects import Subject
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.assemblies.rules.written import AnswerChannel, WrittenState
from koprogo.platform.models import Bounded, TiedKey


class WrittenDecision(Bounded):
    """What every co-owner is asked to agree to (CC 3.87 § 11), frozen the moment it is sent.

    ``content``: the text with those who are asked; ``sha256``: of its canonical JSON, which every answer repeats.
    ``assembly``: what it became in the register once the last one had agreed.
    """

    updatable = ("state", "state_reason", "ended_at", "assembly", "batch_id")
    deletable = False

    number = models.PositiveIntegerField()  # 1, 2, 3 … in this association
    title = models.CharField(max_length=160)
    text = models.TextField()
    subject = models.CharField(max_length=24, choices=[(s.value, s.value) for s in Subject])
    template = models.CharField(max_length=40, blank=True)
    year = models.CharField(max_length=8, blank=True)
    cost_cents = models.BigIntegerField(null=True)
    key = TiedKey("condominiums.AllocationKey", null=True, related_name="+")
    candidate = TiedKey("condominiums.Party", null=True, related_name="+")
    term_from = models.DateField(null=True)
    term_to = models.DateField(null=True)  # last day
    file_id = models.UUIDField(null=True)  # the document that goes with it
    until_on = models.DateField()  # the last day for an answer
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    sent_by_id = models.UUIDField(null=True)
    state = models.CharField(
        max_length=9, choices=[(s.value, s.value) for s in WrittenState], default=WrittenState.OPEN
    )
    state_reason = models.CharField(max_length=400, blank=True)
    ended_at = models.DateTimeField(null=True)
    assembly = TiedKey(Assembly, null=True, related_name="written")
    batch_id = models.UUIDField(null=True)  # the letters for the post

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "number"], name="written_number_once"),
            models.CheckConstraint(name="written_cost", condition=Q(cost_cents__isnull=True) | Q(cost_cents__gt=0)),
            models.CheckConstraint(
                name="written_term", condition=Q(term_to__isnull=True) | Q(term_to__gte=F("term_from"))
            ),
            models.CheckConstraint(
                name="written_ended", condition=Q(state=WrittenState.OPEN) | Q(ended_at__isnull=False)
            ),
            models.CheckConstraint(
                name="written_taken", condition=~Q(state=WrittenState.TAKEN) | Q(assembly__isnull=False)
            ),
        ]


class WrittenRecipient(Bounded):
    """One letter or mail: whose agreement is asked, who is written to, how."""

    updatable = ("letter_id", "mailing_id", "sent_at")
    deletable = False

    decision = TiedKey(WrittenDecision, related_name="recipients")
    party = TiedKey("condominiums.Party", related_name="+")
    addressee = TiedKey("condominiums.Party", related_name="+")
    name = models.CharField(max_length=160)
    address = models.JSONField(default=list)  # lines, as they were
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2)
    channel = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Channel])
    lots = models.JSONField(default=list)
    shares = models.PositiveBigIntegerField()
    added_at = models.DateTimeField()
    letter_id = models.UUIDField(null=True)
    mailing_id = models.UUIDField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "decision", "party"], name="written_recipient_once")]


class WrittenAnswer(Bounded):
    """One owner agrees, or refuses: on the phone, by the mailed link, on paper. A refusal after an agreement is a
    further row; nothing is ever overwritten. ``sha256``: of the text that was answered."""

    append_only = True

    decision = TiedKey(WrittenDecision, related_name="answers")
    party = TiedKey("condominiums.Party", related_name="+")
    choice = models.CharField(max_length=7, choices=[(c.value, c.value) for c in Choice])
    name = models.CharField(max_length=160)  # who signed
    channel = models.CharField(max_length=5, choices=[(c.value, c.value) for c in AnswerChannel])
    signed_on = models.DateField()  # the day on the paper, or of the tap
    answered_at = models.DateTimeField()
    shares = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    file_id = models.UUIDField(null=True)  # the drawing or the scan
    person_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "decision", "party", "choice"], name="written_answer_once"),
            models.CheckConstraint(name="written_answer_choice", condition=Q(choice__in=["for", "against"])),
        ]
