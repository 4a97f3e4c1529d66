"""What a meter says on a day, and what was used between two days (law 2). Whole thousandths of the unit, no clock.

A reading counts for the evening of its day. A round is never read on the very last evening of a period, so a reading
near a boundary stands for it; where there is none, the value is worked out by days and flagged as an estimate.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from koprogo.kernel.refusals import Refused

#: A round this many days around the end of a period is the reading of that end.
ROUND_DAYS = 31
#: A change of owner asks for a reading of its own: this near is near enough.
HANDOVER_DAYS = 7
#: The largest value a meter can show: nine digits and three decimals.
LARGEST = 10**12 - 1


class MeterKind(StrEnum):
    """What is measured."""

    HEAT = "heat"
    HOT_WATER = "hot_water"
    COLD_WATER = "cold_water"
    ELECTRICITY = "electricity"
    GAS = "gas"


#: The unit a meter of each kind usually counts in.
USUAL_UNIT = {
    MeterKind.HEAT: "kWh",
    MeterKind.HOT_WATER: "m³",
    MeterKind.COLD_WATER: "m³",
    MeterKind.ELECTRICITY: "kWh",
    MeterKind.GAS: "m³",
}


class ReadingKind(StrEnum):
    """How a value is known."""

    INDEX = "index"  # read on the meter
    ESTIMATE = "estimate"  # written down without reading, with the reason
    START = "start"  # what a new meter showed when it was placed
    END = "end"  # what a meter showed when it was taken away


class IndexGoesBack(Refused):
    """A meter never counts backwards: the value is below an earlier one, or above a later one."""

    code = "meters.index_goes_back"


class UnreadableIndex(Refused):
    """No index: digits with at most three decimals."""

    code = "meters.unreadable_index"


class ReadingAfterEnd(Refused):
    """The meter was taken away before that day, or placed after it."""

    code = "meters.reading_after_end"


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of one meter: ``value`` in thousandths of the unit."""

    on: date
    value: int
    kind: ReadingKind = ReadingKind.INDEX


@dataclass(frozen=True, slots=True)
class Index:
    """What a meter shows on an evening. ``estimated``: nobody read it near that day."""

    value: int
    estimated: bool = False


def parse_index(text: str) -> int:
    """An index as people and files write it ("1 234,567", "1234.5") in thousandths. Raises UnreadableIndex.

    "1.234" is refused: it is a thousand and more to one hand, one unit and decimals to another.
    """
    body = "".join(text.split()).replace("\u202f", "").replace("\u00a0", "").replace("’", "").replace("'", "")
    if body.count(",") + body.count(".") > 1:
        last = max(body.rfind(","), body.rfind("."))
        body = body[:last].replace(",", "").replace(".", "") + "." + body[last + 1 :]
    if re.fullmatch(r"[1-9][0-9]{0,2}[.][0-9]{3}", body):
        raise UnreadableIndex(text=text[:40])
    whole, _sign, decimals = body.replace(",", ".").partition(".")
    if not whole.isascii() or not whole.isdigit() or len(decimals) > 3 or (decimals and not decimals.isdigit()):
        raise UnreadableIndex(text=text[:40])
    value = int(whole) * 1000 + int((decimals + "000")[:3])
    if not decimals.isascii() or value > LARGEST:
        raise UnreadableIndex(text=text[:40])
    return value


def check(known: Sequence[Reading], new: Reading) -> None:
    """Raise IndexGoesBack or ReadingAfterEnd when a reading cannot stand beside the known ones."""
    before = [one for one in known if one.on <= new.on]
    after = [one for one in known if one.on > new.on]
    if new.kind is not ReadingKind.START and any(one.kind is ReadingKind.END for one in before):
        raise ReadingAfterEnd(field="on", on=new.on)
    if any(one.kind is ReadingKind.START for one in after) or (new.kind is ReadingKind.END and after):
        raise ReadingAfterEnd(field="on", on=new.on)
    lowest = max((one.value for one in before), default=0)
    highest = min((one.value for one in after), default=LARGEST)
    if not lowest <= new.value <= highest:
        raise IndexGoesBack(field="value", value=new.value, lowest=lowest, highest=highest)


def index_on(known: Sequence[Reading], on: date, *, near_days: int) -> Index | None:
    """What a meter shows on an evening, from its readings in the order of time; None when nothing tells it.

    The nearest reading within ``near_days`` counts as it is (the earlier one of two as near). Else the value is worked
    out by days between the two readings around it. Before a new meter was placed and after an old one was taken away
    it stands still.
    """
    if not known:
        return None
    near = min(known, key=lambda one: (abs((one.on - on).days), one.on))
    if abs((near.on - on).days) <= near_days:
        return Index(near.value, near.kind is ReadingKind.ESTIMATE)
    if on < known[0].on:
        return Index(known[0].value) if known[0].kind is ReadingKind.START else None
    if on > known[-1].on:
        return Index(known[-1].value) if known[-1].kind is ReadingKind.END else None
    before = max((one for one in known if one.on < on), key=lambda one: one.on)
    after = min((one for one in known if one.on > on), key=lambda one: one.on)
    passed, whole = (on - before.on).days, (after.on - before.on).days
    return Index(before.value + (after.value - before.value) * passed // whole, estimated=True)
