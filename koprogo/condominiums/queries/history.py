"""The history of one lot, and the persons who stand for a party."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from koprogo.condominiums.models import Lot, Occupancy, Ownership, PartyPerson
from koprogo.platform.access import BRUSSELS, Access


@dataclass(frozen=True, slots=True)
class Stay:
    """One party on one lot over a time, as holder or as occupant. ``ends_on``: the first day it is over."""

    id: UUID
    party_id: UUID
    name: str
    starts_on: date
    ends_on: date | None
    source: str = ""

    @property
    def last_on(self) -> date | None:
        """The last day, as people say it."""
        return self.ends_on - timedelta(days=1) if self.ends_on else None

    def is_over(self, on: date) -> bool:
        """Whether it has ended on a day."""
        return self.ends_on is not None and self.ends_on <= on


@dataclass(frozen=True, slots=True)
class LinkedPerson:
    """Somebody who enters for a party, and since which day."""

    person_id: UUID
    name: str
    email: str
    since_on: date


def holders(access: Access, *, lot_id: UUID) -> list[Stay]:
    """Everybody who has held a lot, the latest first (one query). Nobody is ever dropped (CC 3.94)."""
    found = Ownership.objects.filter(org_id=access.org_id, lot_id=lot_id).order_by("-starts_on")
    return [
        Stay(*row)
        for row in found.values_list("id", "party_id", "party__name", "starts_on", "ends_on", "source")
    ]


@dataclass(frozen=True, slots=True)
class HeldLot:
    """One lot and everybody who held it on some days, in the order of time."""

    lot_id: UUID
    number: str
    stays: tuple[Stay, ...]


def lot_numbers(access: Access) -> dict[UUID, str]:
    """The number of every lot of the building, in its order (one query)."""
    return dict(Lot.objects.filter(org_id=access.org_id).order_by("position", "id").values_list("id", "number"))


def held_during(access: Access, *, from_on: date, to_on: date) -> list[HeldLot]:
    """Every lot of the building in its order, with whoever held it on any of these days (two queries)."""
    held: dict[UUID, list[Stay]] = {}
    found = Ownership.objects.filter(org_id=access.org_id, starts_on__lte=to_on).exclude(ends_on__lte=from_on)
    columns = ("lot_id", "id", "party_id", "party__name", "starts_on", "ends_on", "source")
    for lot_id, *row in found.order_by("lot_id", "starts_on").values_list(*columns):
        held.setdefault(lot_id, []).append(Stay(*row))
    lots = Lot.objects.filter(org_id=access.org_id).order_by("position", "id").values_list("id", "number")
    return [HeldLot(lot_id, number, tuple(held.get(lot_id, ()))) for lot_id, number in lots]


def occupants(access: Access, *, lot_id: UUID) -> list[Stay]:
    """Everybody who has occupied a lot, the latest first (one query)."""
    found = Occupancy.objects.filter(org_id=access.org_id, lot_id=lot_id).order_by("-starts_on", "id")
    return [Stay(*row) for row in found.values_list("id", "party_id", "party__name", "starts_on", "ends_on")]


def persons(access: Access, *, party_id: UUID) -> list[LinkedPerson]:
    """Who enters for a party (one query)."""
    found = PartyPerson.objects.filter(org_id=access.org_id, party_id=party_id).select_related("person")
    return [
        LinkedPerson(row.person_id, str(row.person), row.person.email, row.since_at.astimezone(BRUSSELS).date())
        for row in found.order_by("since_at")
    ]
