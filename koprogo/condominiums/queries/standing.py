"""For which of their parties a person may vote: of several owners of a lot, the one designated in writing does."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from koprogo.condominiums.models import Party, PartyPerson
from koprogo.platform.access import Access


def represented_by_others(access: Access) -> dict[UUID, str]:
    """The reader's parties for which somebody else was designated (CC 3.87 § 1), with that one's name (one query).

    Whoever is linked to the party itself stands for it as its representative does. By a signed link nobody is named:
    it went to the representative.
    """
    if access.person_id is None or not access.party_ids:
        return {}
    links = PartyPerson.objects.filter(org_id=access.org_id, person_id=access.person_id)
    mine = links.filter(Q(party_id=OuterRef("pk")) | Q(party_id=OuterRef("representative_id")))
    found = Party.objects.filter(~Exists(mine), org_id=access.org_id, id__in=list(access.party_ids))
    return dict(found.filter(representative__isnull=False).values_list("id", "representative__name"))
