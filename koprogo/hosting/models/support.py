"""Questions of a condominium to whoever hosts it. Global: read by their two sides, like bills, and neither looks behind
the other's wall. The operator sees what the client wrote and nothing else of the building."""

from django.db import models

from koprogo.kernel.identifiers import uuid7
from koprogo.platform.models import GlobalKey, Org


class Question(models.Model):
    """One thread. ``promised_hours``: of the condominium's plan on the day it was asked."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=16)
    org = GlobalKey(Org, related_name="+")
    subject = models.CharField(max_length=120)
    asked_by_id = models.UUIDField()
    asked_by_name = models.CharField(max_length=160)
    email = models.EmailField()
    language = models.CharField(max_length=2)
    asked_at = models.DateTimeField()
    promised_hours = models.PositiveSmallIntegerField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number"], name="question_number_once")]
        indexes = [
            models.Index(fields=["org", "asked_at"], name="question_org_at"),
            models.Index(fields=["asked_at"], name="question_at"),
        ]


class Message(models.Model):
    """One message of a thread. ``asks_days``: support asks to be let in for so many days."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    question = GlobalKey(Question, related_name="messages")
    side = models.CharField(max_length=7)
    text = models.TextField(max_length=8_000)
    author_id = models.UUIDField()
    author_name = models.CharField(max_length=160)
    asks_days = models.PositiveSmallIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["question", "at"], name="message_question_at")]


class SupportMail(models.Model):
    """One mail to a question's own address: taken once by its message id. ``told``: its sender was answered."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    question = GlobalKey(Question, related_name="mails")
    mail_id = models.CharField(max_length=250)
    outcome = models.CharField(max_length=8)
    told = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "mail_id"], name="support_mail_once")]


class Attachment(models.Model):
    """A file that the client joined. ``file_id`` stands inside the condominium, ``copy_id`` inside the association."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    message = GlobalKey(Message, related_name="attachments")
    name = models.CharField(max_length=200)
    file_id = models.UUIDField()
    copy_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["message"], name="attachment_message")]
