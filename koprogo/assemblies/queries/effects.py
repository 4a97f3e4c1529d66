"""What an assembly decided and what is left to do of it; what each decision became."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from koprogo.assemblies.models import Assembly, Resolution, ResolutionEffect
from koprogo.assemblies.queries import assemblies, electorate
from koprogo.assemblies.rules import effects
from koprogo.assemblies.rules.effects import Effect
from koprogo.assemblies.rules.states import State
from koprogo.assemblies.rules.subjects import Subject
from koprogo.condominiums.queries import mandates
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access

#: The kind of a row that says why nothing is to be done.
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Done:
    """What a decision became: the act, the row elsewhere, and its words. ``kind`` NOTHING: left aside, with why."""

    kind: str
    subject_id: UUID
    label: str


@dataclass(frozen=True, slots=True)
class Consequence:
    """An adopted decision that must become something. ``done``: what it became, None while it is to be done."""

    resolution_id: UUID
    number: int
    title: str
    effect: Effect
    cost_cents: int | None
    due_on: date | None
    done: Done | None


def _rows(resolutions: Sequence[Resolution], done: dict[UUID, Done]) -> list[Consequence]:
    found = []
    for row in resolutions:
        subject = row.item.subject
        effect = effects.of(Subject(subject), cost_cents=row.item.cost_cents) if subject else None
        if effect is None:
            continue
        due = effects.house_rules_due(row.decided_on) if effect is Effect.HOUSE_RULES else None
        found.append(Consequence(row.id, row.number, row.title, effect, row.item.cost_cents, due, done.get(row.id)))
    return found


def _done(access: Access, resolutions: Sequence[Resolution]) -> dict[UUID, Done]:
    rows = ResolutionEffect.objects.filter(org_id=access.org_id, resolution_id__in=[row.id for row in resolutions])
    return {row.resolution_id: Done(row.kind, row.subject_id, row.label) for row in rows.order_by("at", "id")}


def of_assembly(access: Access, *, assembly: Assembly) -> list[Consequence]:
    """What an assembly's decisions become (two queries, none before its session was closed)."""
    if State(assembly.state) not in (State.CLOSED, State.MINUTED) or electorate.rules(access).by_heads:
        return []
    held = Resolution.objects.filter(org_id=access.org_id, assembly=assembly, adopted=True)
    rows = list(held.select_related("item").order_by("number"))
    return _rows(rows, _done(access, rows)) if rows else []


def _listed(subjects: Collection[str]) -> str:
    return ", ".join(f"'{one}'" for one in sorted(subjects))


#: For the statement that reads the building of today: how many decisions wait for what they become, the assembly of
#: the first, the nearest day for the house rules.
TODAY_SQL = f"""
SELECT json_build_array(
         count(*),
         (array_agg(a.held_on::text || CASE WHEN a.sequence = 1 THEN '' ELSE '-' || a.sequence END
                    ORDER BY r.decided_on, r.id))[1],
         min(r.decided_on) FILTER (WHERE i.subject IN ({_listed(effects.of_effect(Effect.HOUSE_RULES))}))
           + {effects.HOUSE_RULES_DAYS})
  FROM assemblies_resolution r
  JOIN assemblies_agendaitem i ON i.org_id = r.org_id AND i.id = r.item_id
  JOIN assemblies_assembly a ON a.org_id = r.org_id AND a.id = r.assembly_id
 WHERE r.org_id = %(org)s AND r.adopted
   AND (i.subject IN ({_listed(effects.ALWAYS)}) OR i.subject IN ({_listed(effects.COSTED)}) AND i.cost_cents > 0)
   AND NOT EXISTS (SELECT 1 FROM assemblies_resolutioneffect e WHERE e.org_id = r.org_id AND e.resolution_id = r.id)
   AND EXISTS (SELECT 1 FROM platform_org o WHERE o.id = r.org_id AND o.kind <> 'nonprofit')
"""  # noqa: S608 -- subjects of the rules, nothing that somebody typed


@dataclass(frozen=True, slots=True)
class Waiting:
    """Decisions of closed sessions that have become nothing yet. ``assembly``: the oldest with one; ``due_on``: the
    nearest day for the house rules."""

    count: int = 0
    assembly: str = ""
    due_on: date | None = None


def waiting(told: Sequence[Any] | None) -> Waiting:
    """What TODAY_SQL answered, read (no query)."""
    if not told or not told[0]:
        return Waiting()
    return Waiting(int(told[0]), str(told[1]), date.fromisoformat(told[2]) if told[2] else None)


def get(access: Access, *, assembly: str, number: int) -> tuple[Resolution, Consequence]:
    """One decision of an assembly (by its day) with what it becomes (two queries). Raises NotFound where it becomes
    nothing."""
    key = assemblies.day_and_sequence(assembly)
    if key is None:
        raise NotFound(what="assembly")
    held = Resolution.objects.filter(org_id=access.org_id, adopted=True, number=number)
    held = held.filter(assembly__held_on=key[0], assembly__sequence=key[1])
    rows = list(held.select_related("assembly", "item", "item__candidate", "item__key", "result"))
    found = _rows(rows, _done(access, rows)) if not electorate.rules(access).by_heads else []
    if not found:
        raise NotFound(what="resolution")
    return rows[0], found[0]


def begins_on(access: Access, *, row: Resolution, effect: Effect) -> date:
    """The first day of a mandate that the vote left open: the day of the assembly, or for who holds the office already
    the first day after it (one query for an office, else none)."""
    day: date = row.assembly.held_on
    if effect not in effects.OFFICES or row.item.candidate_id is None:
        return day
    held = [
        one.ends_on
        for one in mandates.listing(access)
        if one.role == effect.value and one.party_id == row.item.candidate_id and one.ends_on
    ]
    return max([day, *held])
