"""Where one neighbour answers another by e-mail: made with the mail that tells of something, sealed, for a month."""

import secrets
from uuid import UUID, uuid5

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from koprogo.neighbours.models import Notice, ReplyAddress, Resident
from koprogo.neighbours.rules import replies as rules
from koprogo.platform.access import Access
from koprogo.platform.incoming import tagged_address

_SALT = "koprogo.neighbours.replies"


def between(subject_id: UUID, one: UUID, other: UUID) -> UUID:
    """The conversation of two neighbours about one thing, the same whoever of the two begins it."""
    return uuid5(subject_id, "".join(sorted((one.hex, other.hex))))


def address(
    access: Access, resident: Resident, other: Resident, *, thread_id: UUID, about: str, notice: Notice | None = None
) -> str:
    """The address at which ``resident`` answers ``other`` by mail; empty where no mailbox is read, or nobody would.

    The same address for the same thing; each mail makes it hold for a month more (one statement, two for a new one).
    """
    inbox = settings.KOPROGO_INBOX
    if inbox is None or other.person_id is None or other.left_at is not None:
        return ""
    row, fresh = ReplyAddress.objects.get_or_create(
        org_id=access.org_id,
        resident=resident,
        thread_id=thread_id,
        defaults={
            "key": secrets.token_hex(5),
            "other": other,
            "notice": notice,
            "about": about[:100],
            "expires_at": access.now + rules.LASTS,
        },
    )
    if not fresh:
        row.expires_at = access.now + rules.LASTS
        row.save(update_fields=["expires_at"])
    return tagged_address(inbox.address, rules.write_tag(access.org_id, row.key, seal(access.org_id, row.key)))


def seal(org_id: UUID, key: str) -> bytes:
    """What only this installation can put on an address: whoever reads the tables cannot write one."""
    return salted_hmac(_SALT, rules.sealed(org_id, key), algorithm="sha256").digest()[: rules.SEAL]


def holds(access: Access, tag: rules.Tag) -> bool:
    """Whether the seal of an address is ours."""
    return constant_time_compare(tag.seal, seal(access.org_id, tag.key))
