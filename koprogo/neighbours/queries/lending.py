"""What is lent, who has it when, who looks for what."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.models import Loan, Thing, Wanted
from koprogo.neighbours.queries import moderation, office
from koprogo.neighbours.queries.exchange import newest
from koprogo.neighbours.queries.office import Said
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.rules.lending import FIRST_NOTE, LIVE, SECOND_NOTE, TAKING, Category, State, WantedState
from koprogo.platform.access import Access
from koprogo.platform.together import Question

T = TypeVar("T")
MOST = 100


@dataclass(frozen=True, slots=True)
class ThingRow:
    """One object. ``free_at``: when it is free again, None when it is now; ``said``: on whose word it is lent."""

    id: UUID
    name: str
    category: Category
    care: str
    deposit: str
    longest_days: int
    picture_id: UUID | None
    resident_id: UUID
    who: str
    place: str
    there: bool
    free_at: datetime | None
    said: Said | None


@dataclass(frozen=True, slots=True)
class Busy:
    """A time during which an object is taken. Who has it is not said. ``loan_id``: for its owner only."""

    starts_at: datetime
    due_at: datetime
    kept: bool
    loan_id: UUID


@dataclass(frozen=True, slots=True)
class LoanRow:
    """One loan, as one of its two sees it."""

    id: UUID
    thing_id: UUID
    thing: str
    owner_id: UUID
    owner: str
    borrower_id: UUID
    borrower: str
    state: State
    starts_at: datetime
    due_at: datetime
    message: str
    out_at: datetime | None
    out_condition: str
    out_note: str
    back_at: datetime | None
    back_condition: str
    back_note: str
    thanks: str
    late: bool

    def other(self, me: UUID) -> str:
        """The name of the other one of the two."""
        return self.borrower if self.owner_id == me else self.owner


@dataclass(frozen=True, slots=True)
class WantedRow:
    """One question « who has … ». ``loan_id``: what came of it, for the two it concerns."""

    id: UUID
    name: str
    resident_id: UUID
    who: str
    starts_at: datetime
    due_at: datetime
    asked_at: datetime
    open: bool
    said: Said | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One page of objects."""

    rows: list[ThingRow]
    more: bool


def catalogue(access: Access, *, me: Me, text: str = "", category: Category | None = None, number: int = 1) -> Found:
    """What is lent, by name (one query)."""
    there = _things(access).filter(withdrawn_at__isnull=True, resident__left_at__isnull=True)
    found = moderation.seen(access, me.id, there)
    for word in text.split()[:5]:
        found = found.filter(Q(name__icontains=word) | Q(care__icontains=word))
    if category is not None:
        found = found.filter(category=category)
    start = (number - 1) * MOST
    rows = [_thing(row, access) for row in found.order_by("name", "id")[start : start + MOST + 1]]
    return Found(rows[:MOST], len(rows) > MOST)


def things_of(access: Access, *, resident_id: UUID) -> list[ThingRow]:
    """What one resident lends (one query)."""
    found = _things(access).filter(withdrawn_at__isnull=True, resident_id=resident_id)
    return [_thing(row, access) for row in found.order_by("name", "id")[:MOST]]


def thing(access: Access, *, thing_id: UUID) -> ThingRow:
    """One object, also when it is no longer lent (one query). Raises NotFound."""
    row = _things(access).filter(id=thing_id).first()
    if row is None:
        raise NotFound(what="thing")
    return _thing(row, access)


def _things(access: Access) -> QuerySet[Thing]:
    now = access.now
    taken = Loan.objects.filter(org_id=access.org_id, thing=OuterRef("pk"), state__in=TAKING)
    busy = taken.filter(Q(starts_at__lte=now, due_at__gt=now) | Q(state=State.OUT)).order_by("-due_at")
    found = Thing.objects.filter(org_id=access.org_id).select_related("resident")
    return found.annotate(free_at=Subquery(busy.values("due_at")[:1]), said=office.first_said(access))


def _thing(row: Thing, access: Access) -> ThingRow:
    free_at: datetime | None = row.free_at  # type: ignore[attr-defined]
    return ThingRow(
        id=row.id,
        name=row.name,
        category=Category(row.category),
        care=row.care,
        deposit=row.deposit,
        longest_days=row.longest_days,
        picture_id=row.picture_id,
        resident_id=row.resident_id,
        who=row.resident.called,
        place=row.resident.place,
        there=row.withdrawn_at is None and row.resident.left_at is None,
        free_at=free_at,
        said=office.read_said(row.said),  # type: ignore[attr-defined]
    )


def busy(access: Access, *, thing_id: UUID) -> list[Busy]:
    """When an object is taken from now on (one query)."""
    found = Loan.objects.filter(org_id=access.org_id, thing_id=thing_id, state__in=TAKING)
    found = found.filter(Q(due_at__gt=access.now) | Q(state=State.OUT)).order_by("starts_at")
    return [Busy(row.starts_at, row.due_at, row.state == State.KEPT, row.id) for row in found[:MOST]]


def live(access: Access, *, me: Me) -> list[LoanRow]:
    """My loans that are not over, as owner or borrower, the nearest return first (one query)."""
    return _rows(_loans(access, me).filter(state__in=LIVE).order_by("due_at", "id")[:MOST], access)


def past(access: Access, *, me: Me, limit: int = 20) -> list[LoanRow]:
    """My loans that came back, the newest first (one query)."""
    return _rows(_loans(access, me).filter(state=State.RETURNED).order_by("-back_at", "-id")[:limit], access)


def loan(access: Access, *, loan_id: UUID, me: Me) -> LoanRow:
    """One loan of mine (one query). Raises NotFound, to everybody else too."""
    rows = _rows(_loans(access, me).filter(id=loan_id).exclude(state=State.KEPT), access)
    if not rows:
        raise NotFound(what="loan")
    return rows[0]


def _loans(access: Access, me: Me) -> QuerySet[Loan]:
    both = Q(borrower_id=me.id) | Q(thing__resident_id=me.id)
    found = Loan.objects.filter(both, org_id=access.org_id)
    return found.select_related("thing", "thing__resident", "borrower")


def _rows(found: QuerySet[Loan], access: Access) -> list[LoanRow]:
    return [
        LoanRow(
            id=row.id,
            thing_id=row.thing_id,
            thing=row.thing.name,
            owner_id=row.thing.resident_id,
            owner=row.thing.resident.called,
            borrower_id=row.borrower_id,
            borrower=row.borrower.called,
            state=State(row.state),
            starts_at=row.starts_at,
            due_at=row.due_at,
            message=row.message,
            out_at=row.out_at,
            out_condition=row.out_condition,
            out_note=row.out_note,
            back_at=row.back_at,
            back_condition=row.back_condition,
            back_note=row.back_note,
            thanks=row.thanks,
            late=row.state == State.OUT and row.due_at < access.now,
        )
        for row in found
    ]


def wanted(access: Access, *, me: Me) -> list[WantedRow]:
    """What neighbours look for now, the newest first (one query)."""
    found = Wanted.objects.filter(
        org_id=access.org_id, state=WantedState.OPEN, due_at__gt=access.now, resident__left_at__isnull=True
    )
    found = moderation.seen(access, me.id, found)
    return [_wanted(row, access) for row in found.select_related("resident").order_by("-asked_at", "-id")[:MOST]]


def wanted_by(access: Access, *, me: Me) -> list[WantedRow]:
    """What one neighbour is looking for (one query)."""
    return [one for one in wanted(access, me=me) if one.resident_id == me.id]


def one_wanted(access: Access, *, wanted_id: UUID) -> WantedRow:
    """One question (one query). Raises NotFound."""
    found = Wanted.objects.filter(org_id=access.org_id, id=wanted_id).select_related("resident")
    row = found.annotate(said=office.first_said(access)).first()
    if row is None:
        raise NotFound(what="wanted")
    return replace(_wanted(row, access), said=office.read_said(row.said))


def _wanted(row: Wanted, access: Access) -> WantedRow:
    return WantedRow(
        id=row.id,
        name=row.name,
        resident_id=row.resident_id,
        who=row.resident.called,
        starts_at=row.starts_at,
        due_at=row.due_at,
        asked_at=row.asked_at,
        open=row.state == WantedState.OPEN and row.due_at > access.now,
    )


def late(access: Access) -> list[UUID]:
    """The loans of which a friendly note is due, for a job (one query)."""
    first, second = access.now - FIRST_NOTE, access.now - SECOND_NOTE
    due = Q(notes=0, due_at__lte=first) | Q(notes=1, due_at__lte=second)
    found = Loan.objects.filter(due, org_id=access.org_id, state=State.OUT)
    return list(found.order_by("due_at", "id").values_list("id", flat=True))


@dataclass(frozen=True, slots=True)
class Summary:
    """Lending in a few figures, for the neighbours' home. Lines: (title, who, at, id). ``back``: (thing, due, id)."""

    things: int
    waiting: int
    late: int
    back: list[tuple[str, datetime, UUID]]
    wanted: list[tuple[str, str, datetime, UUID]]
    offered: list[tuple[str, str, datetime, UUID]]


_SEEN = moderation.SEEN.format(row="t.id", author="t.resident_id")
_SEEN_WANTED = moderation.SEEN.format(row="w.id", author="w.resident_id")
_SUMMARY = "".join(
    (
        "SELECT (SELECT count(*) FROM neighbours_thing t WHERE t.org_id = %(org)s AND t.withdrawn_at IS NULL",
        _SEEN,
        ")::int,"
        " (SELECT count(*) FROM neighbours_loan l JOIN neighbours_thing t ON t.org_id = l.org_id AND t.id = l.thing_id"
        " WHERE l.org_id = %(org)s AND l.state = 'requested' AND t.resident_id = %(me)s)::int,"
        " (SELECT count(*) FROM neighbours_loan l JOIN neighbours_thing t ON t.org_id = l.org_id AND t.id = l.thing_id"
        " WHERE l.org_id = %(org)s AND l.state = 'out' AND l.due_at < %(now)s"
        " AND (t.resident_id = %(me)s OR l.borrower_id = %(me)s))::int,"
        " ARRAY(SELECT json_build_array(t.name, l.due_at, l.id) FROM neighbours_loan l"
        " JOIN neighbours_thing t ON t.org_id = l.org_id AND t.id = l.thing_id"
        " WHERE l.org_id = %(org)s AND l.state = 'out' AND l.borrower_id = %(me)s ORDER BY l.due_at LIMIT 3),"
        " ARRAY(SELECT json_build_array(w.name, r.pseudonym, w.asked_at, w.id) FROM neighbours_wanted w"
        " JOIN neighbours_resident r ON r.org_id = w.org_id AND r.id = w.resident_id AND r.left_at IS NULL"
        " WHERE w.org_id = %(org)s AND w.state = 'open' AND w.due_at > %(now)s",
        _SEEN_WANTED,
        " ORDER BY w.asked_at DESC LIMIT 6),"
        " ARRAY(SELECT json_build_array(t.name, r.pseudonym, t.added_at, t.id) FROM neighbours_thing t"
        " JOIN neighbours_resident r ON r.org_id = t.org_id AND r.id = t.resident_id AND r.left_at IS NULL"
        " WHERE t.org_id = %(org)s AND t.withdrawn_at IS NULL",
        _SEEN,
        " ORDER BY t.added_at DESC LIMIT 6)",
    )
)


def summary(access: Access, me: Me, read: Callable[[Summary], T]) -> Question[T]:
    """What is lent and looked for, what waits for me and what I have to bring back, to be asked with others."""
    facts = {"org": access.org_id, "me": me.id, "now": access.now}

    def answer(
        things: int, waiting: int, late: int, back: list[list[str]], wanted: list[list[str]], offered: list[list[str]]
    ) -> T:
        mine = [(name, datetime.fromisoformat(due), UUID(key)) for name, due, key in back]
        return read(Summary(things, waiting, late, mine, newest(wanted), newest(offered)))

    return Question(_SUMMARY, facts, 6, answer)


def asked_already(access: Access, *, thing_id: UUID, me: Me) -> bool:
    """Whether I have a request open for this object (one query)."""
    found = Loan.objects.filter(org_id=access.org_id, thing_id=thing_id, borrower_id=me.id, state__in=LIVE)
    return found.exists()
