"""A neighbour's reply by e-mail: the rules of ``kernel.replies``, with the letter of the neighbours on the address."""

from uuid import UUID

from koprogo.kernel import replies
from koprogo.kernel.replies import CUT as CUT
from koprogo.kernel.replies import LASTS as LASTS
from koprogo.kernel.replies import SEAL as SEAL
from koprogo.kernel.replies import Outcome as Outcome
from koprogo.kernel.replies import Tag as Tag
from koprogo.kernel.replies import answered as answered
from koprogo.kernel.replies import outcome as outcome
from koprogo.kernel.replies import own_words as own_words
from koprogo.kernel.replies import sealed as sealed

_KIND = "r"


def write_tag(org_id: UUID, key: str, seal: bytes) -> str:
    """The tag of a neighbour's address."""
    return replies.write_tag(_KIND, org_id, key, seal)


def read_tag(text: str) -> Tag | None:
    """The tag of a neighbour's address taken apart; None for any other text."""
    return replies.read_tag(_KIND, text)
