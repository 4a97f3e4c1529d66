"""The workbook of a year: its drawings, its entries with where each stands, and one entry with all that was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from koprogo.auditing.models import Draw, Mark, Sample
from koprogo.auditing.rules import marks, sampling
from koprogo.auditing.rules.marks import Kind, State
from koprogo.auditing.rules.sampling import Item, Reason
from koprogo.kernel.refusals import NotFound
from koprogo.ledger.queries import entries, masking, population
from koprogo.ledger.queries.entries import EntryDetail
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of the sample in the list. ``said``: the latest words, empty when none."""

    position: int
    reference: str
    entry_on: date
    label: str
    cents: int
    reason: Reason
    state: State
    said: str
    said_by: str
    questioned: bool
    draw: Draw


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a workbook is. ``looked``: entries of which something was said."""

    sample: int
    seen: int
    asked: int
    answered: int

    @property
    def looked(self) -> int:
        """Entries of which something was said."""
        return self.seen + self.asked + self.answered

    @property
    def open_questions(self) -> int:
        """Questions whose answer is not accepted yet."""
        return self.asked + self.answered


@dataclass(frozen=True, slots=True)
class Said:
    """One word about an entry."""

    kind: Kind
    text: str
    by: str
    at: datetime
    file_id: UUID | None
    file_name: str


@dataclass(frozen=True, slots=True)
class Card:
    """One entry of the sample with its lines and all that was said; ``before``/``after``: the neighbours, or 0."""

    position: int
    total: int
    before: int
    after: int
    reason: Reason
    state: State
    entry: EntryDetail
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class YearRow:
    """A fiscal year and how far its control is; ``sample`` 0: nothing was drawn."""

    code: str
    starts_on: date
    ends_on: date
    progress: Progress


def _latest() -> Subquery:
    said = Mark.objects.filter(org_id=OuterRef("org_id"), sample_id=OuterRef("pk")).order_by("-at", "-id")
    return Subquery(said.values("kind")[:1])


def _said(field: str) -> Subquery:
    said = Mark.objects.filter(org_id=OuterRef("org_id"), sample_id=OuterRef("pk")).order_by("-at", "-id")
    return Subquery(said.values(field)[:1])


def _state(kind: str | None) -> State:
    return marks.state_after(Kind(kind) if kind else None)


def _progress(kinds: list[tuple[str | None, int]]) -> Progress:
    counts = dict.fromkeys(State, 0)
    for kind, count in kinds:
        counts[_state(kind)] += count
    total = sum(counts.values())
    return Progress(total, counts[State.SEEN], counts[State.ASKED], counts[State.ANSWERED])


def years(access: Access) -> list[YearRow]:
    """The fiscal years, newest first, with how far each control is (two queries)."""
    found = (
        Sample.objects.filter(org_id=access.org_id)
        .annotate(latest=_latest())
        .values_list("draw__fiscal_year_id", "latest")
        .annotate(n=Count("pk"))
        .order_by()
    )
    by_year: dict[UUID, list[tuple[str | None, int]]] = {}
    for year_id, kind, count in found:
        by_year.setdefault(year_id, []).append((kind, count))
    return [
        YearRow(year.code, year.starts_on, year.ends_on, _progress(by_year.get(year.id, [])))
        for year in entries.fiscal_years(access)
    ]


def progress_of(rows: Sequence[Row]) -> Progress:
    """How far a workbook is, from its rows."""
    count = {state: sum(row.state is state for row in rows) for state in State}
    return Progress(len(rows), count[State.SEEN], count[State.ASKED], count[State.ANSWERED])


def draws(access: Access, *, year: str) -> list[Draw]:
    """The drawings of a year, oldest first (one query)."""
    return list(Draw.objects.filter(org_id=access.org_id, fiscal_year__code=year).order_by("drawn_at", "id"))


def rows(access: Access, *, year: str) -> list[Row]:
    """The sample of a year in its order (one query)."""
    found = (
        Sample.objects.filter(org_id=access.org_id, draw__fiscal_year__code=year)
        .select_related("entry__journal", "entry__fiscal_year", "draw")
        .annotate(
            latest=_latest(),
            text=_said("text"),
            by=_said("by"),
            questioned=Exists(
                Mark.objects.filter(org_id=OuterRef("org_id"), sample_id=OuterRef("pk"), kind=Kind.QUESTION.value)
            ),
            cents=Coalesce(Sum("entry__postings__amount_cents", filter=Q(entry__postings__amount_cents__gt=0)), 0),
            veiled=masking.of_somebody_else(access, entry="entry_id"),
        )
        .order_by("position")
    )
    return [
        Row(
            row.position,
            entries.number_of(row.entry),
            row.entry.entry_on,
            "" if vars(row)["veiled"] else row.entry.label,
            int(vars(row)["cents"]),
            Reason(row.reason),
            _state(vars(row)["latest"]),
            vars(row)["text"] or "",
            vars(row)["by"] or "",
            bool(vars(row)["questioned"]),
            row.draw,
        )
        for row in found
    ]


def card(access: Access, *, year: str, position: int) -> Card:
    """One entry of the sample with all that was said of it (five queries). Raises NotFound."""
    found = Sample.objects.filter(org_id=access.org_id, draw__fiscal_year__code=year).select_related(
        "entry__journal", "entry__fiscal_year"
    )
    last = found.order_by("-position").values("position")[:1]
    row = found.filter(position=position).annotate(last=Subquery(last)).first()
    if row is None:
        raise NotFound(what="sample")
    total = int(vars(row)["last"])
    said = Mark.objects.filter(org_id=access.org_id, sample=row).order_by("at", "id")
    words = tuple(Said(Kind(one.kind), one.text, one.by, one.at, one.file_id, one.file_name) for one in said)
    return Card(
        position=position,
        total=total,
        before=position - 1,
        after=position + 1 if position < total else 0,
        reason=Reason(row.reason),
        state=marks.state_after(words[-1].kind if words else None),
        entry=entries.entry(
            access, journal=row.entry.journal.code, year=row.entry.fiscal_year.code, number=row.entry.number
        ),
        said=words,
    )


def redrawn(access: Access, *, year: str) -> bool:
    """Whether every drawing of the year, done again from its seed, gives what is kept (three queries for each draw)."""
    already: set[str] = set()
    for one in draws(access, year=year):
        members = population.of_year(access, code=year, upto=one.last_numbers)
        picks = sampling.draw(
            [Item(member.reference, member.cents) for member in members],
            seed=one.seed,
            size=one.size,
            large_from_cents=one.large_from_cents,
            already=already,
        )
        kept = Sample.objects.filter(org_id=access.org_id, draw=one).select_related("entry__journal")
        kept = kept.select_related("entry__journal", "entry__fiscal_year")
        if {(pick.reference, pick.reason.value) for pick in picks} != {
            (entries.number_of(row.entry), row.reason) for row in kept
        }:
            return False
        already |= {pick.reference for pick in picks}
    return True
