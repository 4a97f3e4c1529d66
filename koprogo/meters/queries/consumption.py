"""What each lot used, for the keys whose costs follow meters."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from koprogo.meters.models import Meter, MeterKey
from koprogo.meters.queries import readings
from koprogo.meters.rules import consumption
from koprogo.meters.rules.consumption import Use
from koprogo.meters.rules.readings import MeterKind
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class MeterFacts:
    """One meter as a letter names it."""

    serial: str
    kind: MeterKind
    unit: str


@dataclass(frozen=True, slots=True)
class Metered:
    """One key by meters: its fixed part in percents, and what each lot used between the evenings asked for.

    ``meters``: those of each lot, in the order of the use's stretches. ``several_units``: they cannot be added up.
    """

    key_code: str
    kind: MeterKind
    fixed_percent: int
    unit: str
    uses: Mapping[UUID, Use]
    meters: Mapping[UUID, tuple[MeterFacts, ...]] = field(default_factory=dict)
    several_units: bool = False


def rules_on(access: Access, *, on: date) -> dict[str, MeterKey]:
    """The rule of each metered key that holds on a day, by the key's code (one query)."""
    found = MeterKey.objects.filter(org_id=access.org_id, valid_from__lte=on).order_by("key_code", "valid_from")
    return {row.key_code: row for row in found}


def metered(access: Access, *, on: date, evenings: Mapping[UUID, Sequence[date]]) -> dict[str, Metered]:
    """What each lot used, by metered key (three queries, one where no key is metered).

    ``evenings`` of each lot: the one before the period, those before each new holder, the last of the period.
    """
    rules = rules_on(access, on=on)
    if not rules:
        return {}
    kinds = {rule.kind for rule in rules.values()}
    meters: dict[str, dict[UUID, list[Meter]]] = defaultdict(lambda: defaultdict(list))
    rows = list(Meter.objects.filter(org_id=access.org_id, kind__in=kinds, lot__isnull=False).order_by("kind", "id"))
    known = readings.standing(access, meter_ids=[row.id for row in rows])
    for row in rows:
        if row.lot_id is not None and row.lot_id in evenings:
            meters[row.kind][row.lot_id].append(row)
    return {code: _metered(rule, meters[rule.kind], known, evenings) for code, rule in rules.items()}


def _metered(
    rule: MeterKey,
    meters: Mapping[UUID, list[Meter]],
    known: Mapping[UUID, list[readings.Standing]],
    evenings: Mapping[UUID, Sequence[date]],
) -> Metered:
    uses: dict[UUID, Use] = {}
    facts: dict[UUID, tuple[MeterFacts, ...]] = {}
    for lot_id, own in meters.items():
        uses[lot_id] = consumption.used([[one.reading for one in known.get(m.id, ())] for m in own], evenings[lot_id])
        facts[lot_id] = tuple(MeterFacts(m.serial, MeterKind(m.kind), m.unit) for m in own)
    units = {m.unit for own in meters.values() for m in own}
    return Metered(
        key_code=rule.key_code,
        kind=MeterKind(rule.kind),
        fixed_percent=rule.fixed_percent,
        unit=min(units) if units else "",
        uses=uses,
        meters=facts,
        several_units=len(units) > 1,
    )
