"""What an owner who lets has still to tell the occupants: the decisions of assemblies whose minutes were sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from koprogo.assemblies.models import Assembly, PassedOn, Resolution
from koprogo.assemblies.rules import landlord
from koprogo.assemblies.rules.calendar import LANDLORD_DAYS, landlord_tells_by
from koprogo.platform.access import Access

#: For the statement that reads the building of today: each assembly whose decisions these parties may have to tell.
TODAY_SQL = f"""
SELECT json_agg(json_build_array(
         a.held_on::text || CASE WHEN a.sequence = 1 THEN '' ELSE '-' || a.sequence END, a.minutes_sent_on)
         ORDER BY a.minutes_sent_on, a.id)
  FROM assemblies_assembly a
 WHERE a.org_id = %(org)s AND a.minutes_sent_on >= %(today)s::date - {LANDLORD_DAYS + landlord.ASKED_DAYS}
   AND EXISTS (SELECT FROM assemblies_resolution r
                WHERE r.org_id = a.org_id AND r.assembly_id = a.id AND r.adopted)
   AND NOT EXISTS (SELECT FROM assemblies_passedon p
                    WHERE p.org_id = a.org_id AND p.assembly_id = a.id AND p.party_id = ANY(%(own)s))
"""  # noqa: S608 -- two numbers of the rules


@dataclass(frozen=True, slots=True)
class ToTell:
    """One assembly whose decisions are to be told. ``until``: the thirtieth day after the minutes."""

    assembly: str
    until: date


def to_tell(told: Sequence[Any] | None) -> tuple[ToTell, ...]:
    """What TODAY_SQL answered, read (no query)."""
    return tuple(
        ToTell(number, landlord_tells_by(date.fromisoformat(sent_on)).strict) for number, sent_on in told or ()
    )


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision as the occupant is told it."""

    number: int
    title: str
    text: str


def decided(access: Access, *, assembly: Assembly) -> list[Decided]:
    """What an assembly adopted, in its order (one query)."""
    rows = Resolution.objects.filter(org_id=access.org_id, assembly=assembly, adopted=True).order_by("number")
    return [Decided(row.number, row.title, row.text) for row in rows]


def told_on(access: Access, *, assembly: Assembly) -> date | None:
    """When this reader told it, or None (one query)."""
    rows = PassedOn.objects.filter(org_id=access.org_id, assembly=assembly, party_id__in=access.party_ids)
    return rows.order_by("on").values_list("on", flat=True).first()
