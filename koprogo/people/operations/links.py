"""Signed links: making and reading the tokens of /f/<token>. Nothing is stored: the signature is the memory."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from koprogo.people.rules import links
from koprogo.people.rules.links import Kind, Link, LinkInvalid

# The dot is no letter of the payload, and mail programs do not end an address at it in the middle.
_SIGNER = Signer(salt="koprogo.people.links", sep=".")


def make(*, kind: str, org_id: UUID, subject_id: UUID, party_id: UUID | None, expires_at: datetime) -> str:
    """The token (at most 120 characters) that shows one subject of one boundary until ``expires_at``.

    ``party_id``: the party it is written for, whose share, vote or account it may show; None for a subject that is
    the same for everybody. Raises ValueError for a kind that is not in ``rules.links.Kind``.
    """
    return _SIGNER.sign(links.pack(Link(Kind(kind), org_id, subject_id, party_id, expires_at)))


def read(token: str, *, now: datetime) -> Link:
    """What a token allows. Raises LinkInvalid (altered, cut, not ours) or LinkExpired (ours, too old)."""
    try:
        text = _SIGNER.unsign(token)
    except BadSignature as problem:
        raise LinkInvalid from problem
    return links.unpack(text).still(now=now)


def address(token: str) -> str:
    """The full address of a token, for a mail or a letter."""
    return f"{settings.KOPROGO_PUBLIC_URL}{reverse('link', kwargs={'token': token})}"
