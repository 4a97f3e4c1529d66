"""Changes of owner whose funds are still to be passed on, and what that comes to."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

from koprogo.charges.queries import called
from koprogo.charges.queries.called import CalledLine
from koprogo.condominiums.queries import history, keys
from koprogo.kernel.refusals import NotFound
from koprogo.ledger.queries import accounts
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform.access import Access
from koprogo.settlements.models import Settlement, TransferShare
from koprogo.settlements.rules.period import Span
from koprogo.settlements.rules.transfers import RunningProvision, fund_share, running

#: Older sales were settled by whoever kept the books then.
LOOK_BACK = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Sale:
    """One lot that changed hands; ``on``: the buyer's first day. ``settled``: its funds were passed on."""

    lot_id: UUID
    number: str
    seller_id: UUID
    seller: str
    buyer_id: UUID
    buyer: str
    on: date
    settled: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """What passing the funds on would book. ``weight`` of ``key_total`` of ``fund_total_cents``."""

    sale: Sale
    fund_total_cents: int
    weight: int
    key_total: int
    fund_cents: int
    provisions: tuple[RunningProvision, ...]

    @property
    def provision_cents(self) -> int:
        """What of the provisions the buyer takes over."""
        return sum(one.buyer_cents for one in self.provisions)

    @property
    def total_cents(self) -> int:
        """What the seller is credited and the buyer debited."""
        return self.fund_cents + self.provision_cents


def sales(access: Access) -> list[Sale]:
    """The changes of owner of the last two years, the newest first (three queries)."""
    since = access.today - LOOK_BACK
    done = set(TransferShare.objects.filter(org_id=access.org_id).values_list("lot_id", "on"))
    found = []
    for lot in history.held_during(access, from_on=since, to_on=access.today):
        for before, after in pairwise(lot.stays):
            if before.party_id == after.party_id:
                continue
            place = (lot.lot_id, after.starts_on)
            sale = Sale(
                lot.lot_id,
                lot.number,
                before.party_id,
                before.name,
                after.party_id,
                after.name,
                after.starts_on,
                place in done,
            )
            found.append(sale)
    return sorted(found, key=lambda one: one.on, reverse=True)


def _is_settled(access: Access, on: date) -> bool:
    """Whether a settlement stands for that day: the seller had every provision deducted there already."""
    found = Settlement.objects.filter(org_id=access.org_id, state="issued", period_from__lte=on, period_to__gte=on)
    return found.exists()


def _provisions(access: Access, sale: Sale) -> list[CalledLine]:
    return called.running_provisions(access, lot_id=sale.lot_id, party_id=sale.seller_id, on=sale.on)


def latest(access: Access, *, number: str, on: date | None = None) -> Sale:
    """The latest sale of a lot, or that of a day (three queries). Raises NotFound."""
    own = [one for one in sales(access) if one.number == number and (on is None or one.on == on)]
    if not own:
        raise NotFound(what="sale")
    return own[0]


def proposal(access: Access, *, number: str, on: date | None = None) -> Proposal:
    """What is passed on for the latest sale of a lot, or that of a day (nine queries at most). Raises NotFound."""
    sale = latest(access, number=number, on=on)
    eve = sale.on - timedelta(days=1)
    total = -accounts.role_balance(access, role=AccountRole.WORKING_FUND, until=eve)
    deed = keys.deed_key(access, on=eve)
    lots = keys.every_lot(access, key_id=deed.key_id, on=eve) if deed else []
    index = next((i for i, lot in enumerate(lots) if lot.lot_id == sale.lot_id), 0)
    lines = [] if _is_settled(access, sale.on) else _provisions(access, sale)
    provisions = tuple(
        running(one.title, Span(one.period_from, one.period_to), one.cents, sale.on)
        for one in lines
        if one.period_from and one.period_to
    )
    return Proposal(
        sale=sale,
        fund_total_cents=total,
        weight=lots[index].weight if lots else 0,
        key_total=deed.total if deed else 0,
        fund_cents=fund_share(total, [lot.weight for lot in lots], index),
        provisions=tuple(one for one in provisions if one.buyer_cents),
    )
