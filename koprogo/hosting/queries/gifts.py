"""Promises with what the bank says of them, funds with their balance and uses; what of it everybody may read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, JSONObject

from koprogo.banking.queries import confirmed, pending
from koprogo.hosting.models import Fund, FundUse, Gift, GiftReceipt
from koprogo.hosting.rules import gifts as rules
from koprogo.hosting.rules.gifts import Kind, State, Year
from koprogo.hosting.rules.members import years_later
from koprogo.kernel.refusals import NotFound
from koprogo.ledger.queries import accounts, costs
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Promised:
    """One promise with its receipts that stand. ``public``: its giver may be named. ``over``: a sponsor's year that has
    ended; ``to_renew``: one that nears its end or has ended, and that nobody has answered for."""

    gift: Gift
    received_cents: int
    last_on: date | None
    state: State
    public: bool
    year: Year | None = None
    over: bool = False
    to_renew: bool = False


@dataclass(frozen=True, slots=True)
class Use:
    """What a fund paid of one cost."""

    cost_entry_id: UUID
    entry_id: UUID
    cents: int
    label: str
    reference: str
    on: date


_USE = ("cost_entry_id", "entry_id", "cents", "label", "reference", "on")


@dataclass(frozen=True, slots=True)
class FundState:
    """One earmarked fund: what came, what it paid, what is in it."""

    fund: Fund
    received_cents: int
    balance_cents: int
    uses: tuple[Use, ...]


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
    """Every promise, the newest first (one query)."""
    return [_promised(row, access.today) for row in _whole(access).order_by("-promised_on", "-id")]


def one(access: Access, *, gift_id: UUID) -> Promised:
    """One promise (one query). Raises NotFound."""
    found = _whole(access).filter(id=gift_id).first()
    if found is None:
        raise NotFound(what="gift")
    return _promised(found, access.today)


def _whole(access: Access) -> QuerySet[Gift]:
    """The promises, each with its fund and with the receipts that nobody took back at the bank."""
    standing = confirmed.standing(access).values("id")
    receipts = GiftReceipt.objects.filter(org_id=access.org_id, gift_id=OuterRef("id"), reconciliation_id__in=standing)
    paid = ArraySubquery(receipts.order_by("on", "id").values(one=JSONObject(cents="cents", on="on")))
    again = Gift.objects.filter(org_id=access.org_id, renews_id=OuterRef("id"), given_up_on__isnull=True)
    found = Gift.objects.filter(org_id=access.org_id).select_related("fund")
    return found.annotate(paid=paid, renewed=Exists(again))


def to_ask(access: Access) -> QuerySet[Gift]:
    """The sponsors whose year nears its end or is over, and that nobody has answered for: as ``Promised.to_renew``."""
    begun = years_later(access.today + rules.ASK_BEFORE, -1)
    standing = confirmed.standing(access).values("id")
    paid = GiftReceipt.objects.filter(org_id=access.org_id, gift_id=OuterRef("id"), reconciliation_id__in=standing)
    again = Gift.objects.filter(org_id=access.org_id, renews_id=OuterRef("id"), given_up_on__isnull=True)
    rows = Gift.objects.filter(org_id=access.org_id, kind=Kind.SPONSOR, given_up_on=None, ends_said_on=None)
    return rows.alias(year_from=Coalesce("from_on", "promised_on")).filter(
        Exists(paid), ~Exists(again), year_from__lte=begun
    )


def _promised(gift: Gift, today: date) -> Promised:
    year = rules.year(Kind(gift.kind), gift.from_on or gift.promised_on)
    asked = year is not None and today >= year.ask_on and not gift.renewed  # type: ignore[attr-defined]
    receipts = gift.paid  # type: ignore[attr-defined]
    received = sum(one["cents"] for one in receipts)
    return Promised(
        gift,
        received,
        max((date.fromisoformat(one["on"]) for one in receipts), default=None),
        rules.state(promised_cents=gift.promised_cents, received_cents=received, given_up=gift.given_up_on is not None),
        gift.consent_on is not None and gift.withdrawn_on is None,
        year,
        year is not None and year.over(today),
        asked and received > 0 and gift.ends_said_on is None and gift.given_up_on is None,
    )


def named(rows: list[Promised]) -> list[Promised]:
    """Whose giver agreed to be named, the largest first (no query)."""
    return sorted((row for row in rows if row.public), key=lambda row: (-row.received_cents, row.gift.name))


def present_and_past(rows: list[Promised]) -> tuple[list[Promised], list[Promised]]:
    """(Those who support now, those whose year is over and who do not go on), of the received gifts of the named."""
    received = [row for row in named(rows) if row.received_cents]
    now = [row for row in received if not row.over]
    names = {row.gift.name for row in now if row.year}
    past: dict[str, Promised] = {}
    for row in sorted((row for row in received if row.over), key=lambda row: row.year.until_on, reverse=True):  # type: ignore[union-attr]
        if row.gift.name not in names:
            past.setdefault(row.gift.name, row)
    return now, list(past.values())


def funds(access: Access, *, on: date) -> list[FundState]:
    """Every fund at the end of a day, with what it paid until then (two queries)."""
    held = accounts.accounts(access, until=on, only=Q(id__in=fund_accounts(access)))
    return funds_of(access, on=on, held={row.id: row.balance_cents for row in held}) if held else []


def fund_accounts(access: Access) -> QuerySet[Fund, UUID]:
    """The accounts of the funds, as a question that another one may hold."""
    return Fund.objects.filter(org_id=access.org_id).values_list("account_id", flat=True)


def funds_of(access: Access, *, on: date, held: Mapping[UUID, int]) -> list[FundState]:
    """The same where the balances of their accounts are at hand (one query)."""
    uses = FundUse.objects.filter(org_id=access.org_id, fund_id=OuterRef("id"), on__lte=on).order_by("-on", "-id")
    told = ArraySubquery(uses.values(one=JSONObject(**{name: name for name in _USE})))
    rows = Fund.objects.filter(org_id=access.org_id).select_related("account").annotate(told=told)
    out = []
    for row in rows.order_by("account__code"):
        paid = tuple(_use(one) for one in row.told)
        balance = -held.get(row.account_id, 0)
        out.append(FundState(row, balance + sum(use.cents for use in paid), balance, paid))
    return out


def _use(one: Mapping[str, Any]) -> Use:
    entries = UUID(one["cost_entry_id"]), UUID(one["entry_id"])
    return Use(*entries, one["cents"], one["label"], one["reference"], date.fromisoformat(one["on"]))


def fund_in(rows: Sequence[FundState], *, fund_id: UUID) -> FundState:
    """One of the funds at hand. Raises NotFound."""
    found = next((row for row in rows if row.fund.id == fund_id), None)
    if found is None:
        raise NotFound(what="fund")
    return found


def fund(access: Access, *, fund_id: UUID) -> FundState:
    """One fund today (two queries). Raises NotFound."""
    return fund_in(funds(access, on=access.today), fund_id=fund_id)


def movements(access: Access, *, known: Iterable[Promised]) -> list[Movement]:
    """Credits at the bank that nobody has booked, with which of some promises their communication is (one query)."""
    expected = {one.gift.structured_reference: one.gift.id for one in known if one.gift.given_up_on is None}
    rows = pending.waiting(access).filter(amount_cents__gt=0)[: pending.WINDOW]
    return [
        Movement(
            row.id,
            row.amount_cents,
            row.entry_on,
            row.counterparty_name,
            row.text,
            expected.get(row.structured_reference or ""),
        )
        for row in rows
    ]


def payable(access: Access, *, funds: Iterable[FundState]) -> list[Cost]:
    """The costs of the last twelve months that these funds have not paid in full, the newest first (one query)."""
    first = access.today.replace(day=1, year=access.today.year - 1)
    paid: dict[UUID, int] = defaultdict(int)
    for use in (use for one in funds for use in one.uses):
        paid[use.cost_entry_id] += use.cents
    found: dict[UUID, Cost] = {}
    for line in costs.lines(access, from_on=first, to_on=access.today, shared=False):
        if line.account_code.startswith("6"):
            before = found.get(line.entry_id)
            cents = line.cents + (before.cents if before else 0)
            left = cents - paid.get(line.entry_id, 0)
            found[line.entry_id] = Cost(line.entry_id, line.entry_reference, line.label, line.entry_on, cents, left)
    return sorted((one for one in found.values() if one.left_cents > 0), key=lambda one: one.on, reverse=True)
