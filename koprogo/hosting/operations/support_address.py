"""Where a client answers support by e-mail: an address for each question, sealed by this installation."""

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from koprogo.hosting.models import Question
from koprogo.hosting.rules import replies as rules
from koprogo.kernel import replies
from koprogo.kernel.replies import Tag
from koprogo.platform.incoming import tagged_address

_SALT = "koprogo.hosting.replies"


def of(question: Question) -> str:
    """The address of a question; empty where no mailbox is read."""
    inbox = settings.KOPROGO_INBOX
    if inbox is None:
        return ""
    return tagged_address(inbox.address, rules.write_tag(question.org_id, question.id, _seal(question)))


def holds(question: Question, tag: Tag) -> bool:
    """Whether the seal of an address is ours."""
    return constant_time_compare(tag.seal, _seal(question))


def _seal(question: Question) -> bytes:
    sealed = replies.sealed(question.org_id, question.id.hex)
    return salted_hmac(_SALT, sealed, algorithm="sha256").digest()[: replies.SEAL]
