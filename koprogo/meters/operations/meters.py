"""Meters: inscribing one, replacing one, and the keys whose costs follow them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.condominiums.operations import keys as key_operations
from koprogo.condominiums.operations.keys import KeyFacts
from koprogo.condominiums.queries import keys
from koprogo.condominiums.rules.keys import SINCE_THE_DEED
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.meters.models import Meter, MeterKey, Reading
from koprogo.meters.queries import readings
from koprogo.meters.rules import readings as rules
from koprogo.meters.rules.readings import MeterKind, ReadingKind
from koprogo.platform import audit
from koprogo.platform.access import Access, act


class SerialTaken(Refused):
    """Another meter of this kind has that number."""

    code = "meters.serial_taken"


class ReplacedAlready(Refused):
    """The meter was taken away before."""

    code = "meters.replaced_already"


class UnusablePercent(Refused):
    """A fixed part is between 0 and 100 percents."""

    code = "meters.unusable_percent"


class KeyMeteredAlready(Refused):
    """The key has a rule from that very day."""

    code = "meters.key_metered_already"


@dataclass(frozen=True, slots=True)
class MeterFacts:
    """What is known of a meter. ``lot_id`` empty: it measures the common parts."""

    serial: str
    kind: MeterKind
    lot_id: UUID | None
    unit: str = ""
    place: str = ""


@act("meters.meter_added", needs=Right.READ_METERS)
def add_meter(access: Access, *, facts: MeterFacts, on: date | None = None, value: int | None = None) -> Meter:
    """Inscribe a meter; ``on`` and ``value`` (thousandths): what it shows when its history here begins.

    Raises SerialTaken, ReadingInFuture.
    """
    if Meter.objects.filter(org_id=access.org_id, kind=facts.kind.value, serial=facts.serial).exists():
        raise SerialTaken(field="serial", serial=facts.serial)
    row = _made(access, facts, None)
    if on is not None and value is not None:
        _note(access, row, [rules.Reading(on, value, ReadingKind.START)])
    audit.record(access, "meters.meter_added", row.id, serial=row.serial, kind=row.kind, lot=row.lot_id)
    return row


def _made(access: Access, facts: MeterFacts, replaces: Meter | None) -> Meter:
    return Meter.objects.create(
        org_id=access.org_id,
        lot_id=facts.lot_id,
        kind=facts.kind.value,
        serial=facts.serial,
        unit=facts.unit or rules.USUAL_UNIT[facts.kind],
        place=facts.place,
        replaces=replaces,
    )


def _note(access: Access, meter: Meter, made: Sequence[rules.Reading]) -> None:
    Reading.objects.bulk_create(
        Reading(
            org_id=access.org_id,
            meter=meter,
            on=one.on,
            value=one.value,
            kind=one.kind.value,
            noted_by_id=access.person_id,
            noted_at=access.now,
        )
        for one in made
    )


@act("meters.meter_replaced", needs=Right.READ_METERS)
def replace_meter(
    access: Access, *, meter_id: UUID, on: date, end_value: int, serial: str, start_value: int = 0
) -> Meter:
    """Take a meter away with its last index, and place another with its first: the consumption goes on over both.

    Raises NotFound, ReplacedAlready, SerialTaken, IndexGoesBack, ReadingAfterEnd.
    """
    old = locked(access, meter_id)
    if Meter.objects.filter(org_id=access.org_id, replaces=old).exists():
        raise ReplacedAlready()
    if Meter.objects.filter(org_id=access.org_id, kind=old.kind, serial=serial).exists():
        raise SerialTaken(field="serial", serial=serial)
    last = rules.Reading(on, end_value, ReadingKind.END)
    rules.check([one.reading for one in readings.standing(access, meter_ids=[old.id]).get(old.id, [])], last)
    _note(access, old, [last])
    facts = MeterFacts(serial, MeterKind(old.kind), old.lot_id, old.unit, old.place)
    row = _made(access, facts, old)
    _note(access, row, [rules.Reading(on, start_value, ReadingKind.START)])
    audit.record(access, "meters.meter_replaced", row.id, before=old.serial, after=serial, on=on, end=end_value)
    return row


def locked(access: Access, meter_id: UUID) -> Meter:
    """One meter, locked. Raises NotFound."""
    row = Meter.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id=meter_id).first()
    if row is None:
        raise NotFound(what="meter")
    return row


@act("meters.key_metered", needs=Right.MANAGE_LOTS)
def add_metered_key(
    access: Access, *, label: str, like_id: UUID, kind: MeterKind, fixed_percent: int, decision: str = ""
) -> MeterKey:
    """Add a key whose costs follow meters but for a fixed part, shared by the weights of another key.

    The key keeps these weights of its own, so that calls and votes can use it. Raises NotFound, UnusablePercent,
    KeyWithoutName.
    """
    like = keys.by_id(access, key_id=like_id)
    weights = {lot.lot_id: lot.weight for lot in keys.weights(access, key_id=like_id, on=access.today)}
    facts = KeyFacts(label, like.total, "", decision)
    row = key_operations.add_key(access, facts=facts, weights=weights)
    return _ruled(access, row.code, kind, fixed_percent, SINCE_THE_DEED, decision)


@act("meters.key_metered", needs=Right.MANAGE_LOTS)
def set_rule(
    access: Access, *, key_code: str, kind: MeterKind, fixed_percent: int, from_on: date, decision: str = ""
) -> MeterKey:
    """Let a key follow meters from a day on, or change its fixed part: settlements of earlier days keep theirs.

    Raises NotFound, UnusablePercent, KeyMeteredAlready.
    """
    if not keys.versions(access, code=key_code):
        raise NotFound(what="key")
    if MeterKey.objects.filter(org_id=access.org_id, key_code=key_code, valid_from=from_on).exists():
        raise KeyMeteredAlready(field="from_on")
    return _ruled(access, key_code, kind, fixed_percent, from_on, decision)


def _ruled(
    access: Access, key_code: str, kind: MeterKind, fixed_percent: int, from_on: date, decision: str
) -> MeterKey:
    if not 0 <= fixed_percent <= 100:
        raise UnusablePercent(field="fixed_percent")
    row = MeterKey.objects.create(
        org_id=access.org_id,
        key_code=key_code,
        kind=kind.value,
        fixed_percent=fixed_percent,
        valid_from=from_on,
        decision=decision,
        noted_at=access.now,
    )
    audit.record(
        access, "meters.key_metered", row.id, key=key_code, kind=kind.value, fixed=fixed_percent, from_on=from_on
    )
    return row
