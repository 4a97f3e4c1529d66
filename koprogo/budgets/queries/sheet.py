"""Everything that decides which budget holds, in one statement: years, versions, working copies, keys, the reserve."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from koprogo.budgets.rules import years
from koprogo.budgets.rules.lines import State
from koprogo.budgets.rules.reserve import Decision
from koprogo.budgets.rules.years import Year
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access

# A form has three statements of its own (ux.md 11): what rarely changes is read together.
_SHEET = """
SELECT
  (SELECT json_build_array(c.year_starts_month, c.acceptance_on)
     FROM condominiums_condominium c WHERE c.org_id = %(org)s),
  (SELECT json_agg(json_build_array(y.code, y.starts_on, y.ends_on) ORDER BY y.starts_on)
     FROM ledger_fiscalyear y WHERE y.org_id = %(org)s),
  (SELECT json_agg(json_build_array(b.id, b.year, b.state, b.reserve_cents, b.reserve_key_code))
     FROM budgets_budget b WHERE b.org_id = %(org)s),
  (SELECT json_agg(json_build_array(v.id, v.year, v.starts_on, v.ends_on, v.version, v.decided_on, v.item, v.decision,
                                    v.reserve_cents, v.reserve_key_code, v.base_cents, v.floor_cents, v.waived)
                   ORDER BY v.starts_on, v.version)
     FROM budgets_votedbudget v WHERE v.org_id = %(org)s),
  (SELECT json_agg(json_build_array(d.decided_on, d.waives, d.item, d.decision, d.for_votes, d.cast_votes)
                   ORDER BY d.decided_on, d.id)
     FROM budgets_reservedecision d WHERE d.org_id = %(org)s),
  (SELECT json_agg(json_build_array(k.id, k.code, k.label, k.kind, k.valid_from, k.valid_to)
                   ORDER BY k.position, k.code, k.valid_from)
     FROM condominiums_allocationkey k WHERE k.org_id = %(org)s)
"""


@dataclass(frozen=True, slots=True)
class Working:
    """The budget of a year that is being written or lies before the assembly."""

    id: UUID
    year: str
    state: State
    reserve_cents: int
    reserve_key_code: str


@dataclass(frozen=True, slots=True)
class Voted:
    """One version that was voted, without its lines."""

    id: UUID
    year: Year
    version: int
    decided_on: date
    item: str
    decision: str
    reserve_cents: int
    reserve_key_code: str
    base_cents: int | None
    floor_cents: int
    waived: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """One decision about the reserve, with its votes."""

    decided_on: date
    waives: bool
    item: str
    decision: str
    for_votes: int
    cast_votes: int


@dataclass(frozen=True, slots=True)
class KeyVersion:
    """One version of a key."""

    id: UUID
    code: str
    label: str
    kind: str
    valid_from: date
    valid_to: date | None

    def holds(self, on: date) -> bool:
        """Whether it holds on a day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole; ``today`` is the reader's day."""

    today: date
    starts_month: int
    acceptance_on: date | None
    books: tuple[Year, ...]
    working: dict[str, Working]
    voted: tuple[Voted, ...]
    taken: tuple[Taken, ...]
    keys: tuple[KeyVersion, ...]

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions about the reserve, as the rules read them."""
        return tuple(Decision(one.decided_on, one.waives) for one in self.taken)

    @property
    def standing(self) -> tuple[Year, ...]:
        """The years that are known: those of the books, and those a budget was voted for."""
        known = {year.code: year for year in (*(one.year for one in self.voted), *self.books)}
        return tuple(sorted(known.values(), key=lambda year: year.starts_on))

    @property
    def current(self) -> Year:
        """The year of today."""
        return years.around(self.standing, on=self.today, starts_month=self.starts_month)

    def before(self, year: Year) -> Year:
        """The year before another."""
        return years.before(self.standing, year, starts_month=self.starts_month)

    def after(self, year: Year) -> Year:
        """The year after another."""
        return years.after(self.standing, year, starts_month=self.starts_month)

    @property
    def offered(self) -> tuple[Year, ...]:
        """The years with a page, the newest first: those that stand, this one and the next."""
        current = self.current
        known = {year.code: year for year in (*self.standing, current, self.after(current))}
        return tuple(sorted(known.values(), key=lambda year: year.starts_on, reverse=True))

    def year(self, code: str) -> Year:
        """The year of a code. Raises NotFound."""
        found = next((year for year in self.offered if year.code == code), None)
        if found is None:
            raise NotFound(what="year")
        return found

    def versions(self, code: str) -> tuple[Voted, ...]:
        """What was voted for a year, the newest first."""
        return tuple(one for one in reversed(self.voted) if one.year.code == code)

    def latest(self, code: str) -> Voted | None:
        """The version that holds for a year."""
        return next(iter(self.versions(code)), None)

    def key_codes(self) -> dict[UUID, str]:
        """The code of each version of a key."""
        return {key.id: key.code for key in self.keys}

    @property
    def deed_code(self) -> str:
        """The code of the deed's own key, empty while there is none."""
        return next((key.code for key in self.keys if key.kind == "shares" and key.holds(self.today)), "")

    @property
    def labels(self) -> dict[str, str]:
        """The name of each key by its code, as it is called last."""
        return {key.code: key.label for key in self.keys}

    def key_now(self, code: str) -> KeyVersion | None:
        """The version of a key that holds today."""
        return next((key for key in self.keys if key.code == code and key.holds(self.today)), None)


def look(access: Access) -> Sheet:
    """Read it (one statement)."""
    with connection.cursor() as cursor:
        cursor.execute(_SHEET, {"org": access.org_id})
        head, books, working, voted, taken, keys = cursor.fetchone()
    if head is None:
        raise NotFound(what="condominium")
    month, acceptance = head
    return Sheet(
        today=access.today,
        starts_month=month,
        acceptance_on=_day(acceptance),
        books=tuple(Year(code, _on(starts), _on(ends)) for code, starts, ends in books or ()),
        working={
            year: Working(UUID(key), year, State(state), cents, code) for key, year, state, cents, code in working or ()
        },
        voted=tuple(_voted(row) for row in voted or ()),
        taken=tuple(Taken(_on(on), *rest) for on, *rest in taken or ()),
        keys=tuple(
            KeyVersion(UUID(key), code, label, kind, _on(begin), _day(end))
            for key, code, label, kind, begin, end in keys or ()
        ),
    )


def _on(text: str) -> date:
    return date.fromisoformat(text)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _voted(row: list[Any]) -> Voted:
    key, year, starts, ends, version, decided_on, *rest = row
    return Voted(UUID(key), Year(year, _on(starts), _on(ends)), version, _on(decided_on), *rest)
