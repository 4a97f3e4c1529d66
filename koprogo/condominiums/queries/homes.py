"""Which lots somebody lives in or holds: for what is asked of a lot because of who lives there."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, Value

from koprogo.condominiums.models import Occupancy, Ownership
from koprogo.condominiums.queries.periods import holding
from koprogo.condominiums.rules.lots import LotKind
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Home:
    """One lot of a person. ``occupant``: they live there without holding it."""

    lot_id: UUID
    number: str
    occupant: bool


def of_person(access: Access, *, person_id: UUID, on: date) -> list[Home]:
    """The lots a person occupies or holds, alone or with others: dwellings first (one query)."""
    lives = Occupancy.objects.filter(holding(on), org_id=access.org_id, party__persons__person_id=person_id)
    mine = Q(party__persons__person_id=person_id) | Q(party__members__member__persons__person_id=person_id)
    holds = Ownership.objects.filter(holding(on), mine, org_id=access.org_id)
    columns = ("lot_id", "lot__number", "lot__kind", "lot__position", "occupant")
    rows = lives.annotate(occupant=Value(True)).values_list(*columns)
    rows = rows.union(holds.annotate(occupant=Value(False)).values_list(*columns))
    found: dict[UUID, tuple[bool, int, Home]] = {}
    for lot_id, number, kind, position, occupant in rows:
        if occupant or lot_id not in found:
            found[lot_id] = (kind != LotKind.APARTMENT, position, Home(lot_id, number, occupant))
    return [home for _kind, _position, home in sorted(found.values(), key=lambda one: (*one[:2], one[2].number))]
