"""Where a neighbour answers another by e-mail, and what became of each mail that came there."""

from django.db import models

from koprogo.neighbours.rules.replies import Outcome
from koprogo.platform.models import Bounded, TiedKey


class ReplyAddress(Bounded):
    """One neighbour's address to another about one thing; it holds until ``expires_at``, later with each mail to them.

    ``notice``: answers stand under it; else they stand in the conversation ``thread_id``.
    """

    deletable = False
    updatable = ("expires_at",)

    key = models.CharField(max_length=10)
    resident = TiedKey("neighbours.Resident", related_name="+")
    other = TiedKey("neighbours.Resident", related_name="+")
    notice = TiedKey("neighbours.Notice", null=True, related_name="+")
    thread_id = models.UUIDField()
    about = models.CharField(max_length=100, blank=True)
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "key"], name="reply_address_key"),
            models.UniqueConstraint(fields=["org", "resident", "thread_id"], name="reply_address_once"),
        ]


class ReplyMail(Bounded):
    """One mail that came to such an address, so that it is never taken twice. Its words are where they were posted.

    ``told``: whether the sender was told what became of it.
    """

    append_only = True

    address = TiedKey(ReplyAddress, related_name="mails")
    message_id = models.CharField(max_length=250)
    outcome = models.CharField(max_length=7, choices=[(one.value, one.value) for one in Outcome])
    told = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "message_id"], name="reply_mail_once")]
        indexes = [models.Index(fields=["org", "address", "at"], name="reply_mail_org_address")]
