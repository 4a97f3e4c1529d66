"""Documents that came in before anybody made an invoice of them, the mails that brought them, and the address."""

from django.db import models
from django.db.models import Q

from koprogo.platform.models import Bounded, TiedKey
from koprogo.purchases.models.invoice import Invoice
from koprogo.purchases.rules.arrivals import Kind, Stage


class MailAddress(Bounded):
    """The secret part of the building's address. A new row replaces the one before, which then reaches nobody."""

    append_only = True
    stays = True

    token = models.CharField(max_length=20)
    set_at = models.DateTimeField()
    set_by_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["org", "set_at"], name="mail_address_org_set")]


class IncomingMail(Bounded):
    """One mail to the building's address. ``sender``: as written in it, which proves nothing."""

    append_only = True

    message_id = models.CharField(max_length=250)
    sender = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    dropped = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "message_id"], name="incoming_mail_once")]
        indexes = [models.Index(fields=["org", "received_at"], name="incoming_mail_org_received")]


class Arrival(Bounded):
    """One document. ``findings``: the rules it breaks; ``facts``: what it says, for the page that shows it.

    ``file_id`` is empty for what was refused: it is not kept. ``invoice``: what was made of it, or what was there.
    """

    deletable = False
    updatable = ("stage", "reason", "findings", "facts", "invoice", "job_id", "decided_at", "decided_by_id")

    mail = TiedKey(IncomingMail, null=True, related_name="arrivals")
    kind = models.CharField(max_length=5, choices=[(kind.value, kind.value) for kind in Kind])
    stage = models.CharField(max_length=12, choices=[(stage.value, stage.value) for stage in Stage])
    reason = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=80)
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file_id = models.UUIDField(null=True)
    findings = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    invoice = TiedKey(Invoice, null=True, related_name="arrivals")
    job_id = models.UUIDField(null=True)
    received_at = models.DateTimeField()
    received_by_id = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org", "sha256"], name="arrival_once", condition=~Q(stage__in=["refused", "duplicate"])
            ),
            models.UniqueConstraint(
                fields=["org", "mail", "sha256"], name="arrival_of_mail_once", condition=Q(mail__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["org", "received_at", "id"], name="arrival_org_received")]
