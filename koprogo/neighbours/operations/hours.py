"""Hours that move: always from one account to another, with both locked, never changed afterwards."""

from uuid import UUID

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce, Greatest

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.models import Ad, Deal, HoursAccount, Resident, Transfer
from koprogo.neighbours.operations import exchange
from koprogo.neighbours.operations.acting import noted
from koprogo.neighbours.queries.hours import balances
from koprogo.neighbours.rules import exchange as rules
from koprogo.neighbours.rules.exchange import BOUND, LIVE, AdState, State, TransferKind
from koprogo.platform import audit
from koprogo.platform.access import Access, act


def accounts(access: Access, *residents: UUID | None) -> dict[UUID | None, HoursAccount]:
    """The open account of each resident (None: the common one), made where there is none, all locked in one order."""
    for one in residents:
        row, fresh = HoursAccount.objects.get_or_create(
            org_id=access.org_id, resident_id=one, left_at=None, defaults={"opened_at": access.now}
        )  # type: ignore[misc]
        if fresh and one is not None:
            _resume(access, row)
    wanted = Q(resident_id__in=[one for one in residents if one is not None])
    if None in residents:
        wanted |= Q(resident__isnull=True)
    found = HoursAccount.objects.select_for_update(no_key=True).filter(wanted, org_id=access.org_id)
    rows = {row.resident_id: row for row in found.filter(left_at__isnull=True).order_by("id")}
    if len(rows) != len(set(residents)):
        raise rules.HasLeft  # somebody left between the two statements
    return rows


def _resume(access: Access, fresh: HoursAccount) -> None:
    """Whoever comes back finds what they still had to give, not what they had received (decision 0040)."""
    assert fresh.resident is not None
    same = Q(resident=fresh.resident_id)
    if fresh.resident.person_id is not None:
        same |= Q(resident__person_id=fresh.resident.person_id)
    closed = HoursAccount.objects.filter(same, org_id=access.org_id, left_at__isnull=False)
    undone = Transfer.objects.filter(org_id=access.org_id, corrects__isnull=False).values("corrects_id")
    taken = Transfer.objects.filter(org_id=access.org_id, creditor__in=closed, kind=TransferKind.EXIT)
    for owed in taken.exclude(id__in=undone):
        Transfer.objects.create(
            org_id=access.org_id,
            debtor=fresh,
            creditor_id=owed.debtor_id,
            quarters=owed.quarters,
            kind=TransferKind.CORRECTION,
            corrects=owed,
            at=access.now,
        )


def check_room(access: Access, *, deal: Deal, quarters: int) -> dict[UUID | None, HoursAccount]:
    """Lock both accounts and let so many quarters move between them, what is agreed elsewhere counted.

    Raises BelowFloor, AboveCeiling.
    """
    locked = accounts(access, deal.helped_id, deal.helper_id)
    held = balances(access, account_ids=[row.id for row in locked.values()])
    rules.check_limits(
        quarters=quarters,
        helped=held[locked[deal.helped_id].id],
        helper=held[locked[deal.helper_id].id],
        bound_of_helped=_bound(access, deal, Q(helped_id=deal.helped_id)),
        bound_of_helper=_bound(access, deal, Q(helper_id=deal.helper_id)),
    )
    return locked


def _bound(access: Access, deal: Deal, whose: Q) -> int:
    found = Deal.objects.filter(whose, org_id=access.org_id, state__in=BOUND).exclude(id=deal.id)
    promised = found.aggregate(all=Sum(Greatest("quarters", Coalesce("told_quarters", 0))))
    return promised["all"] or 0


def move(access: Access, *, deal: Deal, quarters: int) -> Transfer:
    """Write the hours of a deal that is done. Raises BelowFloor, AboveCeiling."""
    locked = check_room(access, deal=deal, quarters=quarters)
    return Transfer.objects.create(
        org_id=access.org_id,
        debtor=locked[deal.helped_id],
        creditor=locked[deal.helper_id],
        quarters=quarters,
        kind=TransferKind.HELP,
        deal=deal,
        at=access.now,
    )


@act("neighbours.hours_given_back", needs=Right.MEET_NEIGHBOURS)
def give_back(access: Access, *, deal_id: UUID) -> Transfer:
    """Give the hours of a deal back to who gave them, by a counter-entry: only who received them may.

    Raises NotFound, AlreadyDecided when that was done, HasLeft.
    """
    me = exchange.member(access)
    deal = Deal.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id=deal_id, helper=me).first()
    if deal is None:
        raise NotFound(what="deal")
    before = Transfer.objects.filter(org_id=access.org_id, deal=deal, kind=TransferKind.HELP).first()
    if before is None or Transfer.objects.filter(org_id=access.org_id, corrects=before).exists():
        raise rules.AlreadyDecided
    if deal.helped.left_at is not None:
        raise rules.HasLeft
    locked = accounts(access, deal.helped_id, deal.helper_id)
    row = Transfer.objects.create(
        org_id=access.org_id,
        debtor=locked[deal.helper_id],
        creditor=locked[deal.helped_id],
        quarters=before.quarters,
        kind=TransferKind.CORRECTION,
        corrects=before,
        at=access.now,
    )
    noted(access, deal.id)
    audit.record(access, "neighbours.hours_given_back", row.id, deal=deal.id)
    return row


@act("neighbours.exchange_left", needs=Right.MEET_NEIGHBOURS)
def leave(access: Access) -> None:
    """Leave the exchange: what is agreed falls, and the balance goes to the common account without payout."""
    me = exchange.member(access)
    close_account(access, me)
    noted(access, me.id)
    audit.record(access, "neighbours.exchange_left", me.id)


def close_account(access: Access, resident: Resident) -> None:
    """End what a resident has in the exchange: announcements, proposals, agreements, and the balance (decision 0040).

    For whoever leaves the exchange, and for whoever leaves the neighbours.
    """
    ads = Ad.objects.select_for_update(no_key=True).filter(org_id=access.org_id, resident=resident)
    for ad in ads.filter(state=AdState.OPEN).order_by("id"):
        exchange.close(access, ad)
    both = Q(helper=resident) | Q(helped=resident)
    Deal.objects.filter(both, org_id=access.org_id, state__in=LIVE).update(state=State.WITHDRAWN, ended_at=access.now)
    held = HoursAccount.objects.filter(org_id=access.org_id, resident=resident, left_at__isnull=True)
    if not held.exists():
        return
    locked = accounts(access, resident.id, None)
    mine, common = locked[resident.id], locked[None]
    balance = balances(access, account_ids=[mine.id])[mine.id]
    if balance:
        debtor, creditor = (mine, common) if balance > 0 else (common, mine)
        Transfer.objects.create(
            org_id=access.org_id,
            debtor=debtor,
            creditor=creditor,
            quarters=abs(balance),
            kind=TransferKind.EXIT,
            at=access.now,
        )
    mine.left_at = access.now
    mine.save(update_fields=["left_at"])
