"""Putting a shared thing at everybody's disposal, changing its rules, its price and deposit, closing it."""

from dataclasses import dataclass
from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.neighbours.models import Facility
from koprogo.neighbours.rules import facilities as rules
from koprogo.neighbours.rules.facilities import FacilityKind, Plan
from koprogo.platform import audit
from koprogo.platform.access import Access, act
from koprogo.platform.models import Org


class NameTaken(Refused):
    """Two facilities of one name could not be told apart."""

    code = "neighbours.facility_name_taken"


@dataclass(frozen=True, slots=True)
class FacilityFacts:
    """What an animator writes of a facility. ``plan`` was checked when it was made."""

    kind: FacilityKind
    name: str
    plan: Plan
    text: str = ""


def locked(access: Access, facility_id: UUID) -> Facility:
    """One facility, locked: whoever books it, gives it back or changes it comes one after the other."""
    rows = Facility.objects.select_for_update(no_key=True)
    found = rows.filter(org_id=access.org_id, id=facility_id).first()
    if found is None:
        raise NotFound(what="facility")
    return found


@act("neighbours.facility_added", needs=Right.ANIMATE_NEIGHBOURS)
def add(access: Access, *, facts: FacilityFacts) -> Facility:
    """Put something at the residents' disposal. No price, no deposit: the syndic sets them. Raises NameTaken."""
    _free_name(access, facts.name)
    row = Facility.objects.create(org_id=access.org_id, added_at=access.now, **_columns(facts))
    audit.record(access, "neighbours.facility_added", row.id, name=row.name)
    return row


@act("neighbours.facility_changed", needs=Right.ANIMATE_NEIGHBOURS)
def change(access: Access, *, facility_id: UUID, facts: FacilityFacts) -> Facility:
    """Change its words and its rules: what is booked stays booked. Raises NotFound, NameTaken."""
    row = locked(access, facility_id)
    _free_name(access, facts.name, but=row.id)
    columns = _columns(facts)
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=list(columns))
    audit.record(access, "neighbours.facility_changed", row.id, name=row.name)
    return row


@act("neighbours.facility_closed", needs=Right.ANIMATE_NEIGHBOURS)
def close(access: Access, *, facility_id: UUID, closed: bool) -> Facility:
    """Close it to new bookings, or open it again. What is booked stays booked."""
    row = locked(access, facility_id)
    row.closed_at = access.now if closed else None
    row.save(update_fields=["closed_at"])
    audit.record(access, "neighbours.facility_closed", row.id, name=row.name, closed=closed)
    return row


@act("neighbours.facility_priced", needs=Right.SETTINGS)
def set_price(access: Access, *, facility_id: UUID, price_cents: int, deposit_cents: int = 0) -> Facility:
    """Set the price of one slot and the deposit of one booking, in cents, 0 for none: the syndic's act.

    What is booked keeps both as they were. Raises NoPriceHere in a boundary without books, UnusablePlan.
    """
    row = locked(access, facility_id)
    has_books = access.org_kind == Org.Kind.CONDOMINIUM
    row.price_cents = rules.checked_price(price_cents, has_books=has_books)
    row.deposit_cents = rules.checked_price(deposit_cents, has_books=has_books, field="deposit")
    row.save(update_fields=["price_cents", "deposit_cents"])
    told = {"name": row.name, "cents": row.price_cents, "deposit_cents": row.deposit_cents}
    audit.record(access, "neighbours.facility_priced", row.id, **told)
    return row


def _free_name(access: Access, name: str, *, but: UUID | None = None) -> None:
    same = Facility.objects.filter(org_id=access.org_id, name=name).values_list("id", flat=True).first()
    if same not in (None, but):
        raise NameTaken(field="name", name=name)


def _columns(facts: FacilityFacts) -> dict[str, object]:
    plan = facts.plan
    return {
        "kind": facts.kind,
        "name": facts.name,
        "text": facts.text,
        "unit": plan.unit,
        "opens": plan.opens,
        "closes": plan.closes,
        "slot_minutes": plan.slot_minutes,
        "weekdays": "".join(str(one) for one in sorted(plan.weekdays)),
        "max_slots": plan.max_slots,
        "ahead_days": plan.ahead_days,
        "max_per_week": plan.max_per_week,
        "cancel_hours": plan.cancel_hours,
    }
