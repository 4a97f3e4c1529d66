"""What the books hold today, in one statement: banks, funds, and the latest lines of one's own account."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from koprogo.ledger import labels
from koprogo.ledger.rules.journals import JournalKind, reference
from koprogo.ledger.rules.regime import Regime
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform.access import Access
from koprogo.platform.together import Question

_OWED = (AccountRole.OWNERS_CHARGES.value, AccountRole.OWNERS_RESERVE.value)

# A dashboard has eight statements for everything (ux.md 11).
_TODAY = """
WITH held AS (
  SELECT a.id, a.code, a.label, a.chart_code, a.family, a.iban,
         coalesce(sum(p.amount_cents) FILTER (WHERE e.id IS NOT NULL), 0)::bigint AS cents
    FROM ledger_account a
    LEFT JOIN ledger_posting p ON p.org_id = a.org_id AND p.account_id = a.id
    LEFT JOIN ledger_entry e ON e.org_id = p.org_id AND e.id = p.entry_id
     AND e.entry_on <= %(today)s AND e.sealed_at IS NOT NULL
   WHERE a.org_id = %(org)s AND a.family <> ''
   GROUP BY a.id
), own AS (
  SELECT e.id, e.entry_on, e.posted_at, e.label, j.code AS journal, y.code AS year, e.number, e.voucher_kind,
         e.voucher_label, j.kind, sum(p.amount_cents)::bigint AS cents
    FROM ledger_posting p
    JOIN ledger_account a ON a.org_id = p.org_id AND a.id = p.account_id AND a.family = ANY(%(owed)s)
    JOIN ledger_entry e ON e.org_id = p.org_id AND e.id = p.entry_id
     AND e.entry_on <= %(today)s AND e.sealed_at IS NOT NULL
    JOIN ledger_journal j ON j.org_id = e.org_id AND j.id = e.journal_id
    JOIN ledger_fiscalyear y ON y.org_id = e.org_id AND y.id = e.fiscal_year_id
   WHERE p.org_id = %(org)s AND p.party_id = ANY(%(own)s)
   GROUP BY e.id, j.code, j.kind, y.code
  HAVING sum(p.amount_cents) <> 0
)
SELECT
  (SELECT jsonb_array_length(findings) FROM ledger_bookscheck
    WHERE org_id = %(org)s ORDER BY ran_at DESC, id DESC LIMIT 1),
  (SELECT json_build_array(regime, chosen_full) FROM ledger_regimenote
    WHERE org_id = %(org)s ORDER BY noted_at DESC, id DESC LIMIT 1),
  (SELECT json_build_array(code, ends_on, state) FROM ledger_fiscalyear
    WHERE org_id = %(org)s AND ends_on < %(today)s AND state <> 'closed' ORDER BY starts_on LIMIT 1),
  (SELECT e.entry_on FROM ledger_entry e
     JOIN ledger_journal j ON j.org_id = e.org_id AND j.id = e.journal_id AND j.kind = %(opening)s
    WHERE e.org_id = %(org)s AND e.sealed_at IS NOT NULL AND e.reverses_id IS NULL AND e.voucher_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM ledger_entry m WHERE m.org_id = e.org_id AND m.reverses_id = e.id)
      AND NOT EXISTS (SELECT 1 FROM platform_storedfile f
                       WHERE f.org_id = e.org_id AND f.subject_id = e.voucher_id AND f.retention = 'building')
    LIMIT 1),
  (SELECT json_agg(json_build_array(code, label, chart_code, family, iban, cents) ORDER BY code)
     FROM held WHERE iban IS NOT NULL),
  (SELECT json_object_agg(family, cents) FROM (SELECT family, sum(cents)::bigint AS cents FROM held GROUP BY family) f),
  (SELECT coalesce(sum(cents), 0)::bigint FROM own),
  (SELECT json_agg(json_build_array(entry_on, label, journal, year, number, voucher_kind, voucher_label, kind, cents)
                   ORDER BY entry_on DESC, posted_at DESC, id DESC)
     FROM (SELECT * FROM own ORDER BY entry_on DESC, posted_at DESC, id DESC LIMIT %(limit)s) shown)
"""


@dataclass(frozen=True, slots=True)
class BankBalance:
    """What the books say is on one bank account, in cents."""

    code: str
    name: str
    family: str
    iban: str
    cents: int


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One entry on one's own account: cents owed (+) or paid (−). ``is_payment``: the bank received it."""

    on: date
    label: str
    reference: str
    call_number: str
    is_payment: bool
    cents: int


@dataclass(frozen=True, slots=True)
class EndedYear:
    """A year that is over and waits: to be pre-closed, or for the assembly."""

    code: str
    ends_on: date
    preclosed: bool


@dataclass(frozen=True, slots=True)
class BooksToday:
    """``families``: cents of each role with its sub-accounts, debit minus credit. ``own_cents``: what one owes (+).

    ``ended``: the oldest year that is over and not closed. ``unsigned_on``: the day of an opening entry whose signed
    voucher is not kept yet. ``off``: how many things the last check found; ``told``: the regime last told, with whether
    full books were chosen.
    """

    banks: tuple[BankBalance, ...]
    families: dict[str, int]
    own_cents: int
    own_lines: tuple[OwnLine, ...]
    off: int = 0
    told: tuple[Regime, bool] | None = None
    ended: EndedYear | None = None
    unsigned_on: date | None = None

    def of(self, role: AccountRole) -> int:
        """What a role and its sub-accounts hold, in cents, debit minus credit."""
        return self.families.get(role.value, 0)

    @property
    def current_iban(self) -> str:
        """The account that owners pay into, or an empty text (CC 3.86 § 3)."""
        return next((bank.iban for bank in self.banks if bank.family == AccountRole.BANK_CURRENT), "")


def books(access: Access, *, own: Collection[UUID] = (), limit: int = 6) -> BooksToday:
    """Banks, funds and the newest lines of the reader's own parties (one statement)."""
    return question(access, own=own, limit=limit).answer()


def question(access: Access, *, own: Collection[UUID] = (), limit: int = 6) -> Question[BooksToday]:
    """The same question, for who asks several at once."""
    facts: dict[str, Any] = {
        "org": access.org_id,
        "today": access.today,
        "own": list(own),
        "owed": list(_OWED),
        "opening": JournalKind.OPENING.value,
        "limit": limit,
    }
    return Question(_TODAY, facts, 8, _read)


def _read(
    off: int | None,
    told: Any,
    ended: Any,
    unsigned_on: Any,
    banks: Any,
    families: Any,
    own_cents: int,
    lines: Any,
) -> BooksToday:
    return BooksToday(
        banks=tuple(
            BankBalance(code, labels.account_name(label, chart), family, iban, cents)
            for code, label, chart, family, iban, cents in banks or ()
        ),
        families=dict(families or {}),
        own_cents=own_cents,
        own_lines=tuple(_line(row) for row in lines or ()),
        off=off or 0,
        told=(Regime(told[0]), told[1]) if told else None,
        ended=EndedYear(ended[0], date.fromisoformat(ended[1]), ended[2] == "preclosed") if ended else None,
        unsigned_on=unsigned_on,
    )


def _line(row: list[Any]) -> OwnLine:
    on, label, journal, year, number, voucher_kind, voucher, journal_kind, cents = row
    call = voucher if voucher_kind == "fund_call" else ""
    is_payment = journal_kind == JournalKind.BANK and cents < 0
    return OwnLine(date.fromisoformat(on), label, reference(journal, year, number), call, is_payment, cents)
