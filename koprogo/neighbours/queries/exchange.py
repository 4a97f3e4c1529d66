"""What is offered and asked for in the local exchange, and what I have agreed with whom."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.models import Ad, Deal, Transfer
from koprogo.neighbours.queries import moderation
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.rules.exchange import BOUND, LIVE, AdState, Category, Side, State, TransferKind
from koprogo.platform.access import Access
from koprogo.platform.together import Question

T = TypeVar("T")
MOST = 100


@dataclass(frozen=True, slots=True)
class AdRow:
    """One announcement. ``taken``: somebody has agreed to it and it is not done yet."""

    id: UUID
    side: Side
    category: Category
    title: str
    text: str
    quarters: int | None
    resident_id: UUID
    who: str
    added_at: datetime
    shown_until: date
    open: bool
    taken: bool


@dataclass(frozen=True, slots=True)
class DealRow:
    """One exchange, as one of its two sees it. ``given_back``: the hours went back by a counter-entry."""

    id: UUID
    ad_id: UUID
    title: str
    state: State
    helper_id: UUID
    helper: str
    helped_id: UUID
    helped: str
    proposer_id: UUID
    owner_id: UUID
    quarters: int
    message: str
    proposed_at: datetime
    agreed_at: datetime | None
    told_by_id: UUID | None
    told_quarters: int | None
    told_at: datetime | None
    ended_at: datetime | None
    thanks: str
    given_back: bool

    def other(self, me: UUID) -> str:
        """The name of the other one of the two."""
        return self.helper if self.helped_id == me else self.helped

    def waits_for(self, me: UUID) -> bool:
        """Whether the next step is this resident's."""
        if self.state is State.PROPOSED:
            return self.proposer_id != me
        if self.state is State.TOLD:
            return self.told_by_id != me
        return self.state is State.AGREED


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: its rows, and whether there are more."""

    rows: list[AdRow]
    more: bool


def board(access: Access, *, me: Me, category: Category | None = None, number: int = 1) -> Page:
    """The announcements of both sides that are up, the newest first (one query)."""
    found = moderation.seen(access, me.id, _ads(access).filter(state=AdState.OPEN, shown_until__gte=access.today))
    if category is not None:
        found = found.filter(category=category)
    start = (number - 1) * MOST
    rows = [_ad(row) for row in found.order_by("-added_at", "-id")[start : start + MOST + 1]]
    return Page(rows[:MOST], len(rows) > MOST)


def mine(access: Access, *, me: Me) -> list[AdRow]:
    """My announcements that are not closed, those that ran out too (one query)."""
    found = _ads(access).filter(state=AdState.OPEN, resident_id=me.id)
    return [_ad(row) for row in found.order_by("-added_at", "-id")[:MOST]]


def ad(access: Access, *, ad_id: UUID) -> AdRow:
    """One announcement (one query). Raises NotFound."""
    row = _ads(access).filter(id=ad_id).first()
    if row is None:
        raise NotFound(what="ad")
    return _ad(row)


def _ads(access: Access) -> QuerySet[Ad]:
    bound = Deal.objects.filter(org_id=access.org_id, ad=OuterRef("pk"), state__in=BOUND)
    found = Ad.objects.filter(org_id=access.org_id, resident__left_at__isnull=True)
    return found.select_related("resident").annotate(taken=Exists(bound))


def _ad(row: Ad) -> AdRow:
    return AdRow(
        id=row.id,
        side=Side(row.side),
        category=Category(row.category),
        title=row.title,
        text=row.text,
        quarters=row.quarters,
        resident_id=row.resident_id,
        who=row.resident.called,
        added_at=row.added_at,
        shown_until=row.shown_until,
        open=row.state == AdState.OPEN,
        taken=row.taken,  # type: ignore[attr-defined]
    )


def deals_of_ad(access: Access, *, ad_id: UUID, me: Me) -> list[DealRow]:
    """The exchanges about one announcement in which I am one of the two, the newest first (one query)."""
    return _rows(_deals(access, me).filter(ad_id=ad_id).order_by("-proposed_at", "-id")[:MOST])


def live(access: Access, *, me: Me) -> list[DealRow]:
    """My exchanges that wait for something (one query)."""
    return _rows(_deals(access, me).filter(state__in=LIVE).order_by("-proposed_at", "-id")[:MOST])


def deal(access: Access, *, deal_id: UUID, me: Me) -> DealRow:
    """One exchange of mine (one query). Raises NotFound, to everybody else too."""
    rows = _rows(_deals(access, me).filter(id=deal_id))
    if not rows:
        raise NotFound(what="deal")
    return rows[0]


def _deals(access: Access, me: Me) -> QuerySet[Deal]:
    corrected = Transfer.objects.filter(
        org_id=access.org_id, corrects__deal=OuterRef("pk"), kind=TransferKind.CORRECTION
    )
    both = Q(helper_id=me.id) | Q(helped_id=me.id)
    found = Deal.objects.filter(both, org_id=access.org_id).select_related("ad", "helper", "helped")
    return found.annotate(given_back=Exists(corrected))


def _rows(found: QuerySet[Deal]) -> list[DealRow]:
    return [
        DealRow(
            id=row.id,
            ad_id=row.ad_id,
            title=row.ad.title,
            state=State(row.state),
            helper_id=row.helper_id,
            helper=row.helper.called,
            helped_id=row.helped_id,
            helped=row.helped.called,
            proposer_id=row.proposer_id,
            owner_id=row.ad.resident_id,
            quarters=row.quarters,
            message=row.message,
            proposed_at=row.proposed_at,
            agreed_at=row.agreed_at,
            told_by_id=row.told_by_id,
            told_quarters=row.told_quarters,
            told_at=row.told_at,
            ended_at=row.ended_at,
            thanks=row.thanks,
            given_back=row.given_back,  # type: ignore[attr-defined]
        )
        for row in found
    ]


@dataclass(frozen=True, slots=True)
class Summary:
    """The exchange in a few figures, for the neighbours' home. Lines: (title, who, at, id)."""

    balance: int
    waiting: int
    offers: list[tuple[str, str, datetime, UUID]]
    requests: list[tuple[str, str, datetime, UUID]]


_NEWEST = (
    "ARRAY(SELECT json_build_array(a.title, r.pseudonym, a.added_at, a.id) FROM neighbours_ad a"
    " JOIN neighbours_resident r ON r.org_id = a.org_id AND r.id = a.resident_id AND r.left_at IS NULL"
    " WHERE a.org_id = %(org)s AND a.state = 'open' AND a.shown_until >= %(today)s AND a.side = "
)
_LAST = moderation.SEEN.format(row="a.id", author="a.resident_id") + " ORDER BY a.added_at DESC LIMIT 6)"
_FIGURES = (
    "SELECT coalesce((SELECT sum(CASE WHEN c.resident_id = %(me)s THEN t.quarters ELSE -t.quarters END)"
    " FROM neighbours_transfer t JOIN neighbours_hoursaccount c ON c.org_id = t.org_id AND c.id = t.creditor_id"
    " JOIN neighbours_hoursaccount d ON d.org_id = t.org_id AND d.id = t.debtor_id WHERE t.org_id = %(org)s"
    " AND ((c.resident_id = %(me)s AND c.left_at IS NULL) OR (d.resident_id = %(me)s AND d.left_at IS NULL))), 0)::int,"
    " (SELECT count(*) FROM neighbours_deal WHERE org_id = %(org)s AND (helper_id = %(me)s OR helped_id = %(me)s)"
    " AND ((state = 'proposed' AND proposer_id <> %(me)s) OR (state = 'told' AND told_by_id <> %(me)s)))::int"
)
_SUMMARY = ", ".join((_FIGURES, f"{_NEWEST}'offer'{_LAST}", f"{_NEWEST}'request'{_LAST}"))


def summary(access: Access, me: Me, read: Callable[[Summary], T]) -> Question[T]:
    """My balance, what waits for me, the newest offers and requests, to be asked with others."""
    facts = {"org": access.org_id, "me": me.id, "today": access.today}

    def answer(balance: int, waiting: int, offers: list[list[str]], requests: list[list[str]]) -> T:
        return read(Summary(balance, waiting, newest(offers), newest(requests)))

    return Question(_SUMMARY, facts, 4, answer)


def newest(rows: list[list[str]]) -> list[tuple[str, str, datetime, UUID]]:
    """Lines of a home as the database gives them: (title, who, at, id)."""
    return [(title, who, datetime.fromisoformat(at), UUID(key)) for title, who, at, key in rows]
