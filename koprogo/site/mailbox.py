"""The mailbox of invoices, read every five minutes: each mail goes to the building whose secret its address carries.

A mail is marked as read once its building has it, so one that a fault interrupts is read again, and the building knows
it by its message id. A mail for nobody is marked as read too and left in the mailbox.
"""

import imaplib
import logging
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from koprogo.people.queries import memberships
from koprogo.platform import access as accesses
from koprogo.platform import boundary
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
        logger.warning("the mailbox of invoices cannot be read: %s", problem)
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
            logger.info("the mailbox of invoices was closed by the other side")


def fetch(client: imaplib.IMAP4, inbox: Inbox, *, now: datetime) -> int:
    """Take in the unread mails of an open folder, the oldest first. Returns how many reached a building."""
    reached = 0
    _state, found = client.uid("SEARCH", "UNSEEN")
    for uid in (found[0] or b"").split()[:AT_ONCE]:
        name = uid.decode("ascii")
        size = _size(client, name)
        if size is None or size > rules.MAX_BYTES:
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
    incoming = rules.parse(raw)
    tag = rules.tagged(incoming.recipients, base=inbox.address)
    if tag is None or not incoming.message_id:
        return False
    slug, token = tag
    org = next((one for one in memberships.condominiums() if one.slug == slug), None)
    if org is None:
        return False
    with boundary.within(org.id):
        access = accesses.as_system(org_id=org.id, now=now)
        return mailbox.receive(access, incoming=incoming, token=token)
