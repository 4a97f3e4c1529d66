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


@dataclass(frozen=True, slots=True)
class Stay:
    """The days on which a person holds or lives in a lot. ``ends_on``: the first day they no longer do."""

    lot_id: UUID
    occupant: bool
    starts_on: date
    ends_on: date | None

    def holds(self, on: date) -> bool:
        """Whether it holds on a day."""
        return self.starts_on <= on and (self.ends_on is None or on < self.ends_on)


def stays(access: Access) -> list[Stay]:
    """Every lot that the reader holds or held, as any of their parties, or occupies or occupied (one query)."""
    begun = Q(starts_on__lte=access.today)
    mine = Q(party__persons__person_id=access.person_id)
    lives = Occupancy.objects.filter(begun, mine, org_id=access.org_id)
    holds = Ownership.objects.filter(begun, org_id=access.org_id, party_id__in=access.party_ids)
    columns = ("lot_id", "occupant", "starts_on", "ends_on")
    rows = lives.annotate(occupant=Value(True)).values_list(*columns)
    return [Stay(*row) for row in rows.union(holds.annotate(occupant=Value(False)).values_list(*columns))]


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
