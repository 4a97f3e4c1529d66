"""« Les comptes sont à jour jusqu’au … »: from the statements and what is confirmed of them."""

from django.db import connection

from koprogo.banking.rules.up_to_date import AccountState, UpToDate
from koprogo.banking.rules.up_to_date import up_to_date as rule
from koprogo.platform.access import Access

# One statement whatever the number of accounts, statements and movements: every page with figures shows it.
_STATES = """
SELECT a.label,
       (SELECT max(s.closing_on) FROM banking_statement s
         WHERE s.org_id = a.org_id AND s.bank_account_id = a.id),
       (SELECT min(t.entry_on) FROM banking_banktransaction t
         WHERE t.org_id = a.org_id AND t.bank_account_id = a.id
           AND NOT EXISTS (SELECT 1 FROM banking_reconciliation r
                            WHERE r.org_id = t.org_id AND r.transaction_id = t.id AND r.undone_at IS NULL)),
       (SELECT min(c.before_on) FROM (
          SELECT s.opening_cents, lag(s.closing_cents) OVER w AS before_cents, lag(s.closing_on) OVER w AS before_on
            FROM banking_statement s
           WHERE s.org_id = a.org_id AND s.bank_account_id = a.id
          WINDOW w AS (ORDER BY s.closing_on, s.number, s.id)) c
         WHERE c.before_cents <> c.opening_cents)
  FROM banking_bankaccount a
 WHERE a.org_id = %s
 ORDER BY array_position(ARRAY['current', 'reserve', 'other'], a.purpose::text), a.iban
"""


def up_to_date(access: Access) -> UpToDate:
    """The day until which all bank accounts are in the books (one statement)."""
    with connection.cursor() as cursor:
        cursor.execute(_STATES, [access.org_id])
        return rule([AccountState(*row) for row in cursor.fetchall()])
