"""Who lives or works in a lot without holding it (CC 3.93): moving in, moving out."""

from datetime import date
from uuid import UUID

from koprogo.condominiums.models import Occupancy, Party
from koprogo.condominiums.operations.lots import locked
from koprogo.condominiums.operations.memberships import refresh_memberships
from koprogo.condominiums.queries.periods import holding
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit
from koprogo.platform.access import Access, act


class AlreadyOccupant(Refused):
    """This party occupies the lot already on that day."""

    code = "condominiums.already_occupant"


class MoveOutTooEarly(Refused):
    """The last day comes before the first one; ``after_on`` names the first."""

    code = "condominiums.move_out_too_early"


@act("condominiums.occupant_moved_in", needs=Right.MANAGE_LOTS)
def move_in(access: Access, *, lot_id: UUID, party_id: UUID, on: date) -> Occupancy:
    """Write who lives in a lot from a day on; others may live there too. Raises AlreadyOccupant, NotFound."""
    lot = locked(access, lot_id)
    party = Party.objects.filter(org_id=access.org_id, id=party_id).first()
    if party is None:
        raise NotFound(what="party")
    there = Occupancy.objects.filter(org_id=access.org_id, lot=lot, party=party)
    if there.filter(holding(on)).exists() or there.filter(starts_on__gte=on).exists():
        raise AlreadyOccupant(field="party", name=party.name, number=lot.number)
    row = Occupancy.objects.create(org_id=access.org_id, lot=lot, party=party, starts_on=on)
    refresh_memberships(access, party.id)
    audit.record(access, "condominiums.occupant_moved_in", lot.id, party_id=party.id, on=on)
    return row


@act("condominiums.occupant_moved_out", needs=Right.MANAGE_LOTS)
def move_out(access: Access, *, occupancy_id: UUID, on: date) -> Occupancy:
    """Write the first day on which somebody no longer lives there. Raises MoveOutTooEarly, NotFound."""
    rows = Occupancy.objects.select_for_update(no_key=True)
    row = rows.filter(org_id=access.org_id, id=occupancy_id).first()
    if row is None:
        raise NotFound(what="occupancy")
    if on <= row.starts_on:
        raise MoveOutTooEarly(field="on", after_on=row.starts_on)
    row.ends_on = on
    row.save(update_fields=["ends_on"])
    refresh_memberships(access, row.party_id)
    audit.record(access, "condominiums.occupant_moved_out", row.lot_id, party_id=row.party_id, on=on)
    return row
