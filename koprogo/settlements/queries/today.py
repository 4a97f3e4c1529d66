"""The oldest year that is over, has costs and is not settled to its last day: what the syndic's home asks."""

from dataclasses import dataclass
from datetime import date

from koprogo.platform.access import Access
from koprogo.platform.together import Question
from koprogo.settlements.rules.settlements import State

_TODAY = """
SELECT (
  SELECT json_build_array(y.code, y.ends_on)
    FROM ledger_fiscalyear y
   WHERE y.org_id = %(org)s AND y.ends_on < %(today)s AND y.state = 'open'
     AND NOT EXISTS (SELECT 1 FROM settlements_settlement s
                      WHERE s.org_id = %(org)s AND s.state = %(issued)s AND s.period_to >= y.ends_on)
     AND EXISTS (SELECT 1 FROM ledger_entry e
                   JOIN ledger_posting p ON p.org_id = e.org_id AND p.entry_id = e.id
                   JOIN ledger_account a ON a.org_id = p.org_id AND a.id = p.account_id
                  WHERE e.org_id = %(org)s AND e.fiscal_year_id = y.id AND e.sealed_at IS NOT NULL
                    AND a.code LIKE '6%%')
   ORDER BY y.starts_on LIMIT 1)
"""


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A year that waits for its settlement."""

    code: str
    ends_on: date


def question(access: Access) -> Question[Unsettled | None]:
    """The year that waits, or None."""
    facts = {"org": access.org_id, "today": access.today, "issued": State.ISSUED.value}
    return Question(_TODAY, facts, 1, lambda row: Unsettled(row[0], date.fromisoformat(row[1])) if row else None)
