"""Who sees whose account: co-owners read the whole ledger, other owners' lines without names (SETTLED 12)."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from koprogo.condominiums.rules.rights import Right
from koprogo.ledger.models import Posting
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import OWNER_ROLES
from koprogo.platform.access import Access

#: Journals whose entries concern everybody at once: their labels name nobody.
COLLECTIVE = (JournalKind.CALLS, JournalKind.SETTLEMENTS)


def hides(access: Access, *, family: str, party_id: UUID | None) -> bool:
    """Whether a posting is on the individual account of somebody this reader may not see by name."""
    return family in OWNER_ROLES and not access.may(Right.SEE_ALL_ACCOUNTS) and party_id not in access.party_ids


def may_see_party(access: Access, party_id: UUID) -> bool:
    """Whether a reader may read the account of a party."""
    return access.may(Right.SEE_ALL_ACCOUNTS) or party_id in access.party_ids


def of_somebody_else(access: Access, *, entry: str = "pk") -> Q | Exists:
    """A condition: the entry is about other owners' accounts, not the reader's, so its label may name one.

    ``entry`` is the path from the queried row to the entry's id.
    """
    if access.may(Right.SEE_ALL_ACCOUNTS):
        return Q(pk__in=[])
    on_owners = Posting.objects.filter(
        org_id=access.org_id,
        entry_id=OuterRef(entry),
        account__family__in=[role.value for role in OWNER_ROLES],
    ).exclude(entry__journal__kind__in=[kind.value for kind in COLLECTIVE])
    own = on_owners.filter(party_id__in=access.party_ids)
    return Q(Exists(on_owners)) & ~Q(Exists(own))
