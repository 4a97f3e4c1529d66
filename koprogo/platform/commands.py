"""Idempotency: each state-changing request carries a key, and the same key is carried out once.

A failover, a double click or a retried queue may deliver a command twice; the unique key on (org, key) makes the
second wait for the first and then follow it to the same place (scale.md R15).
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.http import HttpRequest

from koprogo.kernel.identifiers import uuid7
from koprogo.kernel.refusals import Refused
from koprogo.platform.access import Access
from koprogo.platform.models import Command

FIELD = "_key"
HEADER = "Idempotency-Key"
LONGEST_PATH = 300


class KeyTaken(Refused):
    """The key was used by somebody else, or for another act: the answer of that one is not given away."""

    code = "platform.key_taken"


@dataclass(frozen=True, slots=True)
class Claim:
    """``fresh`` = ours to carry out; otherwise ``location`` is where the first one led."""

    fresh: bool
    location: str


def fresh_key() -> str:
    """A key for a form that is being shown."""
    return uuid7().hex


def key_of(request: HttpRequest) -> str:
    """The key a request carries, or an empty text: what the database cannot hold is no key."""
    key = request.POST.get(FIELD) or request.headers.get(HEADER) or ""
    return key if len(key) <= 64 and key.isascii() and key.isprintable() else ""


def claim(access: Access, *, key: str, path: str) -> Claim:
    """Take the key, or learn that it was taken. Waits while another transaction holds the same key.

    Raises KeyTaken when another person, or another address, used it before.
    """
    path = path[:LONGEST_PATH]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO platform_command (id, org_id, key, path, person_id, received_at, location)"
            " VALUES (%s, %s, %s, %s, %s, %s, '') ON CONFLICT (org_id, key) DO NOTHING",
            [uuid7(), access.org_id, key, path, access.person_id, access.now],
        )
        if cursor.rowcount == 1:
            return Claim(fresh=True, location="")
    before = Command.objects.get(org_id=access.org_id, key=key)
    if (before.person_id, before.path) != (access.person_id, path):
        raise KeyTaken
    return Claim(fresh=False, location=before.location)


def settle(org_id: UUID, *, key: str, location: str) -> None:
    """Remember where the command led."""
    Command.objects.filter(org_id=org_id, key=key).update(location=location[:500])
