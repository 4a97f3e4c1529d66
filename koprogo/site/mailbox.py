"""The mailbox, read every five minutes: each mail goes to the building whose secret its address carries.

Invoices, neighbours' replies and answers to support come to one mailbox; what stands behind the plus sign says which of
the three it is.

A mail is marked as read once its building has it, so one that a fault interrupts is read again, and the building knows
it by its message id. A mail for nobody is marked as read too and left in the mailbox.
"""

import imaplib
import logging
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings

from koprogo.hosting.operations import replies as support
from koprogo.hosting.rules import replies as support_rules
from koprogo.kernel.replies import Tag
from koprogo.neighbours.operations import replies
from koprogo.neighbours.rules import replies as reply_rules
from koprogo.people.queries import memberships
from koprogo.platform import access as accesses
from koprogo.platform import boundary, incoming
from koprogo.platform.incoming import Incoming
from koprogo.purchases.operations import mailbox
from koprogo.purchases.rules import mail as rules
from koprogo.site.config_inbox import Inbox

SECONDS = 30
#: More than this waits for the next round, so that one round never lasts for hours.
AT_ONCE = 50

logger = logging.getLogger(__name__)


def read(inbox: Inbox, *, now: datetime) -> int:
    """Fetch what came in; returns how many mails reached a building. A mailbox that does not answer is tried again."""
    try:
        with opened(inbox) as client:
            return fetch(client, inbox, now=now)
    except (OSError, imaplib.IMAP4.error) as problem:
        logger.warning("the mailbox cannot be read: %s", problem)
        return 0


@contextmanager
def opened(inbox: Inbox) -> Iterator[imaplib.IMAP4]:
    """The mailbox, signed in, its folder open; closed again whatever happens."""
    context = ssl.create_default_context()
    client: imaplib.IMAP4
    if inbox.tls == "tls":
        client = imaplib.IMAP4_SSL(inbox.host, inbox.port, ssl_context=context, timeout=SECONDS)
    else:
        client = imaplib.IMAP4(inbox.host, inbox.port, timeout=SECONDS)
    try:
        if inbox.tls == "starttls":
            client.starttls(context)
        client.login(inbox.user, inbox.password)
        state, told = client.select(f'"{inbox.folder}"')
        if state != "OK":
            raise imaplib.IMAP4.error(f"folder {inbox.folder}: {told!r}")
        yield client
    finally:
        try:
            client.logout()
        except (OSError, imaplib.IMAP4.error):
            logger.info("the mailbox was closed by the other side")


def fetch(client: imaplib.IMAP4, inbox: Inbox, *, now: datetime) -> int:
    """Take in the unread mails of an open folder, the oldest first. Returns how many reached a building."""
    reached = 0
    _state, found = client.uid("SEARCH", "UNSEEN")
    for uid in (found[0] or b"").split()[:AT_ONCE]:
        name = uid.decode("ascii")
        size = _size(client, name)
        if size is None or size > incoming.MAX_BYTES:
            logger.warning("a mail of %s bytes is too large to be read", size)
        else:
            # PEEK: fetching alone marks nothing.
            _state, answer = client.uid("FETCH", name, "(BODY.PEEK[])")
            raw = next((part[1] for part in answer or () if isinstance(part, tuple)), b"")
            reached += take_in(raw, inbox, now=now)
        client.uid("STORE", name, "+FLAGS", r"(\Seen)")
    return reached


def _size(client: imaplib.IMAP4, uid: str) -> int | None:
    _state, answer = client.uid("FETCH", uid, "(RFC822.SIZE)")
    for part in answer or ():
        head = part[0] if isinstance(part, tuple) else part
        if isinstance(head, bytes) and b"RFC822.SIZE" in head:
            digits = head.partition(b"RFC822.SIZE")[2].strip(b" )").split(b" ")[0]
            return int(digits) if digits.isdigit() else None
    return None


def take_in(raw: bytes, inbox: Inbox, *, now: datetime) -> bool:
    """Hand one mail to its building. Returns whether there is one that knows the secret of the address."""
    mail = incoming.parse(raw)
    if not mail.message_id:
        return False
    for tag in incoming.tags(mail.recipients, base=inbox.address):
        if (invoice := rules.read_tag(tag)) is not None:
            return _invoice(mail, *invoice, now=now)
        if (reply := reply_rules.read_tag(tag)) is not None:
            return _reply(mail, reply, now=now)
        if settings.KOPROGO_HOSTING and (asked := support_rules.read_tag(tag)) is not None:
            return _to_support(mail, asked, now=now)
    return False


def _invoice(mail: Incoming, slug: str, token: str, *, now: datetime) -> bool:
    org = next((one for one in memberships.condominiums() if one.slug == slug), None)
    if org is None:
        return False
    with boundary.within(org.id):
        access = accesses.as_system(org_id=org.id, now=now)
        return mailbox.receive(access, incoming=mail, token=token)


def _to_support(mail: Incoming, tag: Tag, *, now: datetime) -> bool:
    for org in memberships.boundaries(ending=tag.org):
        with boundary.within(org.id):
            if support.receive(accesses.as_system(org_id=org.id, now=now), incoming=mail, tag=tag):
                return True
    return False


def _reply(mail: Incoming, tag: Tag, *, now: datetime) -> bool:
    for org in memberships.boundaries(ending=tag.org):
        with boundary.within(org.id):
            access = accesses.as_system(org_id=org.id, now=now)
            if replies.receive(access, incoming=mail, tag=tag):
                return True
    return False
