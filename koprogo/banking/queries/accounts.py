"""The bank accounts of the building with their latest statements: what every bank page begins with."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from koprogo.banking.models import BankAccount, Statement
from koprogo.banking.rules.equation import Equation, Gap, Link, booked_until, equation, gaps
from koprogo.banking.rules.purposes import Purpose
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access

#: How many of the latest statements the top of a page looks at; older ones are on the page of statements.
CHAIN = 60

# One statement whatever the number of accounts: the latest statements of each, with the sums of their movements.
_OVERVIEW = """
SELECT a.id, a.iban, a.purpose, a.label, a.holder, a.opened_on, chain.links
  FROM banking_bankaccount a
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_array(s.number, s.opening_cents, s.opening_on, s.closing_cents, s.closing_on,
                                     m.in_cents, m.in_count, m.out_cents, m.out_count, m.pending)
                    ORDER BY s.closing_on, s.number, s.id) AS links
      FROM (SELECT * FROM banking_statement z
             WHERE z.org_id = a.org_id AND z.bank_account_id = a.id
             ORDER BY z.closing_on DESC, z.number DESC, z.id DESC LIMIT %s) s
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(t.amount_cents) FILTER (WHERE t.amount_cents > 0), 0) AS in_cents,
               count(*) FILTER (WHERE t.amount_cents > 0) AS in_count,
               coalesce(-sum(t.amount_cents) FILTER (WHERE t.amount_cents < 0), 0) AS out_cents,
               count(*) FILTER (WHERE t.amount_cents < 0) AS out_count,
               count(*) FILTER (WHERE r.id IS NULL) AS pending
          FROM banking_banktransaction t
          LEFT JOIN banking_reconciliation r
            ON r.org_id = t.org_id AND r.transaction_id = t.id AND r.undone_at IS NULL
         WHERE t.org_id = s.org_id AND t.statement_id = s.id) m
  ) chain ON true
 WHERE a.org_id = %s
 ORDER BY array_position(ARRAY['current', 'reserve', 'other'], a.purpose::text), a.iban
"""

# The balance of a day: where the last statement before it ended, else where the first one after it began, and the
# movements of later statements that the bank booked up to that day.
_ON_DAY = """
SELECT a.account_id, a.iban, a.label,
       coalesce(before.closing_cents, after.opening_cents) + later.cents,
       latest.closing_on, waiting.count
  FROM banking_bankaccount a
  LEFT JOIN LATERAL (
    SELECT s.closing_cents FROM banking_statement s
     WHERE s.org_id = a.org_id AND s.bank_account_id = a.id AND s.closing_on <= %(on)s
     ORDER BY s.closing_on DESC, s.number DESC, s.id DESC LIMIT 1) before ON true
  LEFT JOIN LATERAL (
    SELECT s.opening_cents FROM banking_statement s
     WHERE s.org_id = a.org_id AND s.bank_account_id = a.id AND s.closing_on > %(on)s
     ORDER BY s.closing_on, s.number, s.id LIMIT 1) after ON true
  LEFT JOIN LATERAL (
    SELECT max(s.closing_on) AS closing_on FROM banking_statement s
     WHERE s.org_id = a.org_id AND s.bank_account_id = a.id) latest ON true
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(t.amount_cents), 0)::bigint AS cents
      FROM banking_banktransaction t
      JOIN banking_statement s ON s.org_id = t.org_id AND s.id = t.statement_id AND s.closing_on > %(on)s
     WHERE t.org_id = a.org_id AND t.bank_account_id = a.id AND t.entry_on <= %(on)s) later
  CROSS JOIN LATERAL (
    SELECT count(*) AS count FROM banking_banktransaction t
     WHERE t.org_id = a.org_id AND t.bank_account_id = a.id AND t.entry_on <= %(on)s
       AND NOT EXISTS (SELECT 1 FROM banking_reconciliation r
                        WHERE r.org_id = t.org_id AND r.transaction_id = t.id AND r.undone_at IS NULL)) waiting
 WHERE a.org_id = %(org)s
 ORDER BY array_position(ARRAY['current', 'reserve', 'other'], a.purpose::text), a.iban
"""


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """One bank account and its chain of latest statements, oldest first."""

    account_id: UUID
    iban: str
    purpose: Purpose
    label: str
    holder: str
    opened_on: date
    chain: tuple[Link, ...]

    @property
    def pending(self) -> int:
        """Movements of the chain that nobody has confirmed."""
        return sum(link.pending for link in self.chain)

    @property
    def equation(self) -> Equation | None:
        """The check that the top of the inbox shows."""
        return equation(self.chain)

    @property
    def gaps(self) -> list[Gap]:
        """Breaks in the chain."""
        return list(gaps(self.chain))

    @property
    def booked_until(self) -> date | None:
        """The books are up to date until this day."""
        return booked_until(self.chain)


def overview(access: Access) -> list[AccountFacts]:
    """Every bank account, the current one first (one statement)."""
    with connection.cursor() as cursor:
        cursor.execute(_OVERVIEW, [CHAIN, access.org_id])
        return [_facts(row) for row in cursor.fetchall()]


def _facts(row: tuple[Any, ...]) -> AccountFacts:
    account_id, iban, purpose, label, holder, opened_on, links = row
    return AccountFacts(
        account_id, iban, Purpose(purpose), label, holder, opened_on, tuple(_link(link) for link in links or ())
    )


def _link(link: list[Any]) -> Link:
    number, opening_cents, opening_on, closing_cents, closing_on, *sums = link
    return Link(number, opening_cents, _day(opening_on), closing_cents, date.fromisoformat(closing_on), *sums)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def chosen(accounts: list[AccountFacts], *, iban: str | None = None) -> AccountFacts | None:
    """The account with this IBAN, or without one the account that waits the longest. Raises NotFound."""
    if iban is None:
        return next((a for a in accounts if a.pending), accounts[0] if accounts else None)
    found = next((a for a in accounts if a.iban == iban), None)
    if found is None:
        raise NotFound(what="bank_account")
    return found


def get(access: Access, *, iban: str) -> BankAccount:
    """The row of one bank account (one statement). Raises NotFound."""
    found = BankAccount.objects.filter(org_id=access.org_id, iban=iban).first()
    if found is None:
        raise NotFound(what="bank_account")
    return found


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first imported statement of an account says it held before its movements, in cents."""

    cents: int
    on: date


def first_openings(access: Access) -> dict[UUID, Opening]:
    """The opening balance of the first statement of each account, by its account of the books (one statement)."""
    first = Statement.objects.filter(org_id=access.org_id).order_by("bank_account_id", "closing_on", "number", "id")
    rows = first.distinct("bank_account_id").values_list(
        "bank_account__account_id", "opening_cents", "opening_on", "closing_on"
    )
    return {account: Opening(cents, opening_on or closing_on) for account, cents, opening_on, closing_on in rows}


@dataclass(frozen=True, slots=True)
class OnDay:
    """One bank account at the end of a day: what the bank says, until when it was heard, what waits to be confirmed."""

    account_id: UUID
    iban: str
    label: str
    stated_cents: int | None
    until: date | None
    pending: int


def on_day(access: Access, *, on: date) -> list[OnDay]:
    """Every bank account at the end of a day as its statements say, whatever the books hold (one statement).

    ``until``: the last day heard of. ``stated_cents``: the last closing balance up to that day with the movements of
    a later statement that fall before; None when nothing was imported.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ON_DAY, {"org": access.org_id, "on": on})
        return [OnDay(*row) for row in cursor.fetchall()]
