"""A client's answer to support by e-mail: the rules of ``kernel.replies``, under a letter of its own."""

from uuid import UUID

from koprogo.kernel import replies
from koprogo.kernel.replies import KEY, Tag

_KIND = "s"
#: As much as the thread takes of one message.
LONGEST = 8_000


def write_tag(org_id: UUID, question_id: UUID, seal: bytes) -> str:
    """The tag of a question's address: the last bytes of its id name it inside its boundary."""
    return replies.write_tag(_KIND, org_id, key_of(question_id), seal)


def key_of(question_id: UUID) -> str:
    """What of a question's id stands in its address."""
    return question_id.bytes[-KEY:].hex()


def read_tag(text: str) -> Tag | None:
    """The tag of a question's address taken apart; None for any other text."""
    return replies.read_tag(_KIND, text)
