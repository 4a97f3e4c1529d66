"""A non-profit with members: what a test of heads and votes needs, and no more."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID

from koprogo.assemblies.operations import electors
from koprogo.condominiums.models import Condominium, Party
from koprogo.condominiums.queries import access as accesses
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.platform.models import Org

NAMES = ("Ada", "Ben", "Cleo", "Dirk", "Elke", "Fons", "Gert", "Hilde", "Ivo", "Jana", "Karel", "Lena")


@dataclass(frozen=True, slots=True)
class Members:
    """The non-profit, whoever keeps its meetings, and its members by name."""

    org: Org
    board: Access
    parties: dict[str, UUID]


def build(
    now: datetime | None = None, *, slug: str = "les-amis-du-quartier", since: date = date(2026, 1, 1)
) -> Members:
    """Twelve members with one vote each."""
    now = now or datetime(2026, 4, 20, 18, tzinfo=UTC)
    org = Org.objects.create(kind=Org.Kind.NONPROFIT, slug=slug, name="Les Amis du Quartier", created_at=now)
    with boundary.within(org.id):
        Condominium.objects.create(
            org_id=org.id,
            name=org.name,
            enterprise_number="0403170701",
            street="Rue des Amis",
            house_number="1",
            postcode="1000",
            city="Bruxelles",
        )
        board = replace(accesses.as_system(org_id=org.id, now=now), person_name="Ada")
        parties = {}
        for name in NAMES:
            row = Party.objects.create(
                org_id=org.id,
                name=f"{name} Amis",
                sort_name=name,
                street="Rue des Amis 1",
                postcode="1000",
                city="Bruxelles",
            )
            electors.add(board, party_id=row.id, starts_on=since)
            parties[name] = row.id
    return Members(org, board, parties)
