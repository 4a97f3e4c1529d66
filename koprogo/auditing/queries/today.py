"""What the control of the accounts asks of somebody today, as a part of the home's one statement."""

from dataclasses import dataclass
from typing import Any

#: Of the newest year with a sample: [code, untouched, questions for the syndic, answers for the auditor], or nothing.
SQL = """SELECT json_build_array(y.code,
    count(*) FILTER (WHERE m.kind IS NULL),
    count(*) FILTER (WHERE m.kind = 'question'),
    count(*) FILTER (WHERE m.kind = 'answer'))
  FROM auditing_sample s
  JOIN auditing_draw d ON d.org_id = s.org_id AND d.id = s.draw_id
  JOIN ledger_fiscalyear y ON y.org_id = d.org_id AND y.id = d.fiscal_year_id
  LEFT JOIN LATERAL (SELECT k.kind FROM auditing_mark k WHERE k.org_id = s.org_id AND k.sample_id = s.id
                      ORDER BY k.at DESC, k.id DESC LIMIT 1) m ON true
 WHERE s.org_id = %(org)s GROUP BY y.id, y.code, y.starts_on ORDER BY y.starts_on DESC LIMIT 1"""


@dataclass(frozen=True, slots=True)
class AuditToday:
    """Where the newest workbook stands: entries untouched, questions for the syndic, answers for the auditor."""

    year: str = ""
    left: int = 0
    asked: int = 0
    answered: int = 0


def read(found: Any) -> AuditToday:
    """The answer to ``SQL``."""
    return AuditToday(*found) if found else AuditToday()
