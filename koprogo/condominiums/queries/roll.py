"""The roll of the building: lots with their shares, who holds and who occupies them on a day."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, FilteredRelation, OuterRef, QuerySet, Subquery

from koprogo.condominiums.models import AllocationKey, KeyWeight, Lot, Occupancy, Ownership, Party
from koprogo.condominiums.queries.periods import holding, valid
from koprogo.condominiums.rules import ownership
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class RollLot:
    """One lot on a day. ``shares``: its weight in the deed's key; ``building``: the physical building."""

    lot_id: UUID
    number: str
    kind: str
    floor: int | None
    position: int
    building: str
    shares: int
    holder_id: UUID | None
    holder_name: str
    occupants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Holder:
    """One party that holds lots on a day, with the shares of all of them together."""

    party_id: UUID
    name: str
    kind: str
    lots: tuple[str, ...]
    shares: int
    may_vote: bool = True  # several owners of one lot vote once they have named who acts for them (CC 3.87 §1)


@dataclass(frozen=True, slots=True)
class Hole:
    """Days on which nobody holds a lot although somebody did before. ``to_on`` is the last of these days."""

    lot: str
    from_on: date
    to_on: date


def rows(access: Access, *, on: date) -> QuerySet[Any, Any]:
    """The lots with ``holder_id``, ``holder_name``, ``holder_kind`` and ``shares`` of a day, in lot order."""
    shares = _shares(access, on=on, lot="id")
    return (
        Lot.objects.filter(org_id=access.org_id)
        .annotate(held=FilteredRelation("ownerships", condition=holding(on, prefix="ownerships__")))
        .annotate(
            holder_id=F("held__party_id"),
            holder_name=F("held__party__name"),
            holder_kind=F("held__party__kind"),
            holder_sort=F("held__party__sort_name"),
            representative=F("held__party__representative_id"),
            building_name=F("building__name"),
            shares=Subquery(shares.values("weight")[:1]),
        )
        .order_by("position", "id")
    )


def lots(access: Access, *, on: date) -> list[RollLot]:
    """Every lot on a day, in lot order (two queries)."""
    occupants: dict[UUID, list[str]] = defaultdict(list)
    living = Occupancy.objects.filter(holding(on), org_id=access.org_id).order_by("starts_on", "id")
    for lot_id, name in living.values_list("lot_id", "party__name"):
        occupants[lot_id].append(name)
    return [_roll_lot(row, occupants.get(row.id, ())) for row in rows(access, on=on)]


def lot(access: Access, *, number: str, on: date) -> RollLot | None:
    """One lot by its number, or None (two queries)."""
    row = rows(access, on=on).filter(number=number).first()
    if row is None:
        return None
    living = Occupancy.objects.filter(holding(on), org_id=access.org_id, lot_id=row.id)
    return _roll_lot(row, living.order_by("starts_on", "id").values_list("party__name", flat=True))


def lot_only(access: Access, *, number: str, on: date) -> RollLot | None:
    """One lot by its number without its occupants, or None (one query)."""
    row = rows(access, on=on).filter(number=number).first()
    return _roll_lot(row, ()) if row else None


@dataclass(frozen=True, slots=True)
class LotSheet:
    """Everything written on the sheet of one lot, for its form. ``shares`` of the deed's key."""

    lot_id: UUID
    number: str
    kind: str
    shares: int
    floor: int | None
    building: str
    description: str
    note: str

    @property
    def initial(self) -> dict[str, object]:
        """The values a form starts with."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "lot_id"}


def sheet(access: Access, *, number: str, on: date) -> LotSheet:
    """The sheet of one lot (one query). Raises NotFound."""
    row = rows(access, on=on).filter(number=number).first()
    if row is None:
        raise NotFound(what="lot")
    return LotSheet(
        lot_id=row.id,
        number=row.number,
        kind=row.kind,
        shares=vars(row)["shares"] or 0,
        floor=row.floor,
        building=str(row.building_id or ""),
        description=row.description,
        note=row.note,
    )


def _roll_lot(row: Lot, occupants: Iterable[str]) -> RollLot:
    facts = vars(row)
    return RollLot(
        lot_id=row.id,
        number=row.number,
        kind=row.kind,
        floor=row.floor,
        position=row.position,
        building=facts["building_name"] or "",
        shares=facts["shares"] or 0,
        holder_id=facts["holder_id"],
        holder_name=facts["holder_name"] or "",
        occupants=tuple(occupants),
    )


def kinds(access: Access) -> list[str]:
    """The kind of each lot, for what the law counts (one query)."""
    return list(Lot.objects.filter(org_id=access.org_id).values_list("kind", flat=True))


def holders(access: Access, *, on: date) -> list[Holder]:
    """The parties that hold lots on a day, by name: what the quorum counts as owners (one query)."""
    found: dict[UUID, Holder] = {}
    held = rows(access, on=on).filter(holder_id__isnull=False)
    order: dict[UUID, str] = {}
    for party_id, name, kind, number, shares, sort_name, representative in held.values_list(
        "holder_id", "holder_name", "holder_kind", "number", "shares", "holder_sort", "representative"
    ):
        several = kind in (Party.Kind.JOINT, Party.Kind.SPLIT)
        votes = ownership.may_vote(several=several, has_representative=representative is not None)
        before = found.get(party_id) or Holder(party_id, name, kind, (), 0)
        found[party_id] = Holder(party_id, name, kind, (*before.lots, number), before.shares + (shares or 0), votes)
        order[party_id] = sort_name
    return sorted(found.values(), key=lambda holder: (order[holder.party_id], holder.party_id))


def holders_among(access: Access, *, party_ids: Collection[UUID], on: date) -> list[Holder]:
    """The same for a few parties, without the numbers of their lots (one query that touches their rows alone)."""
    held = Ownership.objects.filter(holding(on), org_id=access.org_id, party_id__in=party_ids)
    held = held.annotate(shares=Subquery(_shares(access, on=on, lot="lot_id").values("weight")[:1]))
    found: dict[UUID, Holder] = {}
    columns = ("party_id", "party__name", "party__kind", "party__representative_id", "shares")
    for party_id, name, kind, representative, shares in held.values_list(*columns):
        several = kind in (Party.Kind.JOINT, Party.Kind.SPLIT)
        votes = ownership.may_vote(several=several, has_representative=representative is not None)
        before = found.get(party_id)
        found[party_id] = Holder(party_id, name, kind, (), (before.shares if before else 0) + (shares or 0), votes)
    return list(found.values())


def _shares(access: Access, *, on: date, lot: str) -> QuerySet[KeyWeight]:
    """The weight of a lot (a column of the outer query) in the deed's key of a day."""
    deed = AllocationKey.objects.filter(valid(on), org_id=access.org_id, kind=AllocationKey.Kind.SHARES)
    return KeyWeight.objects.filter(org_id=access.org_id, lot_id=OuterRef(lot), key__in=deed)


def lots_of(access: Access, *, party_ids: Collection[UUID], on: date) -> list[RollLot]:
    """The lots that these parties hold on a day, in lot order, without their occupants (one query)."""
    return [_roll_lot(row, ()) for row in rows(access, on=on).filter(holder_id__in=party_ids)]


def lots_by_holder(access: Access, *, on: date) -> dict[UUID, tuple[str, ...]]:
    """The numbers of the lots of each party on a day, in lot order (one query)."""
    found: dict[UUID, list[str]] = defaultdict(list)
    held = Ownership.objects.filter(holding(on), org_id=access.org_id).order_by("lot__position", "lot_id")
    for party_id, number in held.values_list("party_id", "lot__number"):
        found[party_id].append(number)
    return {party_id: tuple(numbers) for party_id, numbers in found.items()}


def holes(access: Access) -> list[Hole]:
    """The days, from the first ownership of each lot until today, on which nobody holds it (one query)."""
    periods: dict[str, list[ownership.Period]] = defaultdict(list)
    found = Ownership.objects.filter(org_id=access.org_id).order_by("lot__position", "lot_id", "starts_on")
    for number, starts_on, ends_on in found.values_list("lot__number", "starts_on", "ends_on"):
        periods[number].append(ownership.Period(starts_on, ends_on))
    day = timedelta(days=1)
    return [
        Hole(number, gap.starts_on, gap.ends_on - day)
        for number, held in periods.items()
        for gap in ownership.gaps(held, until=access.today)
        if gap.ends_on
    ]


def lots_without_representative(access: Access, *, on: date) -> list[RollLot]:
    """The lots held jointly or in split right by a party that has not named who acts for it (CC 3.87 §1)."""
    several = (Party.Kind.JOINT, Party.Kind.SPLIT)
    found = rows(access, on=on).filter(holder_kind__in=several, representative__isnull=True)
    return [_roll_lot(row, ()) for row in found]
