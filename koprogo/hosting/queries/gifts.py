"""Promises with what the bank says of them, funds with their balance and uses; what of it everybody may read."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.banking.queries import confirmed, pending
from koprogo.hosting.models import Fund, FundUse, Gift, GiftReceipt
from koprogo.hosting.rules import gifts as rules
from koprogo.hosting.rules.gifts import State
from koprogo.kernel.refusals import NotFound
from koprogo.ledger.queries import accounts, costs
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Promised:
    """One promise with its receipts that stand. ``public``: its giver may be named."""

    gift: Gift
    received_cents: int
    last_on: date | None
    state: State
    public: bool


@dataclass(frozen=True, slots=True)
class FundState:
    """One earmarked fund: what came, what it paid, what is in it."""

    fund: Fund
    received_cents: int
    balance_cents: int
    uses: tuple[FundUse, ...]


@dataclass(frozen=True, slots=True)
class Movement:
    """A credit at the bank that nobody has booked. ``gift_id``: the promise whose communication it carries."""

    transaction_id: UUID
    cents: int
    on: date
    name: str
    text: str
    gift_id: UUID | None


@dataclass(frozen=True, slots=True)
class Cost:
    """One cost of the books that a fund may pay. ``left_cents``: of which no fund has paid anything yet."""

    entry_id: UUID
    reference: str
    label: str
    on: date
    cents: int
    left_cents: int


def promises(access: Access) -> list[Promised]:
    """Every promise, the newest first (three queries)."""
    rows = Gift.objects.filter(org_id=access.org_id).select_related("fund")
    return _told(access, list(rows.order_by("-promised_on", "-id")))


def one(access: Access, *, gift_id: UUID) -> Promised:
    """One promise. Raises NotFound."""
    found = _told(access, list(Gift.objects.filter(org_id=access.org_id, id=gift_id).select_related("fund")))
    if not found:
        raise NotFound(what="gift")
    return found[0]


def _told(access: Access, gifts: list[Gift]) -> list[Promised]:
    receipts = list(GiftReceipt.objects.filter(org_id=access.org_id, gift__in=gifts))
    standing = confirmed.standing(access, ids=[row.reconciliation_id for row in receipts]) if receipts else frozenset()
    by_gift: dict[UUID, list[GiftReceipt]] = defaultdict(list)
    for row in receipts:
        if row.reconciliation_id in standing:
            by_gift[row.gift_id].append(row)
    return [_promised(gift, by_gift[gift.id]) for gift in gifts]


def _promised(gift: Gift, receipts: list[GiftReceipt]) -> Promised:
    received = sum(row.cents for row in receipts)
    return Promised(
        gift,
        received,
        max((row.on for row in receipts), default=None),
        rules.state(promised_cents=gift.promised_cents, received_cents=received, given_up=gift.given_up_on is not None),
        gift.consent_on is not None and gift.withdrawn_on is None,
    )


def named(rows: list[Promised]) -> list[Promised]:
    """Whose giver agreed to be named, the largest first (no query)."""
    return sorted((row for row in rows if row.public), key=lambda row: (-row.received_cents, row.gift.name))


def funds(access: Access, *, on: date) -> list[FundState]:
    """Every fund at the end of a day, with what it paid until then (four queries)."""
    rows = list(Fund.objects.filter(org_id=access.org_id).select_related("account").order_by("account__code"))
    if not rows:
        return []
    uses: dict[UUID, list[FundUse]] = defaultdict(list)
    for use in FundUse.objects.filter(org_id=access.org_id, on__lte=on):
        uses[use.fund_id].append(use)
    held = {row.id: -row.balance_cents for row in accounts.accounts(access, until=on)}
    out = []
    for row in rows:
        paid = sorted(uses[row.id], key=lambda one: (one.on, one.id), reverse=True)
        balance = held.get(row.account_id, 0)
        out.append(FundState(row, balance + sum(use.cents for use in paid), balance, tuple(paid)))
    return out


def fund(access: Access, *, fund_id: UUID) -> FundState:
    """One fund today. Raises NotFound."""
    found = next((row for row in funds(access, on=access.today) if row.fund.id == fund_id), None)
    if found is None:
        raise NotFound(what="fund")
    return found


def movements(access: Access) -> list[Movement]:
    """Credits at the bank that nobody has booked, with the promise whose communication they carry (two queries)."""
    known = dict(
        Gift.objects.filter(org_id=access.org_id, given_up_on__isnull=True).values_list("structured_reference", "id")
    )
    rows = pending.waiting(access).filter(amount_cents__gt=0)[: pending.WINDOW]
    return [
        Movement(
            row.id,
            row.amount_cents,
            row.entry_on,
            row.counterparty_name,
            row.text,
            known.get(row.structured_reference or ""),
        )
        for row in rows
    ]


def payable(access: Access) -> list[Cost]:
    """The costs of the last twelve months that no fund has paid in full, the newest first."""
    first = access.today.replace(day=1, year=access.today.year - 1)
    paid: dict[UUID, int] = defaultdict(int)
    for entry_id, cents in FundUse.objects.filter(org_id=access.org_id).values_list("cost_entry_id", "cents"):
        paid[entry_id] += cents
    found: dict[UUID, Cost] = {}
    for line in costs.lines(access, from_on=first, to_on=access.today):
        if line.account_code.startswith("6"):
            before = found.get(line.entry_id)
            cents = line.cents + (before.cents if before else 0)
            left = cents - paid.get(line.entry_id, 0)
            found[line.entry_id] = Cost(line.entry_id, line.entry_reference, line.label, line.entry_on, cents, left)
    return sorted((one for one in found.values() if one.left_cents > 0), key=lambda one: one.on, reverse=True)
