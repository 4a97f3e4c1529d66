"""Lots: adding them with their shares, changing them, taking one away while nothing stands on it."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max, ProtectedError

from koprogo.condominiums.models import AllocationKey, Building, KeyWeight, Lot
from koprogo.condominiums.queries.periods import valid
from koprogo.condominiums.rules import keys
from koprogo.condominiums.rules.lots import LotKind
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit
from koprogo.platform.access import Access, act


class LotNumberTaken(Refused):
    """Another lot of the building has this number."""

    code = "condominiums.lot_number_taken"


class LotNumberUnusable(Refused):
    """The number cannot be an address of its own: empty, or a word the addresses keep for themselves."""

    code = "condominiums.lot_number_unusable"


class LotInUse(Refused):
    """A lot with owners, occupants or money on it stays: its history is part of the books."""

    code = "condominiums.lot_in_use"


class NoDeedKey(Refused):
    """No key of the deed holds today, so shares have nowhere to stand."""

    code = "condominiums.no_deed_key"


RESERVED = frozenset({"nouveau", "importer", "exporter"})


@dataclass(frozen=True, slots=True)
class LotFacts:
    """What is known of a lot. ``shares``: its weight in the deed's key; ``floor``: 0 is the ground floor."""

    number: str
    kind: LotKind
    shares: int
    floor: int | None = None
    building_id: UUID | None = None
    description: str = ""
    note: str = ""


@act("condominiums.lot_added", needs=Right.MANAGE_LOTS)
def add_lot(access: Access, *, facts: LotFacts) -> Lot:
    """Add a lot after the others, with its shares in the deed's key.

    Raises LotNumberTaken, LotNumberUnusable, WeightNegative, NoDeedKey, NotFound (building).
    """
    key = _deed_key(access)
    _check(access, facts)
    last = Lot.objects.filter(org_id=access.org_id).aggregate(last=Max("position"))["last"] or 0
    row = Lot(org_id=access.org_id, position=last + 1)
    _fill(row, facts)
    row.save(force_insert=True)
    KeyWeight.objects.create(org_id=access.org_id, key=key, lot=row, weight=facts.shares)
    audit.record(access, "condominiums.lot_added", row.id, number=row.number, shares=facts.shares)
    return row


@act("condominiums.lot_changed", needs=Right.MANAGE_LOTS)
def change_lot(access: Access, *, lot_id: UUID, facts: LotFacts) -> Lot:
    """Correct a lot and its shares in the deed's key of today. Raises as ``add_lot``, and NotFound."""
    key = _deed_key(access)
    row = locked(access, lot_id)
    _check(access, facts, except_id=row.id)
    weight = KeyWeight.objects.filter(org_id=access.org_id, key=key, lot=row).first()
    before = {"number": row.number, "kind": row.kind, "shares": weight.weight if weight else 0}
    _fill(row, facts)
    row.save()
    KeyWeight.objects.update_or_create(
        org_id=access.org_id, key=key, lot=row, defaults={"weight": facts.shares}
    )
    after = {"number": row.number, "kind": row.kind, "shares": facts.shares}
    audit.record(access, "condominiums.lot_changed", row.id, before=before, after=after)
    return row


@act("condominiums.lot_removed", needs=Right.MANAGE_LOTS)
def remove_lot(access: Access, *, lot_id: UUID) -> None:
    """Take away a lot entered by mistake. Raises LotInUse as soon as anything stands on it, and NotFound."""
    row = locked(access, lot_id)
    try:
        with transaction.atomic():
            row.weights.all().delete()
            row.delete()
    except ProtectedError as problem:
        raise LotInUse(number=row.number) from problem
    audit.record(access, "condominiums.lot_removed", lot_id, number=row.number)


def locked(access: Access, lot_id: UUID) -> Lot:
    """The lot, locked against another change at the same time. Raises NotFound."""
    found = Lot.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id=lot_id).first()
    if found is None:
        raise NotFound(what="lot")
    return found


def _deed_key(access: Access) -> AllocationKey:
    kept = AllocationKey.objects.select_for_update(no_key=True)
    key = kept.filter(valid(access.today), org_id=access.org_id, kind=AllocationKey.Kind.SHARES).first()
    if key is None:
        raise NoDeedKey()
    return key


def _check(access: Access, facts: LotFacts, *, except_id: UUID | None = None) -> None:
    keys.check_weights([facts.shares], field="shares")
    number = facts.number.strip()
    if not number or number.casefold() in RESERVED or number.startswith("."):
        raise LotNumberUnusable(field="number", number=number)
    same = Lot.objects.filter(org_id=access.org_id, number=number).values_list("id", flat=True).first()
    if same not in (None, except_id):
        raise LotNumberTaken(field="number", number=number)
    there = Building.objects.filter(org_id=access.org_id)
    if facts.building_id and not there.filter(id=facts.building_id).exists():
        raise NotFound(what="building")


def _fill(row: Lot, facts: LotFacts) -> None:
    row.number = facts.number.strip()
    row.kind = facts.kind.value
    row.floor = facts.floor
    row.building_id = facts.building_id
    row.description = facts.description
    row.note = facts.note
