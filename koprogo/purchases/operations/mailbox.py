"""The building's own address for invoices: made, renewed, and what comes in on it."""

from koprogo.condominiums.rules.rights import Right
from koprogo.platform import audit
from koprogo.platform.access import Access, act
from koprogo.platform.incoming import Incoming
from koprogo.purchases.models import IncomingMail, MailAddress
from koprogo.purchases.operations import arrivals
from koprogo.purchases.queries import arrivals as queries
from koprogo.purchases.rules import mail as rules


@act("purchases.address_renewed", needs=Right.RECORD_INVOICES)
def renew(access: Access) -> MailAddress:
    """Give the building an address with a new secret; mails to the one before reach nobody."""
    row = MailAddress.objects.create(
        org_id=access.org_id, token=rules.new_token(), set_at=access.now, set_by_id=access.person_id
    )
    audit.record(access, "purchases.address_renewed", row.id)
    return row


@act("purchases.mail_received", needs=Right.RECORD_INVOICES)
def receive(access: Access, *, incoming: Incoming, token: str) -> bool:
    """Keep a mail and take in its documents. Returns whether the secret is the one that holds now; a mail that is there
    already (by its message id) changes nothing."""
    if not token or token != queries.token(access):
        return False
    known = IncomingMail.objects.filter(org_id=access.org_id, message_id=incoming.message_id)
    if known.exists():
        return True
    row = IncomingMail.objects.create(
        org_id=access.org_id,
        message_id=incoming.message_id,
        sender=incoming.sender,
        subject=incoming.subject,
        text=incoming.text[: rules.TEXT],
        sent_at=incoming.sent_at,
        received_at=access.now,
        dropped=incoming.dropped,
    )
    seen: set[bytes] = set()
    for brought in incoming.brought:
        if brought.data not in seen:
            seen.add(brought.data)
            arrivals.receive(access, data=brought.data, name=brought.name, mail=row)
    audit.record(access, "purchases.mail_received", row.id, sender=row.sender, documents=len(seen))
    return True
