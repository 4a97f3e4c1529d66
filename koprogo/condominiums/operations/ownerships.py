"""Who holds a lot: the first holder, a change of owner on a day, and taking back the latest change."""

from datetime import date
from uuid import UUID

from django.db.models import ProtectedError

from koprogo.condominiums.models import Lot, Ownership, Party
from koprogo.condominiums.operations.lots import locked
from koprogo.condominiums.operations.memberships import refresh_memberships
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit
from koprogo.platform.access import Access, act


class LotAlreadyHeld(Refused):
    """The lot has a holder already; ``holder`` names it. A change of owner is another act."""

    code = "condominiums.lot_already_held"


class LotNeverHeld(Refused):
    """Nobody has held the lot yet, so nobody can pass it on."""

    code = "condominiums.lot_never_held"


class SameHolder(Refused):
    """The new owner is the owner already."""

    code = "condominiums.same_holder"


class TransferTooEarly(Refused):
    """The change must come after the start of the current ownership; ``after_on`` names that day."""

    code = "condominiums.transfer_too_early"


class TransferInUse(Refused):
    """Something was booked on this change of owner: it can no longer be taken back."""

    code = "condominiums.transfer_in_use"


@act("condominiums.lot_given", needs=Right.MANAGE_LOTS)
def give_lot(access: Access, *, lot_id: UUID, party_id: UUID, on: date, source: str = "") -> Ownership:
    """Write the first holder of a lot, from a day on. Raises LotAlreadyHeld, NotFound."""
    lot = locked(access, lot_id)
    before = _latest(access, lot)
    if before is not None:
        raise LotAlreadyHeld(field="party", number=lot.number, holder=before.party.name)
    row = _hold(access, lot, party_id, on, source)
    refresh_memberships(access, party_id)
    audit.record(access, "condominiums.lot_given", lot.id, number=lot.number, party_id=party_id, on=on)
    return row


@act("condominiums.lot_transferred", needs=Right.MANAGE_LOTS)
def transfer_lot(access: Access, *, lot_id: UUID, party_id: UUID, on: date, source: str = "") -> Ownership:
    """Change the owner of a lot from a day on; the one before keeps its history until the eve (CC 3.94).

    Raises LotNeverHeld, SameHolder, TransferTooEarly, NotFound.
    """
    lot = locked(access, lot_id)
    before = _latest(access, lot)
    if before is None:
        raise LotNeverHeld(number=lot.number)
    if before.party_id == party_id and before.ends_on is None:
        raise SameHolder(field="party", holder=before.party.name)
    earliest = before.ends_on or before.starts_on
    if on < earliest or on == before.starts_on:
        raise TransferTooEarly(field="on", after_on=earliest)
    if before.ends_on is None:
        before.ends_on = on
        before.save(update_fields=["ends_on"])
    row = _hold(access, lot, party_id, on, source)
    refresh_memberships(access, before.party_id, party_id)
    audit.record(
        access,
        "condominiums.lot_transferred",
        lot.id,
        number=lot.number,
        on=on,
        before=before.party_id,
        after=party_id,
        source=source,
    )
    return row


@act("condominiums.transfer_corrected", needs=Right.MANAGE_LOTS)
def correct_transfer(access: Access, *, lot_id: UUID) -> None:
    """Take back the latest change of owner of a lot: the owner before holds it again as if nothing had been.

    On the first holder it leaves the lot without one. Raises LotNeverHeld, TransferInUse, NotFound.
    """
    lot = locked(access, lot_id)
    rows = list(
        Ownership.objects.select_for_update(no_key=True)
        .filter(org_id=access.org_id, lot=lot)
        .order_by("-starts_on")[:2]
    )
    if not rows:
        raise LotNeverHeld(number=lot.number)
    latest, before = rows[0], rows[1] if len(rows) > 1 else None
    touched = [latest.party_id]
    audit.record(
        access,
        "condominiums.transfer_corrected",
        lot.id,
        number=lot.number,
        party_id=latest.party_id,
        on=latest.starts_on,
    )
    try:
        latest.delete()
    except ProtectedError as problem:
        raise TransferInUse(number=lot.number) from problem
    if before is not None and before.ends_on == latest.starts_on:
        before.ends_on = None
        before.save(update_fields=["ends_on"])
        touched.append(before.party_id)
    refresh_memberships(access, *touched)


def _latest(access: Access, lot: Lot) -> Ownership | None:
    found = Ownership.objects.filter(org_id=access.org_id, lot=lot).select_related("party")
    return found.order_by("starts_on").last()


def _hold(access: Access, lot: Lot, party_id: UUID, on: date, source: str) -> Ownership:
    if not Party.objects.filter(org_id=access.org_id, id=party_id).exists():
        raise NotFound(what="party")
    return Ownership.objects.create(
        org_id=access.org_id, lot=lot, party_id=party_id, starts_on=on, source=source
    )
