"""The building's own address for invoices: a name and a secret behind the plus sign of the installation's mailbox.

factures+le-verger-k7m2p9q4vx@example.be: whoever does not know the secret reaches nobody.
"""

import re
import secrets

#: What is kept of a mail's text.
TEXT = 4_000
#: No vowels and no signs that look alike: a token makes no word and can be read aloud.
_SIGNS = "bcdfghjkmnpqrstvwxz23456789"
TOKEN = 10
_TAG = re.compile(rf"(?P<slug>[a-z0-9-]{{1,60}})-(?P<token>[{_SIGNS}]{{{TOKEN}}})")


def new_token() -> str:
    """A secret that nobody guesses: 27 to the power of 10."""
    return "".join(secrets.choice(_SIGNS) for _ in range(TOKEN))


def tag(*, slug: str, token: str) -> str:
    """What stands behind the plus sign of a building's address."""
    return f"{slug}-{token}"


def read_tag(text: str) -> tuple[str, str] | None:
    """(slug, token) of a tag, in small letters; None when it is none of ours."""
    found = _TAG.fullmatch(text)
    return (found["slug"], found["token"]) if found else None
