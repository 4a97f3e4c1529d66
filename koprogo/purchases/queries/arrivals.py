"""Documents that came in: what waits for somebody, one of them, the mails without any, the address."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access
from koprogo.purchases.models import Arrival, IncomingMail, MailAddress
from koprogo.purchases.rules.arrivals import OPEN, Kind, Stage

PAGE = 50
#: How many documents wait for somebody, as a part of the home's one statement.
TODAY_SQL = (
    "SELECT count(*) FROM purchases_arrival WHERE org_id = %(org)s"
    " AND stage IN ('new_supplier', 'invalid', 'alike', 'to_type')"
)
#: The job that asks the official rules about one document.
JUDGE = "purchases.judge_arrival"


@dataclass(frozen=True, slots=True)
class ArrivalRow:
    """One document of the list. ``invoice``: its own number, empty while there is none."""

    id: UUID
    name: str
    kind: Kind
    stage: Stage
    reason: str
    supplier: str
    number: str
    gross_cents: int | None
    sender: str
    received_at: datetime
    invoice: str


@dataclass(frozen=True, slots=True)
class ArrivalCard:
    """One document with all that is known of it. ``findings``: (rule, sentence of the publisher, severity)."""

    id: UUID
    row: ArrivalRow
    facts: dict[str, Any]
    findings: tuple[tuple[str, str, str], ...]
    file_id: UUID | None
    media_type: str
    subject: str
    text: str
    job_id: UUID | None


@dataclass(frozen=True, slots=True)
class MailRow:
    """A mail that brought no document, with its text."""

    sender: str
    subject: str
    text: str
    received_at: datetime


def _row(row: Arrival) -> ArrivalRow:
    facts = row.facts
    return ArrivalRow(
        id=row.id,
        name=row.name,
        kind=Kind(row.kind),
        stage=Stage(row.stage),
        reason=row.reason,
        supplier=str(facts.get("supplier") or ""),
        number=str(facts.get("number") or ""),
        gross_cents=facts.get("gross_cents"),
        sender=row.mail.sender if row.mail else "",
        received_at=row.received_at,
        invoice=row.invoice.number if row.invoice else "",
    )


def listing(access: Access, *, page: int = 1) -> tuple[list[ArrivalRow], int]:
    """One page of what came in, what waits first, then the newest; and how many there are (two queries)."""
    found = Arrival.objects.filter(org_id=access.org_id)
    waits = Q(stage__in=[*OPEN, Stage.WAITING])
    rows = found.annotate(waits=waits).select_related("mail", "invoice").order_by("-waits", "-received_at", "-id")
    start = (max(page, 1) - 1) * PAGE
    return [_row(row) for row in rows[start : start + PAGE]], found.count()


def of_batch(access: Access, *, ids: list[UUID]) -> list[ArrivalRow]:
    """Some documents in the order of their arrival (one query)."""
    found = Arrival.objects.filter(org_id=access.org_id, id__in=ids).select_related("mail", "invoice")
    return [_row(row) for row in found.order_by("received_at", "id")]


def card(access: Access, *, arrival_id: UUID) -> ArrivalCard:
    """One document (one query). Raises NotFound."""
    row = Arrival.objects.filter(org_id=access.org_id, id=arrival_id).select_related("mail", "invoice").first()
    if row is None:
        raise NotFound(what="arrival")
    return ArrivalCard(
        id=row.id,
        row=_row(row),
        facts=row.facts,
        findings=tuple((one["rule"], one["message"], one["severity"]) for one in row.findings),
        file_id=row.file_id,
        media_type=row.media_type,
        subject=row.mail.subject if row.mail else "",
        text=row.mail.text if row.mail else "",
        job_id=row.job_id,
    )


def bare_mails(access: Access, *, limit: int = 20) -> list[MailRow]:
    """The newest mails that brought no document (one query)."""
    found = IncomingMail.objects.filter(org_id=access.org_id, arrivals__isnull=True).order_by("-received_at", "-id")
    return [MailRow(row.sender, row.subject, row.text, row.received_at) for row in found[:limit]]


def token(access: Access) -> str:
    """The secret part of the building's address that holds now; empty while there is none (one query)."""
    row = MailAddress.objects.filter(org_id=access.org_id).order_by("-set_at", "-id").first()
    return row.token if row else ""
