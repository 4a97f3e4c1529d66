"""Which supplier an entry of the purchases is about."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.ledger.models import Posting
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent what an entry of the purchase journal booked, and its day."""

    party_id: UUID
    name: str
    on: date


def senders(access: Access, *, from_on: date, to_on: date) -> dict[UUID, Sender]:
    """The supplier and the day of each standing entry of the purchase journal, by entry (one query).

    Entries that were undone, and their mirrors, are left out.
    """
    found = Posting.objects.filter(
        org_id=access.org_id,
        account__family=AccountRole.SUPPLIERS.value,
        party__isnull=False,
        entry__journal__kind=JournalKind.PURCHASES.value,
        entry__entry_on__range=(from_on, to_on),
        entry__sealed_at__isnull=False,
        entry__reverses__isnull=True,
        entry__counter_entries__isnull=True,
    )
    rows = found.values_list("entry_id", "party_id", "party__name", "entry__entry_on")
    return {entry: Sender(party, name or "", on) for entry, party, name, on in rows if party}
