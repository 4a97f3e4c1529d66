"""Questions about assemblies: the list, one of them, its legal clock."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from koprogo.assemblies.models import Assembly, ItemResult
from koprogo.assemblies.rules import calendar, rulesets
from koprogo.assemblies.rules.agenda import ItemState
from koprogo.assemblies.rules.calendar import Mark, Period
from koprogo.assemblies.rules.states import AHEAD, Kind, Session, State
from koprogo.assemblies.rules.unanimity import Outcome
from koprogo.kernel.calendar import BackwardLimit
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class AssemblyRow:
    """One line of the list. ``items``: those still on the agenda; ``notice``: until when it is convened."""

    assembly_id: UUID
    number: str
    held_on: date
    kind: Kind
    session: Session
    state: State
    place: str
    items: int
    notice: BackwardLimit

    @property
    def is_ahead(self) -> bool:
        """Whether it is still to be held."""
        return self.state in AHEAD


def day_and_sequence(number: str) -> tuple[date, int] | None:
    """2026-12-15 or 2026-12-15-2 as day and sequence; None for anything else."""
    try:
        day = date.fromisoformat(number[:10])
        sequence = int(number[11:] or 1) if number[10:11] in ("", "-") and number[11:].isascii() else 0
    except ValueError:
        return None
    known = day.isoformat() == number[:10] and 1 <= sequence < 100
    written = day.isoformat() if sequence == 1 else f"{day.isoformat()}-{sequence}"
    return (day, sequence) if known and written == number else None


def get(access: Access, *, number: str, lock: bool = False) -> Assembly:
    """One assembly by its day (one query); ``lock`` holds it for an operation. Raises NotFound."""
    key = day_and_sequence(number)
    if key is None:
        raise NotFound(what="assembly")
    rows = Assembly.objects.select_for_update(no_key=True) if lock else Assembly.objects.all()
    found = rows.filter(org_id=access.org_id, held_on=key[0], sequence=key[1]).first()
    if found is None:
        raise NotFound(what="assembly")
    return found


def by_id(access: Access, *, assembly_id: UUID) -> Assembly:
    """One assembly (one query). Raises NotFound."""
    found = Assembly.objects.filter(org_id=access.org_id, id=assembly_id).first()
    if found is None:
        raise NotFound(what="assembly")
    return found


def second_of(access: Access, *, first: Assembly) -> Assembly | None:
    """The second session of one that had no quorum, unless it was cancelled (one query)."""
    found = Assembly.objects.filter(org_id=access.org_id, follows=first, session=Session.SECOND)
    return found.exclude(state=State.CANCELLED).first()


def undecided(access: Access, *, first: Assembly) -> list[UUID]:
    """The items of a closed session that lacked their own quorum: a second one decides them (CSA 9:21, one query)."""
    return _ended(access, first, Outcome.NO_QUORUM)


def missed(access: Access, *, first: Assembly) -> list[UUID]:
    """The items that missed unanimity only because somebody was not there: a new assembly may decide them at the
    unanimity of who comes (CC 3.88 § 4, one query)."""
    return _ended(access, first, Outcome.NEW_ASSEMBLY)


def _ended(access: Access, first: Assembly, outcome: Outcome) -> list[UUID]:
    found = ItemResult.objects.filter(org_id=access.org_id, item__assembly=first).order_by("number")
    last = {row.item_id: row.outcome for row in found}
    return [item_id for item_id, one in last.items() if one == outcome]


def to_hold_again(access: Access, *, first: Assembly) -> bool:
    """Whether a second session may still be planned: no quorum at all, or none for some items; and none planned yet."""
    over = first.state in (State.CLOSED, State.MINUTED) and first.session == Session.FIRST
    lacked = first.lacked_quorum or (over and rulesets.of(access.org_kind).by_heads and undecided(access, first=first))
    return bool(lacked) and second_of(access, first=first) is None


def to_decide_again(access: Access, *, first: Assembly) -> bool:
    """Whether the new assembly for unanimity may be planned: an item missed it by absence alone, and none is planned
    yet (two queries, none before the session is over)."""
    if first.state not in (State.CLOSED, State.MINUTED) or first.kind == Kind.WRITTEN:
        return False
    if rulesets.of(access.org_kind).by_heads or not missed(access, first=first):
        return False
    planned = Assembly.objects.filter(org_id=access.org_id, follows=first, session=Session.RETRY)
    return not planned.exclude(state=State.CANCELLED).exists()


def listing(access: Access) -> list[AssemblyRow]:
    """Every assembly, the newest first (one query)."""
    found = Assembly.objects.filter(org_id=access.org_id).annotate(
        listed=Count("items", filter=Q(items__state=ItemState.LISTED))
    )
    return [_row(one) for one in found.order_by("-held_on", "-sequence")]


def _row(one: Assembly) -> AssemblyRow:
    return AssemblyRow(
        one.id,
        one.number,
        one.held_on,
        Kind(one.kind),
        Session(one.session),
        State(one.state),
        one.place,
        int(vars(one)["listed"]),
        notice_limit(one),
    )


def upcoming(access: Access) -> Assembly | None:
    """The next assembly to be held, whose agenda a proposal of today is for or too late for (one query)."""
    found = Assembly.objects.filter(org_id=access.org_id, state__in=AHEAD, session=Session.FIRST)
    return found.exclude(kind=Kind.WRITTEN).filter(held_on__gte=access.today).order_by("held_on", "sequence").first()


@dataclass(frozen=True, slots=True)
class Tick:
    """One day of the legal clock as a page shows it. ``passed``: it is behind us."""

    mark: Mark
    passed: bool


def clock(assembly: Assembly, *, today: date) -> list[Tick]:
    """The legal days of one assembly, in order (no query)."""
    starts = assembly.fortnight if assembly.kind == Kind.ORDINARY else ""
    marks = calendar.clock(assembly.held_on, starts=starts, notice_days=assembly.notice_days)
    if assembly.session == Session.SECOND:  # it sits with whoever comes: nothing follows for want of quorum
        marks = tuple(mark for mark in marks if mark.code != "second_session_from")
    return [Tick(mark, mark.on < today) for mark in marks]


def notice_limit(assembly: Assembly) -> BackwardLimit:
    """The last day to send its convocations: strict and prudent (no query)."""
    return calendar.notice_limit(assembly.held_on, days=assembly.notice_days)


def fortnight_problem(assembly: Assembly) -> Period | None:
    """The yearly fortnight that an ordinary assembly misses, or None (CC 3.85 § 3, 3°)."""
    if assembly.kind != Kind.ORDINARY or assembly.session != Session.FIRST or not assembly.fortnight:
        return None
    if calendar.fortnight_holding(assembly.held_on, assembly.fortnight):
        return None
    return calendar.next_fortnight(assembly.held_on, assembly.fortnight)


def first_day(assembly: Assembly) -> date | None:
    """The first day of the fortnight that an ordinary assembly is held in, which closes the list of items."""
    if assembly.kind != Kind.ORDINARY or not assembly.fortnight:
        return None
    held = calendar.fortnight_holding(assembly.held_on, assembly.fortnight)
    return held.first if held else None
