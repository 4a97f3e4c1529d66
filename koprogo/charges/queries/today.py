"""Where the calls stand today, in one statement: the current one per lot, drafts, due dates, one's own notices."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from koprogo.charges.queries.calls import NoticeLine, Step
from koprogo.charges.rules.calls import CallKind
from koprogo.platform.access import Access
from koprogo.platform.together import Question

# A dashboard has eight statements for everything (ux.md 11).
_TODAY = """
WITH settled AS (
  SELECT notice_id, sum(cents) AS cents FROM charges_noticesettlement WHERE org_id = %(org)s GROUP BY notice_id
), notice AS (
  SELECT n.id, n.call_id, n.party_id, n.structured_reference, n.amount_cents,
         coalesce(s.cents, 0)::bigint AS paid, c.year || '-' || c.sequence AS number, c.title, c.due_on,
         c.year, c.sequence
    FROM charges_callnotice n
    JOIN charges_fundcall c ON c.org_id = n.org_id AND c.id = n.call_id AND c.state = 'sent'
    LEFT JOIN settled s ON s.notice_id = n.id
   WHERE n.org_id = %(org)s
), latest AS (
  SELECT c.* FROM charges_fundcall c WHERE org_id = %(org)s AND state = 'sent'
     AND NOT EXISTS (SELECT 1 FROM charges_callpart a
                      WHERE a.org_id = c.org_id AND a.call_id = c.id AND a.kind = 'private')
   -- A settlement asks only those who owe: it stands for the building where nothing else was ever called.
   ORDER BY EXISTS (SELECT 1 FROM charges_callpart a
                     WHERE a.org_id = c.org_id AND a.call_id = c.id AND a.kind = 'settlement'),
            issued_on DESC, year DESC, sequence DESC LIMIT 1
), due AS (
  SELECT due_on, number, title, sum(amount_cents - paid)::bigint AS open
    FROM notice GROUP BY due_on, number, title
)
SELECT
  (SELECT json_build_array(l.year || '-' || l.sequence, l.title, l.due_on,
            coalesce((SELECT sum(amount_cents) FROM notice WHERE call_id = l.id), 0),
            coalesce((SELECT sum(least(paid, amount_cents)) FROM notice WHERE call_id = l.id), 0))
     FROM latest l),
  (SELECT json_agg(json_build_array(w.number, w.kind, w.floor, w.name, w.notice_id, w.open)
                   ORDER BY w.position, w.number)
     FROM (SELECT DISTINCT t.number, t.kind, t.floor, t.position, n.id AS notice_id,
                  coalesce(nullif(p.last_name, ''), p.name) AS name,
                  n.amount_cents - n.paid AS open
             FROM charges_callline i
             JOIN latest l ON l.id = i.call_id
             JOIN condominiums_lot t ON t.org_id = i.org_id AND t.id = i.lot_id
             JOIN condominiums_party p ON p.org_id = i.org_id AND p.id = i.party_id
             LEFT JOIN notice n ON n.call_id = i.call_id AND n.party_id = i.party_id
            WHERE i.org_id = %(org)s) w),
  (SELECT json_agg(json_build_array(d.year || '-' || d.sequence, d.title, d.due_on) ORDER BY d.year, d.sequence)
     FROM charges_fundcall d WHERE d.org_id = %(org)s AND d.state = 'draft'),
  (SELECT json_agg(json_build_array(due_on, number, title, open) ORDER BY due_on, number) FROM due WHERE open > 0),
  (SELECT json_agg(json_build_array(n.id, n.party_id, p.name, n.number, n.title, n.due_on, n.structured_reference,
                                    n.amount_cents, n.amount_cents - n.paid,
            (SELECT json_agg(json_build_array(a.label, a.kind, t.number, i.weight, i.key_total,
                                              coalesce(k.label, ''),
                                              a.total_cents, i.amount_cents,
                                              a.year_cents, a.step, a.steps, a.deducts)
                              ORDER BY a.position, t.position, t.number)
               FROM charges_callline i
               JOIN charges_callpart a ON a.org_id = i.org_id AND a.id = i.part_id
               LEFT JOIN condominiums_allocationkey k ON k.org_id = a.org_id AND k.id = a.key_id
               JOIN condominiums_lot t ON t.org_id = i.org_id AND t.id = i.lot_id
              WHERE i.org_id = %(org)s AND i.call_id = n.call_id AND i.party_id = n.party_id))
                   ORDER BY n.due_on, n.year, n.sequence, n.id)
     FROM notice n JOIN condominiums_party p ON p.org_id = %(org)s AND p.id = n.party_id
    WHERE n.paid < n.amount_cents AND n.party_id = ANY(%(own)s)),
  (SELECT count(DISTINCT party_id) FROM notice WHERE paid < amount_cents AND due_on < %(today)s)
"""


@dataclass(frozen=True, slots=True)
class Window:
    """One lot of the current call, and what its owner still has to pay of it in all, in cents."""

    lot: str
    kind: str
    floor: int | None
    name: str
    notice_id: UUID | None
    open_cents: int


@dataclass(frozen=True, slots=True)
class CurrentCall:
    """The latest call that was sent, in cents."""

    number: str
    title: str
    due_on: date
    asked_cents: int
    paid_cents: int
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class DraftCall:
    """A call that is being written."""

    number: str
    title: str
    due_on: date


@dataclass(frozen=True, slots=True)
class DueCall:
    """A call of which ``open_cents`` are still to come."""

    due_on: date
    number: str
    title: str
    open_cents: int


@dataclass(frozen=True, slots=True)
class OwnNotice:
    """One of the reader's own open notices, with the formula of each line."""

    notice_id: UUID
    party_id: UUID
    party_name: str
    call_number: str
    title: str
    due_on: date
    structured_reference: str
    amount_cents: int
    open_cents: int
    lines: tuple[NoticeLine, ...]


@dataclass(frozen=True, slots=True)
class CallsToday:
    """The calls of the building on a day. ``late_owners``: how many have an open notice past its due date."""

    current: CurrentCall | None
    drafts: tuple[DraftCall, ...]
    due: tuple[DueCall, ...]
    own: tuple[OwnNotice, ...]
    late_owners: int

    @property
    def open_cents(self) -> int:
        """What all owners together still have to pay of the calls that were sent."""
        return sum(call.open_cents for call in self.due)


def calls(access: Access, *, own: Collection[UUID] = ()) -> CallsToday:
    """Where the calls stand (one statement). ``own``: the reader's parties. The caller masks who owes what."""
    return question(access, own=own).answer()


def question(access: Access, *, own: Collection[UUID] = ()) -> Question[CallsToday]:
    """The same question, for who asks several at once."""
    return Question(_TODAY, {"org": access.org_id, "own": list(own), "today": access.today}, 6, _read)


def _read(current: Any, windows: Any, drafts: Any, due: Any, notices: Any, late_owners: int) -> CallsToday:
    return CallsToday(
        current=_current(current, windows or []) if current else None,
        drafts=tuple(DraftCall(number, title, date.fromisoformat(on)) for number, title, on in drafts or ()),
        due=tuple(DueCall(date.fromisoformat(on), *rest) for on, *rest in due or ()),
        own=tuple(_own(row) for row in notices or ()),
        late_owners=late_owners,
    )


def _current(row: list[Any], windows: list[list[Any]]) -> CurrentCall:
    number, title, due_on, asked, paid = row
    cells = (
        Window(lot, kind, floor, name, UUID(notice) if notice else None, still or 0)
        for lot, kind, floor, name, notice, still in windows
    )
    return CurrentCall(number, title, date.fromisoformat(due_on), asked, paid, tuple(cells))


def _own(row: list[Any]) -> OwnNotice:
    notice, party, name, number, title, due_on, reference, amount, still, lines = row
    return OwnNotice(
        UUID(notice),
        UUID(party),
        name,
        number,
        title,
        date.fromisoformat(due_on),
        reference,
        amount,
        still,
        tuple(_line(*line) for line in lines or ()),
    )


def _line(label: str, kind: str, *rest: Any) -> NoticeLine:
    lot, weight, key_total, key_label, total, cents, year_cents, step, steps, deducts = rest
    stepped = Step(year_cents, step, steps, bool(deducts)) if steps else None
    return NoticeLine(label, CallKind(kind), lot, weight, key_total, key_label, total, cents, stepped)
