"""Questions about convocations: the one in force, who got it, what is left to be proven."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from koprogo.assemblies.models import Assembly, Convocation, Recipient
from koprogo.assemblies.rules.convocation import Channel
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access
from koprogo.platform.models import Mailing


@dataclass(frozen=True, slots=True)
class RecipientRow:
    """One letter: to whom, how, and where its proof stands. ``left_at``: when its mail left."""

    recipient_id: UUID
    party_id: UUID
    name: str
    party: str
    email: str
    address: tuple[str, ...]
    language: str
    channel: Channel
    regular: bool
    vote_suspended: bool
    lots: tuple[str, ...]
    shares: int
    attempt: int
    letter_id: UUID | None
    sent_at: datetime | None
    left_at: datetime | None
    registered_number: str
    proof_id: UUID | None
    bounced_at: datetime | None
    bounce_note: str

    @property
    def is_proven(self) -> bool:
        """Whether its dispatch is on record: the mail left, or the post's number or receipt is kept."""
        if self.bounced_at:
            return False
        if self.channel is Channel.EMAIL:
            return self.left_at is not None
        return bool(
            self.registered_number or self.proof_id or (self.sent_at and self.channel is not Channel.REGISTERED)
        )


def current(access: Access, *, assembly: Assembly) -> Convocation | None:
    """The convocation in force, or None (one query)."""
    found = Convocation.objects.filter(org_id=access.org_id, assembly=assembly, superseded_at__isnull=True)
    return found.order_by("-number").first()


def recipients(access: Access, *, convocation: Convocation) -> list[RecipientRow]:
    """Its letters in the order they were written, each attempt (one query)."""
    mails = Mailing.objects.filter(org_id=access.org_id, id=OuterRef("mailing_id"))
    rows = Recipient.objects.filter(org_id=access.org_id, convocation=convocation).select_related("party")
    return [_row(one) for one in rows.annotate(left=Subquery(mails.values("sent_at"))).order_by("added_on", "id")]


def _row(one: Recipient) -> RecipientRow:
    return RecipientRow(
        one.id,
        one.party_id,
        one.name,
        one.party.name,
        one.email,
        tuple(one.address),
        one.language,
        Channel(one.channel),
        one.regular,
        one.vote_suspended,
        tuple(one.lots),
        one.shares,
        one.attempt,
        one.letter_id,
        one.sent_at,
        vars(one)["left"],
        one.registered_number,
        one.proof_id,
        one.bounced_at,
        one.bounce_note,
    )


def recipient(access: Access, *, recipient_id: UUID) -> Recipient:
    """One letter with its convocation and assembly (one query). Raises NotFound."""
    found = Recipient.objects.filter(org_id=access.org_id, id=recipient_id)
    row = found.select_related("convocation", "convocation__assembly", "party").first()
    if row is None:
        raise NotFound(what="recipient")
    return row


def mine(access: Access, *, assembly: Assembly) -> UUID | None:
    """The letter that the reader got for the assembly in force, or None (one query)."""
    found = Recipient.objects.filter(
        org_id=access.org_id,
        convocation__assembly=assembly,
        convocation__superseded_at__isnull=True,
        party_id__in=access.party_ids,
        letter_id__isnull=False,
    )
    return found.order_by("-attempt", "-id").values_list("id", flat=True).first()


@dataclass(frozen=True, slots=True)
class Unproven:
    """What is left to do about a convocation that went out: for the tasks of the home page."""

    number: str
    held_on: date
    registered: int
    bounced: int


def unproven(access: Access) -> list[Unproven]:
    """Convened assemblies with registered letters not yet proven, or letters that came back (one query)."""
    waiting = Q(channel=Channel.REGISTERED, registered_number="", proof_id__isnull=True, bounced_at__isnull=True)
    later = Recipient.objects.filter(
        org_id=access.org_id,
        convocation_id=OuterRef("convocation_id"),
        party_id=OuterRef("party_id"),
        addressee_id=OuterRef("addressee_id"),
        attempt__gt=OuterRef("attempt"),
    )
    again = Q(Q(bounced_at__isnull=False), ~Exists(later))
    found: Any = (
        Recipient.objects.filter(
            org_id=access.org_id,
            convocation__superseded_at__isnull=True,
            convocation__assembly__state="convened",
            convocation__assembly__held_on__gte=access.today,
        )
        .values("convocation__assembly__held_on", "convocation__assembly__sequence")
        .annotate(waiting=Count("id", filter=waiting), again=Count("id", filter=again))
        .order_by("convocation__assembly__held_on")
    )
    rows = []
    for one in found:
        if one["waiting"] or one["again"]:
            day, sequence = one["convocation__assembly__held_on"], one["convocation__assembly__sequence"]
            number = day.isoformat() if sequence == 1 else f"{day.isoformat()}-{sequence}"
            rows.append(Unproven(number, day, one["waiting"], one["again"]))
    return rows
