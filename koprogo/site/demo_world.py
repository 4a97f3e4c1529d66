"""What the front page and the demo building say about the demo world; nothing where it is not loaded."""

import json
from dataclasses import dataclass

from django.conf import settings

from koprogo.platform.access import Access
from koprogo.site.start_steps import LOGINS

#: The address of the demo building (koprogo/testing/verger.py builds it).
SLUG = "le-verger"


@dataclass(frozen=True, slots=True)
class Login:
    """One person of the demo world. Name, role and password are no secret: they are in the public source."""

    name: str
    role: str
    email: str
    password: str


def logins() -> list[Login]:
    """The people one can be, in the order of the list; empty where the demo is off or was never loaded."""
    path = settings.KOPROGO_HOME / LOGINS
    if not settings.CONFIG.demo or not path.exists():
        return []
    return [Login(**each) for each in json.loads(path.read_text(encoding="utf-8"))]


def is_here(access: Access) -> bool:
    """Whether this building is the demo's own."""
    return access.slug == SLUG and bool(logins())
