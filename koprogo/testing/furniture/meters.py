"""A hot-water meter of the owner who is walked, two readings, a key by meters, a file handed in."""

from datetime import timedelta
from typing import Any

from koprogo.meters.operations import meters, readings
from koprogo.meters.operations.meters import MeterFacts
from koprogo.meters.operations.readings import Noted
from koprogo.meters.rules.readings import MeterKind
from koprogo.platform.access import Access
from koprogo.testing.tilleuls import Tilleuls


def furnish(built: Tilleuls, access: Access) -> dict[str, Any]:
    """Furnish one house with meters."""
    then = access.today - timedelta(days=300)
    facts = MeterFacts("EC-103", MeterKind.HOT_WATER, built.lots["C"], place="Salle de bain")
    meter = meters.add_meter(access, facts=facts, on=then, value=12_500)
    (reading,) = readings.note_round(access, on=access.today, noted=[Noted(meter.id, 61_250)])
    rule = meters.add_metered_key(
        access,
        label="Eau chaude",
        like_id=built.keys["parts"],
        kind=MeterKind.HOT_WATER,
        fixed_percent=30,
        decision="Acte de base, art. 17",
    )
    data = f"Compteur;Date;Index\nEC-103;{access.today:%d/%m/%Y};61,25\n".encode()
    kept = readings.keep_file(access, data=data, name="releves.csv")
    return {
        "meter_id": meter.id,
        "reading_id": reading.id,
        "reading_file": kept.id,
        "metered_key": rule.key_code,
    }
