"""What is kept about a hosted condominium outside its own tables, for whoever takes everything along: what it asked
support, what it used, what it was billed and given back, what it ordered."""

from typing import Any

from django.conf import settings

from koprogo.hosting.models import Attachment, Bill, Message, OutageCredit, Question, ServiceOrder, UsageDay
from koprogo.platform.access import Access

_QUESTION = ("number", "subject", "asked_by_name", "language", "asked_at", "promised_hours", "closed_at")
_MESSAGE = ("id", "question__number", "side", "author_name", "text", "asks_days", "at")
_ATTACHMENT = ("message_id", "message__question__number", "name", "file_id")
_USAGE = ("day", "requests", "bytes_out", "cpu_ms", "users", "stored_bytes")
_BILL = (
    "number",
    "kind",
    "title",
    "period_from",
    "period_to",
    "issued_on",
    "due_on",
    "total_cents",
    "open_cents",
    "structured_reference",
    "lines",
    "client_facts",
    "copy_id",
)
_CREDIT = ("month", "minutes", "down", "announced", "percent", "paid_cents", "cents", "note__number")
_ORDER = (
    "number",
    "service",
    "wishes",
    "state",
    "reason",
    "asked_at",
    "asked_by",
    "accepted_at",
    "accepted_by",
    "delivered_on",
    "bill__number",
)


def beside(access: Access) -> dict[str, list[dict[str, Any]]]:
    """The lists by name (seven statements); none where nobody is hosted. What support joined to a thread and the copies
    of the bills are among the building's own files, under ``file_id`` and ``copy_id``."""
    if not settings.KOPROGO_HOSTING:
        return {}
    org = access.org_id
    questions = Question.objects.filter(org_id=org).order_by("number")
    messages = Message.objects.filter(question__org_id=org).order_by("question__number", "at", "id")
    attachments = Attachment.objects.filter(message__question__org_id=org).order_by("id")
    return {
        "questions": list(questions.values(*_QUESTION)),
        "messages": list(messages.values(*_MESSAGE)),
        "attachments": list(attachments.values(*_ATTACHMENT)),
        "usage": list(UsageDay.objects.filter(org_id=org).order_by("day").values(*_USAGE)),
        "bills": list(Bill.objects.filter(client__org_id=org).order_by("issued_on", "number").values(*_BILL)),
        "credits": list(OutageCredit.objects.filter(instance__org_id=org).order_by("month").values(*_CREDIT)),
        "orders": list(ServiceOrder.objects.filter(client__org_id=org).order_by("number").values(*_ORDER)),
    }
