"""Requests of owners for an extraordinary assembly: what they ask, who signed, with how many shares."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Sum
from django.db.models.functions import JSONObject

from koprogo.assemblies.models import Assembly, ExtraordinaryRequest, RequestSignature
from koprogo.assemblies.queries import addressees
from koprogo.assemblies.rules import calendar
from koprogo.assemblies.rules.calendar import ForwardLimit
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """One owner's signature, with the shares of its day."""

    party_id: UUID
    name: str
    shares: int
    channel: str


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request. ``limit``: until when the syndic convenes, once it was received; ``assembly``: what came of it."""

    request_id: UUID
    title: str
    text: str
    party_id: UUID
    started_at: datetime
    state: str
    received_on: date | None
    registered_number: str
    signatures: tuple[SignatureRow, ...]
    assembly: str

    @property
    def signed(self) -> int:
        """Shares that signed."""
        return sum(one.shares for one in self.signatures)

    @property
    def limit(self) -> ForwardLimit | None:
        """The last day to convene, strict and after art. 1.7 CC (CC 3.87 § 2)."""
        return calendar.requested_assembly(self.received_on) if self.received_on else None

    @property
    def cosigner_from(self) -> date | None:
        """From when one of those who signed may convene instead."""
        return calendar.cosigner_from(self.received_on) if self.received_on else None


def listing(access: Access, *, limit: int = 20) -> list[RequestRow]:
    """The newest requests first (one query)."""
    return [_row(one) for one in _rows(access).order_by("-started_at", "-id")[:limit]]


def get(access: Access, *, request_id: UUID) -> RequestRow:
    """One request with its signatures (one query). Raises NotFound."""
    found = _rows(access).filter(id=request_id).first()
    if found is None:
        raise NotFound(what="request")
    return _row(found)


def _rows(access: Access):  # type: ignore[no-untyped-def]
    signed = RequestSignature.objects.filter(
        org_id=access.org_id, request_id=OuterRef("id"), withdrawn_at__isnull=True
    ).order_by("signed_at", "id")
    signature = JSONObject(party="party_id", name="party__name", shares="shares", channel="channel")
    came = Assembly.objects.filter(org_id=access.org_id, request_id=OuterRef("id")).order_by("planned_at")
    return ExtraordinaryRequest.objects.filter(org_id=access.org_id).annotate(
        signed=ArraySubquery(signed.values(json=signature)),
        came=ArraySubquery(came.values(json=JSONObject(on="held_on", sequence="sequence"))),
    )


def _row(one: ExtraordinaryRequest) -> RequestRow:
    facts = vars(one)
    came = facts["came"][0] if facts["came"] else None
    number = ""
    if came:
        number = came["on"] if came["sequence"] == 1 else f"{came['on']}-{came['sequence']}"
    return RequestRow(
        one.id,
        one.title,
        one.text,
        one.party_id,
        one.started_at,
        one.state,
        one.received_on,
        one.registered_number,
        tuple(SignatureRow(UUID(s["party"]), s["name"], s["shares"], s["channel"]) for s in facts["signed"]),
        number,
    )


def total_shares(access: Access) -> int:
    """The shares of all lots today (one query)."""
    found = {one.party_id: one.shares for one in addressees.of_day(access, on=access.today)}
    return sum(found.values())


def shares(access: Access, *, request: ExtraordinaryRequest) -> tuple[int, int]:
    """Shares that signed a request, and those of all lots (two queries)."""
    held = RequestSignature.objects.filter(org_id=access.org_id, request=request, withdrawn_at__isnull=True)
    return int(held.aggregate(all=Sum("shares"))["all"] or 0), total_shares(access)
