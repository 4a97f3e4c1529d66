"""What an assembly decided on each of its items, for whoever put them there."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from koprogo.assemblies.models import AgendaItem, Assembly, Resolution
from koprogo.assemblies.rules.agenda import ItemState
from koprogo.assemblies.rules.states import State
from koprogo.assemblies.rules.unanimity import Outcome
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Decided:
    """One item of a closed session as it was counted. ``amended``: other words were voted than those proposed;
    ``voters``: everybody who had a vote, there or not."""

    item_id: UUID
    number: int
    held_on: date
    text: str
    outcome: Outcome
    amended: bool
    in_favour: Fraction
    against: Fraction
    abstaining: Fraction
    voters: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: its assembly, and whether that assembly may still decide it."""

    item_id: UUID
    assembly_id: UUID
    assembly: str
    held_on: date
    position: int
    pending: bool


def of_assembly(access: Access, *, assembly_id: UUID) -> list[Decided]:
    """Every item that a closed session voted, in order (one query)."""
    rows = Resolution.objects.filter(org_id=access.org_id, assembly_id=assembly_id)
    return [
        Decided(
            row.item_id,
            row.number,
            row.decided_on,
            row.text,
            Outcome(row.result.outcome),
            bool(row.item.amended_text) and row.item.amended_text != row.item.text,
            Fraction(row.result.in_favour),
            Fraction(row.result.against),
            Fraction(row.result.abstaining),
            int((row.assembly.quorum or {}).get("heads", [0, 0])[1]),
        )
        for row in rows.select_related("item", "result", "assembly").order_by("number")
    ]


def origins(access: Access, *, assembly_id: UUID) -> dict[UUID, UUID]:
    """Each item of an assembly -> the item of the session before that it repeats (one query)."""
    rows = AgendaItem.objects.filter(org_id=access.org_id, assembly_id=assembly_id, carried_from__isnull=False)
    return {item_id: before for item_id, before in rows.values_list("id", "carried_from_id") if before is not None}


def places(access: Access, *, item_ids: list[UUID]) -> dict[UUID, Place]:
    """Where these items stand (one query)."""
    rows = AgendaItem.objects.filter(org_id=access.org_id, id__in=item_ids).select_related("assembly")
    return {row.id: _place(row, row.assembly) for row in rows}


def _place(row: AgendaItem, assembly: Assembly) -> Place:
    coming = State(assembly.state) in (State.PLANNED, State.CONVENED, State.OPEN)
    pending = coming and row.state == ItemState.LISTED
    return Place(row.id, assembly.id, assembly.number, assembly.held_on, row.position, pending)
