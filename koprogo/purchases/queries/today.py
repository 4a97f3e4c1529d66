"""Where the invoices stand today, in one row: to check, to approve, to pay, and accounts to make sure of."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from koprogo.platform.access import Access
from koprogo.platform.together import Question

_TODAY = """
WITH paid AS (
  SELECT invoice_id, sum(cents) AS cents FROM purchases_invoicepayment WHERE org_id = %(org)s GROUP BY invoice_id
), invoice AS (
  SELECT i.state, i.kind, i.due_on, i.recorded_by_id, i.checked_by_id, i.iban_id, i.gross_cents,
         (i.gross_cents - coalesce(p.cents, 0))::bigint AS open
    FROM purchases_invoice i
    LEFT JOIN paid p ON p.invoice_id = i.id
   WHERE i.org_id = %(org)s AND i.state IN ('draft', 'checked', 'approved')
)
SELECT
  (SELECT json_build_array(count(*), min(due_on)) FROM invoice WHERE state = 'draft'),
  (SELECT json_build_array(count(*), coalesce(sum(gross_cents), 0)::bigint, min(due_on)) FROM invoice
    WHERE state = 'checked' AND coalesce(recorded_by_id, checked_by_id) IS DISTINCT FROM %(person)s),
  (SELECT json_build_array(count(*), coalesce(sum(open), 0)::bigint, min(due_on)) FROM invoice
    WHERE state = 'approved' AND kind = 'invoice' AND open > 0),
  (SELECT count(DISTINCT a.id) FROM invoice i JOIN purchases_supplieriban a ON a.org_id = %(org)s AND a.id = i.iban_id
    WHERE a.confirmed_at IS NULL AND a.ended_at IS NULL)
"""


@dataclass(frozen=True, slots=True)
class Pile:
    """Some invoices that wait for the same act; ``due_on``: the nearest due date. Cents."""

    count: int = 0
    cents: int = 0
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class InvoicesToday:
    """``to_approve``: by somebody else than who recorded them, so not by the reader's own. ``new_accounts``: accounts
    of suppliers that an invoice asks to be paid on and nobody has made sure of."""

    to_check: Pile = Pile()
    to_approve: Pile = Pile()
    to_pay: Pile = Pile()
    new_accounts: int = 0


def question(access: Access) -> Question[InvoicesToday]:
    """The question, for who asks several at once."""
    return Question(_TODAY, {"org": access.org_id, "person": access.person_id}, 4, _read)


def invoices(access: Access) -> InvoicesToday:
    """Where the invoices stand (one statement)."""
    return question(access).answer()


def _read(drafts: list[Any], waiting: list[Any], owed: list[Any], new_accounts: int) -> InvoicesToday:
    return InvoicesToday(
        to_check=Pile(drafts[0], 0, _day(drafts[1])),
        to_approve=Pile(waiting[0], waiting[1], _day(waiting[2])),
        to_pay=Pile(owed[0], owed[1], _day(owed[2])),
        new_accounts=new_accounts,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
